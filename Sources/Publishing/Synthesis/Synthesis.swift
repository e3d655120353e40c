import RealModule

/// Records of nobody, whose tables are as near as can be to noisy counts of everybody.
///
/// They are made from the noisy counts alone, so they tell nothing that those have not told, and may be seeded. One file of them
/// serves tables and microdata alike, and all its tables agree.
package struct Synthesis: Sendable {
    package let records: Records

    /// How often each value is tried anew, and between which heats: in units of the cost, where 1 is one deviation's.
    private static let (sweeps, hot, cold) = (12.0, 0.5, 0.01)

    /// Errors of counts of one and two codes show in many tables, so they weigh more.
    private static let (forOnes, forPairs) = (10.0, 3.0)

    /// A count of codes together that is below its deviation is likelier an empty cell than a rare one: it is aimed at this many deviations
    /// lower, so that fewer combinations are invented.
    private static let doubt = 0.5

    package init(_ noisy: NoisyCounts, seed: UInt64) {
        var chance = SeededChance(seed: seed)
        let estimate = Estimate(noisy)
        let tables = FullTables(estimate)
        let tree = DependenceTree(tables, attributes: noisy.cells.lists.indices)
        var search = LocalSearch(
            people: tables.people, aims: Synthesis.aims(estimate), cells: noisy.cells,
            proposals: noisy.cells.lists.indices.map { SeededChance.running(tables.one($0)) }, seed: chance.next()
        ) { tree.draw(into: &$0, &chance) }
        search.run(sweeps: Synthesis.sweeps, from: Synthesis.hot, to: Synthesis.cold)
        records = search.records
    }

    private static func aims(_ estimate: Estimate) -> [LocalSearch.Aim] {
        let (codes, pairs) = (estimate.cells.codeCount, estimate.cells.pairCount)
        return zip(estimate.values, estimate.variances).dropFirst().enumerated().map { place, told in
            let (count, deviation) = (told.0, told.1.squareRoot())
            let weight = place < codes ? forOnes : place < codes + pairs ? forPairs : 1
            let isDoubted = place >= codes && count < deviation
            return LocalSearch.Aim(
                target: Float(isDoubted ? count - doubt * deviation : count), weight: Float(weight / (2 * told.1)))
        }
    }
}
