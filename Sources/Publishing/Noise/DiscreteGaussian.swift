import RealModule

/// The law of the noise: whole numbers x with chances in proportion to exp(-x² / 2σ²), drawn exactly.
///
/// Only whole numbers are computed with, so what is drawn follows the law and not a neighbour of it.
/// Source: Canonne, Kamath and Steinke, "The discrete Gaussian for differential privacy", NeurIPS 2020, algorithms 2 and 3.
package struct DiscreteGaussian: Sendable, Equatable {
    /// σ². The true variance is a hair less.
    package let variance: Ratio
    private let scale: UInt64
    private let step: UInt128
    private let divisor: UInt128

    /// The widest noise that 128 bits hold exactly, σ = 2^28, and in which parts σ² may come up to σ = 1,024.
    package static let widest = Ratio(1 << 56)
    package static let finest: UInt64 = 256
    private static let widestInParts = Ratio(1 << 20)

    package init(variance: Ratio) {
        precondition(variance.numerator > 0 && variance.value <= DiscreteGaussian.widest.value, "σ is above 0 and at most 2^28")
        precondition(
            variance.denominator <= DiscreteGaussian.finest
                && (variance.denominator == 1 || variance.value <= DiscreteGaussian.widestInParts.value),
            "σ² comes in parts of at most 256, and whole where σ is above 1,024")
        self.variance = variance
        scale = UInt64(variance.value.squareRoot()) + 1
        step = UInt128(variance.denominator * scale)
        divisor = 2 * UInt128(variance.numerator) * step * UInt128(scale)
    }

    /// The narrowest with at least this σ²: rounded up, so that no more is told than was meant. Nil when it would be too wide.
    package init?(atLeast variance: Double) {
        let parts = variance <= DiscreteGaussian.widestInParts.value ? DiscreteGaussian.finest : 1
        let numerator = (variance * Double(parts)).rounded(.up)
        guard numerator <= DiscreteGaussian.widest.value else { return nil }
        self.init(variance: Ratio(max(1, UInt64(numerator)), parts))
    }

    /// σ, as good as exactly.
    package var deviation: Double { variance.value.squareRoot() }

    package func draw(_ chance: inout Chance) -> Int {
        chance.until { chance in
            let (size, isNegative) = laplace(&chance)
            // (|y| - σ²/t)² / 2σ², all over one denominator.
            let (reach, centre) = (UInt128(size) * step, UInt128(variance.numerator))
            let off = reach > centre ? reach - centre : centre - reach
            let (whole, rest) = (off * off).quotientAndRemainder(dividingBy: divisor)
            return chance.fallsByExp(whole: whole, rest, of: divisor) ? (isNegative ? -Int(size) : Int(size)) : nil
        }
    }

    /// Whole numbers with chances in proportion to exp(-|x| / scale).
    private func laplace(_ chance: inout Chance) -> (size: UInt64, isNegative: Bool) {
        chance.until { chance in
            let low = chance.below(scale)
            guard chance.fallsByExp(UInt128(low), of: UInt128(scale)) else { return nil }
            let high = UInt64(chance.run { chance, _ in chance.fallsByExp(1, of: 1) })
            let size = low + scale * high
            let isNegative = chance.bit()
            // Zero would otherwise come twice.
            return isNegative && size == 0 ? nil : (size, isNegative)
        }
    }

    /// The chance of each whole number from -reach to reach. For checking and for stating errors; nothing is drawn by it.
    package func chances(reach: Int) -> [Double] {
        let weights = (-reach...reach).map { Double.exp(-Double($0 * $0) / (2 * variance.value)) }
        let far = reach + 1 + Int(20 * variance.value.squareRoot())
        let tail = (reach + 1...far).reduce(0.0) { $0 + 2 * .exp(-Double($1 * $1) / (2 * variance.value)) }
        let total = weights.reduce(tail, +)
        return weights.map { $0 / total }
    }
}
