/// How far off a figure may be by chance alone: in 95 of 100 such samples the interval holds the true value.
package struct Interval: Sendable, Equatable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    package func contains(_ value: Double) -> Bool { low <= value && value <= high }

    /// The ends rounded outward, so that what is shown holds what was found; with more digits where an end would otherwise touch a
    /// value that it does not touch.
    package func outward(_ digits: Int, apartFrom value: Double) -> (low: Double, high: Double, digits: Int) {
        for digits in digits...max(digits, 4) {
            let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
            let (first, last) = ((low * scale).rounded(.down) / scale, (high * scale).rounded(.up) / scale)
            if (first == value && low > value || last == value && high < value) && digits < 4 { continue }
            return (first, last, digits)
        }
        return (low, high, digits)
    }

    /// Two-sided 95 % point of the normal distribution.
    static let normal = 1.959963984540054
    /// What lies outside on each side.
    static let tail = 0.025
}
