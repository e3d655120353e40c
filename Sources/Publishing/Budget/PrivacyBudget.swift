/// What may be told about one person in all the releases of a cohort together, and what has been.
///
/// Shape: a value; the ledger keeps one entry for each time something was spent, and this is their fold.
package struct PrivacyBudget: Sendable, Equatable {
    /// Why something may not be published.
    package struct Exceeded: Error, Equatable, Sendable {
        package let asked: PrivacyLoss
        package let left: PrivacyLoss
    }

    package let cap: PrivacyLoss
    package private(set) var spent = PrivacyLoss.none

    /// The suggested cap for a lifetime: ε = 4 at δ = 10⁻⁹.
    package static let suggested = PrivacyLoss(rho: 0.206)

    package init(cap: PrivacyLoss = suggested) { self.cap = cap }

    package var left: PrivacyLoss { PrivacyLoss(rho: max(0, cap.rho - spent.rho)) }

    /// Takes a loss from what is left, before the noise is drawn: a release that was refused has told nothing.
    package mutating func spend(_ loss: PrivacyLoss) throws(Exceeded) {
        // Sums of shares round in the last digit; a person is not harmed by that, and a refusal for it could not be explained.
        guard (spent + loss).rho <= cap.rho * (1 + 1e-12) else { throw Exceeded(asked: loss, left: left) }
        spent = spent + loss
    }
}
