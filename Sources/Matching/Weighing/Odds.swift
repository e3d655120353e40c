/// How often two records agree at a level when they are of the same person, and when they are of two.
///
/// Units: probabilities, of all pairs that are known in this aspect.
package struct Odds: Sendable, Hashable, Codable {
    package var ifSame: Double
    package var ifOther: Double

    package init(ifSame: Double, ifOther: Double) {
        self.ifSame = ifSame
        self.ifOther = ifOther
    }
}
