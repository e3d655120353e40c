/// How far a person of an incident has come, the latest step only.
package enum Headway: Sendable, Hashable {
    case unscreened
    /// The conclusion of the last screening.
    case screened(String)
    case decided(Decision.Grounds, isPositive: Bool)
    case closed

    package init(_ file: some CaseFacts) {
        if file.status == .closed {
            self = .closed
        } else if let decided = file.standing(.conclusive) ?? file.standing(.reasonable) {
            self = .decided(decided.decision.grounds, isPositive: decided.decision.isPositive)
        } else if let last = file.screenings.last {
            self = .screened(last.screening.conclusion)
        } else {
            self = .unscreened
        }
    }
}
