/// A number that is exactly what it says: one whole number over another.
///
/// Noise that must follow its law exactly may not pass through floating point, whose gaps have given secrets away before.
/// Source: Mironov, "On significance of the least significant bits for differential privacy", CCS 2012.
package struct Ratio: Sendable, Equatable {
    package let numerator: UInt64
    package let denominator: UInt64

    package init(_ numerator: UInt64, _ denominator: UInt64 = 1) {
        precondition(denominator > 0, "a ratio has a denominator")
        self.numerator = numerator
        self.denominator = denominator
    }

    package var value: Double { Double(numerator) / Double(denominator) }
}
