package import Register

/// Lists and searches, within what the actor may read.
extension Store {
    /// How many hits of a name are looked at, those of the newest cases first. More is no answer but a question to ask better.
    package static let mostHits = 500
    /// No name is longer, in letters and in words.
    package static let (longestSearch, mostSearchWords) = (200, 10)

    package func cases(
        as actor: Actor, status: CaseFile.Status? = nil, named prefix: String? = nil, page: Int = 0, size: Int = 50
    ) throws -> (lines: [CaseLine], count: Int) {
        try live.view.cases(for: actor, in: readable(actor), status: status, named: prefix, page: page, size: size)
    }

    /// The same by a name, which is a search and counted as one. Errors: `StoreFault.overCap`.
    package func search(
        _ name: String, as actor: Actor, status: CaseFile.Status? = nil, page: Int = 0, size: Int = 50, at now: Moment
    ) throws -> (lines: [CaseLine], count: Int) {
        try countSearch(name, of: actor, at: now)
        return try cases(as: actor, status: status, named: name, page: page, size: size)
    }

    /// Referrals that wait for this worker's agency to answer.
    package func referralsToDecide(as actor: Actor) throws -> [ReferralLine] {
        guard policy.roles[actor.role]?.grants[.invited]?.may.contains(.decide) == true else { return [] }
        return try live.view.referrals(to: actor.agency, from: nil, .sent, for: actor)
    }

    /// Referrals this worker's agency accepted and has not completed.
    package func referralsToServe(as actor: Actor) throws -> [ReferralLine] {
        guard policy.roles[actor.role]?.grants[.recipient]?.may.contains(.serve) == true else { return [] }
        return try live.view.referrals(to: actor.agency, from: nil, .accepted, for: actor)
    }

    /// Referrals this worker's agency sent that nobody answered yet.
    package func referralsSent(as actor: Actor) throws -> [ReferralLine] {
        guard readable(actor).contains(.agency) else { return [] }
        return try live.view.referrals(to: nil, from: actor.agency, .sent, for: actor)
    }

    private func readable(_ actor: Actor) -> Set<Relation> {
        Set((policy.roles[actor.role]?.grants ?? [:]).filter { $0.value.may.contains(.read) }.keys)
    }

    /// The live index and one rebuilt from the ledger, as text, to be compared.
    package func views() throws -> (live: [String], rebuilt: [String]) {
        let fresh = try CaseView()
        try fill(fresh)
        try refreshFacts()
        return (try live.view.dump(), try fresh.dump())
    }
}
