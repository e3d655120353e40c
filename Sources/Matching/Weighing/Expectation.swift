extension Weights {
    /// These weights moved toward what records of the same day of birth and sex show, without anyone having decided.
    ///
    /// Shape: expectation and maximisation over pairs of one block. Careful: birth and sex are what made the block, so that neither
    /// teaches nor is taught; only how the same person agrees is learned, with three hundred pairs for today's value; fewer than a
    /// thousand pairs teach nothing.
    /// Source: Winkler, "Using the EM algorithm for weight computation in the Fellegi-Sunter model" (1988).
    package func learned(fromBlocks comparisons: [Comparison], rounds: Int = 10) -> Weights {
        guard comparisons.count >= 1_000 else { return self }
        let comparisons = comparisons.map { Comparison($0.findings.filter { ![.birth, .sex].contains($0.level.aspect) }) }
        var learned = self
        var share = 0.05
        for _ in 0..<rounds {
            let beliefs = comparisons.map { learned.belief(in: $0, share: share) }
            let total = beliefs.reduce(0, +)
            share = min(max(total / Double(comparisons.count), 0.0001), 0.5)
            var next = self
            for aspect in Aspect.allCases where aspect != .birth && aspect != .sex {
                let found = zip(comparisons, beliefs).compactMap { pair, belief in pair[aspect].map { ($0.level, belief) } }
                next.move(aspect, to: Weights.counts(found), keeping: 300, \.ifSame)
            }
            learned = next
        }
        return learned
    }

    private func belief(in comparison: Comparison, share: Double) -> Double {
        let odds = share / (1 - share) * Bits.odds(bits(of: comparison))
        return odds / (1 + odds)
    }
}
