/// The mean of some values, such as what each person gained.
package struct Mean: Sendable, Equatable {
    package let count: Int
    package let value: Double
    /// Student's interval; nil for fewer than two values. Source: Student, Biometrika 6 (1908).
    package let interval: Interval?

    /// Nil when there are no values.
    package init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        count = values.count
        value = mean
        guard values.count > 1 else {
            interval = nil
            return
        }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let reach = Mean.student(n - 1) * (squares / (n - 1) / n).squareRoot()
        interval = Interval(low: mean - reach, high: mean + reach)
    }

    /// Two-sided 95 % point of Student's distribution. Source: Abramowitz and Stegun 26.7.1.
    static func student(_ freedom: Double) -> Double {
        let x = Beta(freedom / 2, 0.5).quantile(2 * Interval.tail)
        return (freedom * (1 - x) / x).squareRoot()
    }
}
