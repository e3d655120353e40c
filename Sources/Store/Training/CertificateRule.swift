package import Register

/// The rule of a country that whoever screens holds a certificate: warn, or block.
extension Store {
    /// Whether an account holds a certificate that counts, of one of these topics. Without topics any course counts.
    package func hasCertificate(_ account: AccountID, of topics: [String] = [], on today: Day) throws -> Bool {
        try live.view.hasCertificate(account, of: topics, on: today)
    }

    /// Whether a screening by this worker needs a certificate that they lack, by the rule of the country.
    package func lacksCertificate(_ actor: Actor, on today: Day) throws -> Bool {
        let rule = policy.practice.training
        guard rule.screening != .off else { return false }
        return try !hasCertificate(actor.account, of: rule.topics, on: today)
    }

    /// Whether this worker may not screen now.
    package func isKeptFromScreening(_ actor: Actor, on today: Day) throws -> Bool {
        guard policy.practice.training.screening == .block else { return false }
        return try lacksCertificate(actor, on: today)
    }

    /// The action as it is recorded: a screening tells whether its author held the certificate, where the country asks for one.
    ///
    /// Errors: `Refusal` where the country lets only holders screen.
    func certified(_ action: CaseAction, by actor: Actor, on today: Day) throws -> CaseAction {
        let rule = policy.practice.training
        guard rule.screening != .off, rule.isScreening(action) else { return action }
        let isCertified = try !lacksCertificate(actor, on: today)
        if rule.screening == .block, !isCertified { throw Refusal("certificateNeeded") }
        guard case .screening(let screening) = action.act else { return action }
        return .screened(screening.screened(withCertificate: isCertified), answers: action.answers)
    }
}
