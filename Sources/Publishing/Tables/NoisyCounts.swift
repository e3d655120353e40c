/// Counts as they may be told: the number of people and the contrasts of every table, each whole number with noise of its own.
///
/// The cells of the public lists are all measured, the empty ones too. `Estimate` puts counts together from them.
package struct NoisyCounts: Sendable {
    package let cells: Cells
    package let design: Design
    package let people: Int
    /// Of each of the design's margins.
    package let contrasts: [[Int]]

    /// The release. Records are capped here, so that no caller can forget it.
    package init(_ records: Records, design: Design, _ chance: inout Chance) {
        let kept = records.capped(at: design.cap)
        cells = Cells(records.lists)
        self.design = design
        people = kept.count + design.people.draw(&chance)
        var contrasts: [[Int]] = []
        for margin in design.margins { contrasts.append(margin.contrasts(of: kept).map { $0 + margin.noise.draw(&chance) }) }
        self.contrasts = contrasts
    }
}
