import Register

/// What of a pack decides who is trusted with what: a change of it needs two people.
///
/// Shape: by what it means, not by its bytes, so that another comment needs nobody. Whatever a later pack adds to the practice counts,
/// unless it is named here as something else.
package enum TrustTerms: String, CaseIterable, Sendable {
    /// roles.yml
    case roles
    /// `class` and `compartment` of questions that both have
    case fields
    /// exports.yml
    case exports
    /// `publication` of statistics.yml
    case publication
    /// Who may agree to what, caps, emergencies, retention, secret addresses: the rest of the practice
    case rules

    package static func changed(from before: Country, to after: Country) -> [TrustTerms] {
        allCases.filter { $0.differs(before, after) }
    }

    private func differs(_ before: Country, _ after: Country) -> Bool {
        switch self {
        case .roles: before.policy.roles != after.policy.roles
        case .fields: TrustTerms.fields(before, after) != TrustTerms.fields(after, before)
        case .exports: before.practice.exports != after.practice.exports
        case .publication: before.practice.statistics.publication != after.practice.statistics.publication
        case .rules: TrustTerms.bare(before.practice) != TrustTerms.bare(after.practice)
        }
    }

    /// The questions of one that another has too, with who sees them and where they are sealed.
    private static func fields(_ one: Country, _ other: Country) -> Set<String> {
        let (policy, known) = (one.policy, other.policy)
        return Set(
            one.everyFieldName.filter { known.classOf($0) != nil }.map { field in
                "\(field) \(policy.classOf(field).map { "\($0)" } ?? "") \(policy.compartment(of: field))"
            })
    }

    /// Without how a case is worked, and what other terms say.
    private static func bare(_ practice: Practice) -> Practice {
        var bare = practice
        let none = Practice()
        bare.calendar = none.calendar
        bare.deadlines = []
        bare.records = [:]
        bare.birth = nil
        bare.childBands = [:]
        bare.identity = none.identity
        bare.conclusiveAfterDays = 0
        bare.triage = [:]
        bare.conclusionsToAskAgain = []
        bare.reportSource = nil
        bare.campaigns = none.campaigns
        bare.statistics = none.statistics
        bare.exports = none.exports
        return bare
    }
}
