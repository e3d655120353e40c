import RealModule

/// Records of nobody, whose tables are as near as can be to noisy counts of everybody.
///
/// They are made from the noisy counts alone, so they tell nothing that those have not told, and may be seeded. One file of them
/// serves tables and microdata alike, and all its tables agree.
package struct Synthesis: Sendable {
    package let records: Records

    /// Sweeps: to come near what was told, to take the mean of, and to come near that mean.
    private static let (settling, averaged, nearing) = (15, 20, 8)
    /// Units of the cost, where 1 is one deviation's. The warmer, the more what is usual among people of a kind counts.
    private static let (cold, warm) = (0.02, 0.3)

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
        let aims = Synthesis.aims(estimate)
        var search = LocalSearch(
            people: tables.people, aims: aims, cells: noisy.cells, everybody: noisy.cells.lists.indices.map(tables.one),
            seed: chance.next()
        ) { tree.draw(into: &$0, &chance) }
        for _ in 0..<Synthesis.settling { search.sweep(heat: Synthesis.cold) }
        // A warm record strays by chance; the mean of many sweeps strays less, so it is nearer the truth than what was told.
        let departures = search.departures(sweeps: Synthesis.averaged, heat: Synthesis.warm)
        search.turn(to: Synthesis.aims(estimate, means: zip(aims, departures).map { $0.target + $1 }))
        for turn in 1...Synthesis.nearing { search.sweep(heat: .pow(0.5, Double(turn + 2))) }
        records = search.records
    }

    /// How much an error of a count weighs beside others, all else being equal.
    private static func weight(_ place: Int, _ cells: Cells) -> Double {
        place < cells.codeCount ? forOnes : place < cells.codeCount + cells.pairCount ? forPairs : 1
    }

    private static func aims(_ estimate: Estimate) -> [LocalSearch.Aim] {
        zip(estimate.values, estimate.variances).dropFirst().enumerated().map { place, told in
            let (count, deviation) = (told.0, told.1.squareRoot())
            let isDoubted = place >= estimate.cells.codeCount && count < deviation
            return LocalSearch.Aim(
                target: Float(isDoubted ? count - doubt * deviation : count),
                weight: Float(weight(place, estimate.cells) / (2 * told.1)))
        }
    }

    /// A small miss adds to the distance by its square over the deviation of what is yet unknown of a count: noise, and chance itself.
    private static func aims(_ estimate: Estimate, means: [Float]) -> [LocalSearch.Aim] {
        zip(means, estimate.variances.dropFirst()).enumerated().map { place, found in
            let variance = 1 / (1 / Double(max(found.0, 1e-6)) + 1 / found.1)
            return LocalSearch.Aim(target: found.0, weight: Float(weight(place, estimate.cells) / (variance + 0.25).squareRoot()))
        }
    }
}
