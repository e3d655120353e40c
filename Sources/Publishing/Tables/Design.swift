/// How the loss of a release is shared among its counts, and so how much noise each gets.
///
/// One person more or less changes, with at most L attributes known, the number of people by 1 and at most C(L, k) counts of k
/// codes by 1 each: the squared Euclidean sensitivities are 1, L, C(L, 2) and C(L, 3). Neighbours are data sets that differ by one
/// person's record, added or taken away.
package struct Design: Sendable, Equatable {
    /// L, the public cap on attributes of one person.
    package let cap: Int
    package let people: DiscreteGaussian
    package let ones: DiscreteGaussian
    package let pairs: DiscreteGaussian
    package let triples: DiscreteGaussian

    /// Parts of the loss. The counts' parts follow the square roots of their sensitivities, which keeps their deviations near each other.
    private static let forPeople = 0.005

    /// Nil when the loss is so small that noise wider than σ = 1,024 would be needed.
    package init?(loss: PrivacyLoss, cap: Int, attributes: Int) {
        let most = min(cap, attributes)
        let sensitivities = (1...3).map { Design.choose(most, $0) }
        let roots = sensitivities.map { $0.squareRoot() }
        func noise(_ sensitivity: Double, _ part: Double) -> DiscreteGaussian? {
            guard sensitivity > 0 else { return DiscreteGaussian(variance: Ratio(1, DiscreteGaussian.finest)) }
            // Rounded up, so that the loss is never more than was spent.
            let parts = (sensitivity / (2 * loss.share(part).rho) * Double(DiscreteGaussian.finest)).rounded(.up)
            let widest = DiscreteGaussian.widest.value * Double(DiscreteGaussian.finest)
            return parts <= widest ? DiscreteGaussian(variance: Ratio(UInt64(parts), DiscreteGaussian.finest)) : nil
        }
        let rest = (1 - Design.forPeople) / roots.reduce(0, +)
        guard loss > .none, let people = noise(1, Design.forPeople), let ones = noise(sensitivities[0], rest * roots[0]),
            let pairs = noise(sensitivities[1], rest * roots[1]), let triples = noise(sensitivities[2], rest * roots[2])
        else { return nil }
        (self.cap, self.people, self.ones, self.pairs, self.triples) = (most, people, ones, pairs, triples)
    }

    /// What the release loses in truth.
    package var loss: PrivacyLoss {
        zip([people, ones, pairs, triples], 0...3).reduce(PrivacyLoss.none) { sum, part in
            sum + PrivacyLoss(squaredSensitivity: Design.choose(cap, part.1), variance: part.0.variance)
        }
    }

    /// How many ways there are to choose k of n.
    package static func choose(_ n: Int, _ k: Int) -> Double {
        (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
    }
}
