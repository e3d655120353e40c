/// What the person agreed to: one purpose, perhaps one recipient, with its date, language and end.
///
/// Source: DESIGN of the domain, rule 4: consent is per purpose and recipient, dated, and can be withdrawn.
package struct Consent: Codable, Sendable, Equatable {
    package static let referral = "referral"

    package let purpose: String
    /// Nil for any agency.
    package let recipient: AgencyCode?
    package let given: Day
    package let expires: Day?
    package let language: String
    /// The questions of the country's list that were answered yes: told why, told how long, and so on. Source: IOM, seven questions.
    package let told: [String]?
    /// Who gave it. Nil, as in older entries, for the person.
    package let by: Giver?
    /// Whether a child agreed too, when a guardian gave it.
    package let hasAssent: Bool?
    package let withInterpreter: Bool?

    package enum Giver: String, Codable, Sendable, CaseIterable { case person, guardian }

    package init(
        purpose: String, recipient: AgencyCode?, given: Day, expires: Day?, language: String, told: [String]? = nil,
        by: Giver? = nil, hasAssent: Bool? = nil, withInterpreter: Bool? = nil
    ) {
        self.purpose = purpose
        self.recipient = recipient
        self.given = given
        self.expires = expires
        self.language = language
        self.told = told
        self.by = by
        self.hasAssent = hasAssent
        self.withInterpreter = withInterpreter
    }

    package func covers(_ purpose: String, _ agency: AgencyCode, on today: Day) -> Bool {
        self.purpose == purpose && (recipient == nil || recipient == agency) && given <= today
            && expires.map { today <= $0 } ?? true
    }
}
