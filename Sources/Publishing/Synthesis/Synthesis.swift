import RealModule

/// Records of nobody, whose tables are as near as can be to noisy counts of everybody.
///
/// They are made from the noisy counts alone, so they tell nothing that those have not told, and may be seeded. One file of them
/// serves tables and microdata alike, and all its tables agree.
package struct Synthesis: Sendable {
    package let records: Records

    /// How often each value is tried anew, and between which heats: in units of the cost, where 1 is one deviation's.
    private static let (sweeps, hot, cold) = (12.0, 0.5, 0.01)

    /// Errors of single codes show in every table, so they weigh more.
    private static let forOnes = 5.0

    /// A count below its deviation is likelier an empty cell than a rare one: it is aimed at this many deviations lower, so that
    /// fewer combinations are invented.
    private static let doubt = 0.5

    package init(_ noisy: NoisyCounts, seed: UInt64) {
        var chance = SeededChance(seed: seed)
        let tree = DependenceTree(noisy)
        let tables = FullTables(noisy)
        let design = noisy.design
        let aims =
            Synthesis.aims(noisy.counts.ones, design.ones, weight: Synthesis.forOnes, doubt: 0)
            + Synthesis.aims(noisy.counts.pairs, design.pairs, weight: 1, doubt: Synthesis.doubt)
            + Synthesis.aims(noisy.counts.triples, design.triples, weight: 1, doubt: Synthesis.doubt)
        var search = LocalSearch(
            people: tables.people, aims: aims, cells: noisy.cells,
            proposals: noisy.cells.lists.indices.map { SeededChance.running(tables.one($0)) }, seed: chance.next()
        ) { tree.draw(into: &$0, &chance) }
        search.run(sweeps: Synthesis.sweeps, from: Synthesis.hot, to: Synthesis.cold)
        records = search.records
    }

    private static func aims(_ counts: [Int32], _ noise: DiscreteGaussian, weight: Double, doubt: Double) -> [LocalSearch.Aim] {
        counts.map { count in
            let target = Double(count) < noise.deviation ? Double(count) - doubt * noise.deviation : Double(count)
            return LocalSearch.Aim(target: Float(target), weight: Float(weight / (2 * noise.variance.value)))
        }
    }
}
