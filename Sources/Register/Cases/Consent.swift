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

    package init(purpose: String, recipient: AgencyCode?, given: Day, expires: Day?, language: String) {
        self.purpose = purpose
        self.recipient = recipient
        self.given = given
        self.expires = expires
        self.language = language
    }

    package func covers(_ purpose: String, _ agency: AgencyCode, on today: Day) -> Bool {
        self.purpose == purpose && (recipient == nil || recipient == agency) && given <= today
            && expires.map { today <= $0 } ?? true
    }
}
