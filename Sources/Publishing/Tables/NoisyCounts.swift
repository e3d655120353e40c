/// Counts as they may be told: every cell of the public lists, the empty ones too, with noise of its own.
package struct NoisyCounts: Sendable {
    package let cells: Cells
    package let design: Design
    /// May be negative or disagree with one another: that is the noise.
    package let counts: Counts

    /// The release. Records are capped here, so that no caller can forget it.
    package init(_ records: Records, design: Design, _ chance: inout Chance) {
        cells = Cells(records.lists)
        self.design = design
        var counts = Counts(records.capped(at: design.cap), in: cells)
        counts.people += design.people.draw(&chance)
        NoisyCounts.disturb(&counts.ones, design.ones, &chance)
        NoisyCounts.disturb(&counts.pairs, design.pairs, &chance)
        NoisyCounts.disturb(&counts.triples, design.triples, &chance)
        self.counts = counts
    }

    private static func disturb(_ counts: inout [Int32], _ noise: DiscreteGaussian, _ chance: inout Chance) {
        for cell in counts.indices { counts[cell] += Int32(noise.draw(&chance)) }
    }
}
