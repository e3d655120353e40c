/// How many of how many.
package struct Share: Sendable, Equatable {
    package let count: Int
    package let total: Int

    package init(_ count: Int, of total: Int) {
        precondition(0 <= count && count <= total, "a share is a part of its whole")
        self.count = count
        self.total = total
    }

    /// Units: between 0 and 1. Nil when nobody was asked.
    package var value: Double? { total == 0 ? nil : Double(count) / Double(total) }

    /// Wilson's score interval, which keeps its promise for few people and for none and all of them.
    ///
    /// Source: Wilson, J. Am. Stat. Assoc. 22 (1927); without correction for continuity.
    package var interval: Interval? {
        guard let value else { return nil }
        let (n, z) = (Double(total), Interval.normal)
        let middle = value + z * z / (2 * n)
        let reach = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
        let whole = 1 + z * z / n
        return Interval(
            low: count == 0 ? 0 : (middle - reach) / whole, high: count == total ? 1 : (middle + reach) / whole)
    }
}

/// By how much one share is larger than another, of other people.
package struct Difference: Sendable, Equatable {
    /// Units: between -1 and 1.
    package let value: Double
    /// Newcombe's hybrid score interval. Source: Newcombe, Stat. Med. 17 (1998) 873, method 10.
    package let interval: Interval

    /// Nil when nobody was asked in one of them.
    package init?(_ later: Share, from earlier: Share) {
        guard let p = later.value, let q = earlier.value, let first = later.interval, let second = earlier.interval else {
            return nil
        }
        func reach(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        value = p - q
        interval = Interval(
            low: value - reach(p - first.low, second.high - q), high: value + reach(first.high - p, q - second.low))
    }

    /// Whether chance alone explains it badly.
    package var isClear: Bool { !interval.contains(0) }
}
