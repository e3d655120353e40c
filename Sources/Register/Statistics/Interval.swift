/// How far off a figure may be by chance alone: in 95 of 100 such samples the interval holds the true value.
package struct Interval: Sendable, Equatable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    package func contains(_ value: Double) -> Bool { low <= value && value <= high }

    /// Two-sided 95 % point of the normal distribution.
    static let normal = 1.959963984540054
    /// What lies outside on each side.
    static let tail = 0.025
}
