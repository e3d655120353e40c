import RealModule

/// How much a release may tell about one person, as zero-concentrated differential privacy counts it.
///
/// Units: ρ. Losses add up: two releases about the same person lose ρ₁ + ρ₂.
/// Source: Bun and Steinke, "Concentrated differential privacy", TCC 2016; the noise is the discrete Gaussian's, by theorem 14 of
/// Canonne, Kamath and Steinke 2020.
package struct PrivacyLoss: Sendable, Equatable, Comparable {
    package let rho: Double

    package init(rho: Double) {
        precondition(rho >= 0, "a loss is not negative")
        self.rho = rho
    }

    package static let none = PrivacyLoss(rho: 0)

    /// Of one release of whole numbers, where one person changes them by at most √`squaredSensitivity` in all (Euclidean), each
    /// with Gaussian noise of its own.
    package init(squaredSensitivity: Double, variance: Ratio) { self.init(rho: squaredSensitivity / (2 * variance.value)) }

    /// The largest loss that is (ε, δ)-differentially private.
    package init(epsilon: Double, delta: Double) {
        precondition(epsilon > 0 && delta > 0 && delta < 1, "ε is above 0 and δ between 0 and 1")
        // ρ + 2√(ρ ln 1/δ) = ε, the looser rule, is a floor; ρ = ε + ln 1/δ is far too much.
        var (low, high) = (0.0, epsilon + .log(1 / delta))
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if PrivacyLoss(rho: middle).delta(epsilon: epsilon) <= delta { low = middle } else { high = middle }
        }
        rho = low
    }

    package static func + (one: PrivacyLoss, other: PrivacyLoss) -> PrivacyLoss { PrivacyLoss(rho: one.rho + other.rho) }
    package static func < (one: PrivacyLoss, other: PrivacyLoss) -> Bool { one.rho < other.rho }

    /// The share of this loss that one part of a release may cost.
    package func share(_ part: Double) -> PrivacyLoss { PrivacyLoss(rho: rho * part) }

    /// The δ at which this loss is (ε, δ)-differentially private: the least over the orders α of Rényi's divergence.
    ///
    /// Source: Canonne, Kamath and Steinke 2020, corollary 13.
    package func delta(epsilon: Double) -> Double {
        guard rho > 0 else { return 0 }
        // The logarithm is convex in α: its slope grows from -∞ to ∞ and is zero where δ is least. Beyond: α - 1.
        func slope(_ beyond: Double) -> Double { (2 * beyond + 1) * rho - epsilon + .log(onePlus: -1 / (1 + beyond)) }
        var (low, high) = (0.0, 1.0)
        while slope(high) < 0 { high *= 2 }
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if slope(middle) < 0 { low = middle } else { high = middle }
        }
        let logarithm = high * ((1 + high) * rho - epsilon) + high * .log(onePlus: -1 / (1 + high)) - .log(onePlus: high)
        return min(1, .exp(logarithm))
    }

    /// The ε at which this loss is (ε, δ)-differentially private.
    package func epsilon(delta: Double) -> Double {
        guard rho > 0 else { return 0 }
        var (low, high) = (0.0, rho + 2 * (rho * .log(1 / delta)).squareRoot())
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if self.delta(epsilon: middle) > delta { low = middle } else { high = middle }
        }
        return high
    }
}
