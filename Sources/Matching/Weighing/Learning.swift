/// A pair of records about which a worker has decided: linked as one person, or told apart.
package struct Decision: Sendable {
    package let comparison: Comparison
    package let isSame: Bool

    package init(_ comparison: Comparison, isSame: Bool) {
        self.comparison = comparison
        self.isSame = isSame
    }
}

extension Weights {
    /// These weights moved toward what workers decided.
    ///
    /// Shape: today's value counts as a hundred decisions, so that the first few cannot sway it, and no value ever leaves a factor
    /// of four around the usual one: two bits.
    package func learned(from decisions: [Decision]) -> Weights {
        var learned = self
        for aspect in Aspect.allCases {
            let found = decisions.compactMap { decision in decision.comparison[aspect].map { ($0.level, decision.isSame) } }
            let same = Weights.counts(found.filter(\.1).map { ($0.0, 1) })
            let other = Weights.counts(found.filter { !$0.1 }.map { ($0.0, 1) })
            learned.move(aspect, to: same, keeping: 100, \.ifSame)
            // People told apart were looked at because they were alike: they speak for the crowd only in a whisper.
            learned.move(aspect, to: other, keeping: 2_000, \.ifOther)
        }
        return learned
    }

    static func counts(_ found: [(Level, Double)]) -> [Level: Double] {
        Dictionary(found, uniquingKeysWith: +)
    }

    mutating func move(_ aspect: Aspect, to counts: [Level: Double], keeping prior: Double, _ side: WritableKeyPath<Odds, Double>) {
        let total = counts.values.reduce(0, +)
        guard total > 0 else { return }
        for level in Level.levels(of: aspect) {
            let usual = Weights.usual[level][keyPath: side]
            let moved = (self[level][keyPath: side] * prior + (counts[level] ?? 0)) / (prior + total)
            self[level][keyPath: side] = min(max(moved, usual / 4), usual * 4, 0.9999999)
        }
    }
}
