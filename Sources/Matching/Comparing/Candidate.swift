/// A person on record who may be the one asked for. A worker decides; nothing is ever merged by itself.
package struct Candidate: Sendable {
    package let row: Int
    /// Units: bits. The sum of the bars.
    package let bits: Double
    /// The probability that this one is the person, given all other candidates and that it may be nobody on record.
    package let posterior: Double
    package let bars: [Bar]

    /// Another given name, and all that agrees is what a family shares: perhaps a brother or sister.
    package var isFamilyLike: Bool {
        let levels = Set(bars.map(\.level))
        let hasOwnGivenName = levels.contains { $0.aspect == .given && $0 != .givenDifferent }
        let hasFamilyName = levels.contains { $0.aspect == .family && $0 != .familyDifferent }
        return hasFamilyName && !hasOwnGivenName && levels.isDisjoint(with: [.documentSame, .documentAlike, .otherNameShared])
    }
}
