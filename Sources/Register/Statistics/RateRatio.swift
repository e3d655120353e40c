/// How many times as often something happened in one span of days as in another.
package struct RateRatio: Sendable, Equatable {
    /// Nil when it happened in the first span alone, or in neither: nothing can be divided by none.
    package let value: Double?
    /// Exact, given how often it happened in both together. Its upper end is infinite when the other span had none.
    /// Source: Clopper and Pearson, Biometrika 26 (1934); Przyborowski and Wilenski, Biometrika 31 (1940).
    package let interval: Interval

    /// Units: days, or whatever else both spans are measured in.
    /// - Parameter spread: how many events tell as much as one would if each came by itself; 1 when they do.
    package init(_ events: Int, in span: Double, against others: Int, in otherSpan: Double, spread: Double = 1) {
        precondition(events >= 0 && others >= 0 && span > 0 && otherSpan > 0, "counts of events in spans of time")
        value = others == 0 ? nil : Double(events) / span / (Double(others) / otherSpan)
        let (first, second) = (Double(events) / spread, Double(others) / spread)
        // Of all events, the part that falls in the first span, and from it the ratio.
        func ratio(_ part: Double) -> Double { part >= 1 ? .infinity : part / (1 - part) * otherSpan / span }
        interval = Interval(
            low: events == 0 ? 0 : ratio(Beta(first, second + 1).quantile(Interval.tail)),
            high: others == 0 ? .infinity : ratio(Beta(first + 1, second).quantile(1 - Interval.tail)))
    }

    /// Whether chance alone explains it badly.
    package var isClear: Bool { !interval.contains(1) }
}
