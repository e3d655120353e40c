/// How many more of the same people are right the second time.
package struct MatchedGain: Sendable, Equatable {
    /// Wrong before and right after, and the other way.
    package let learnt: Int
    package let lost: Int
    /// Units: between -1 and 1.
    package let value: Double
    /// Wald's interval for matched pairs with half a person added to each of the four cells, so that it is right for few people and
    /// never of no width. Source: Agresti and Min, Stat. Med. 24 (2005) 729.
    package let interval: Interval

    /// Each pair is whether somebody was right before and after. Nil for nobody.
    package init?(_ pairs: [(before: Bool, after: Bool)]) {
        guard !pairs.isEmpty else { return nil }
        learnt = pairs.count { !$0.before && $0.after }
        lost = pairs.count { $0.before && !$0.after }
        value = Double(learnt - lost) / Double(pairs.count)
        let n = Double(pairs.count) + 2
        let (up, down) = (Double(learnt) + 0.5, Double(lost) + 0.5)
        let middle = (up - down) / n
        let reach = Interval.normal * (up + down - (up - down) * (up - down) / n).squareRoot() / n
        interval = Interval(low: max(-1, middle - reach), high: min(1, middle + reach))
    }
}
