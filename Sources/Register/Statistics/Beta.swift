import RealModule

/// The beta distribution, from which exact intervals come.
struct Beta {
    private let a: Double
    private let b: Double
    private let front: Double

    init(_ a: Double, _ b: Double) {
        self.a = a
        self.b = b
        front = .logGamma(a + b) - .logGamma(a) - .logGamma(b)
    }

    /// The chance of a value up to `x`. Source: Abramowitz and Stegun 26.5.8, by Lentz's method.
    func upTo(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        // The fraction converges fast on this side of the mean only.
        guard x <= (a + 1) / (a + b + 2) else { return 1 - Beta(b, a).upTo(1 - x) }
        let tiny = 1e-300
        var (c, d) = (1.0, 1 / Beta.away(1 - (a + b) * x / (a + 1), tiny))
        var fraction = d
        for step in 1...500 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            for part in [even, odd] {
                d = 1 / Beta.away(1 + part * d, tiny)
                c = Beta.away(1 + part / c, tiny)
                fraction *= d * c
            }
            if abs(d * c - 1) < 1e-15 { break }
        }
        return .exp(a * .log(x) + b * .log(1 - x) + front) * fraction / a
    }

    /// The value up to which the chance is `chance`, by halving.
    func quantile(_ chance: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<200 where high - low > 1e-15 {
            let middle = (low + high) / 2
            if upTo(middle) < chance { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private static func away(_ value: Double, _ least: Double) -> Double { abs(value) < least ? least : value }
}
