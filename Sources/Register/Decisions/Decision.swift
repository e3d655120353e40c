/// A formal decision whether a person was trafficked: preliminary or final.
///
/// Source: the reasonable and conclusive grounds of mature referral mechanisms; the periods are the country's.
package struct Decision: Codable, Sendable, Equatable {
    package enum Grounds: String, Codable, Sendable, CaseIterable { case reasonable, conclusive }

    package let grounds: Grounds
    package let isPositive: Bool
    /// The standard of proof, a code of the pack.
    package let standard: String
    package let on: Day
    /// Units: days. The recovery and reflection period that begins with it, as the country has it that day.
    package let recoveryDays: Int?
    /// The decision that this one reviews.
    package let reviews: EntryID?

    package init(grounds: Grounds, isPositive: Bool, standard: String, on: Day, recoveryDays: Int? = nil, reviews: EntryID? = nil) {
        self.grounds = grounds
        self.isPositive = isPositive
        self.standard = standard
        self.on = on
        self.recoveryDays = recoveryDays
        self.reviews = reviews
    }
}

/// That a decision was told: to whom, on which day, in which language.
package struct Notice: Codable, Sendable, Equatable {
    /// Never the child itself: the guardian, or the agency that cares for the child.
    package enum Recipient: String, Codable, Sendable, CaseIterable { case person, guardian, agency }

    package let to: Recipient
    package let on: Day
    package let language: String

    package init(to: Recipient, on: Day, language: String) {
        self.to = to
        self.on = on
        self.language = language
    }
}

/// A decision as it stands in a case.
package struct Decided: Sendable, Equatable, Identifiable {
    package let id: EntryID
    package let decision: Decision
    package let by: AccountID
    package let agency: AgencyCode
    package internal(set) var reasons: Answers
    package internal(set) var notices: [Notice] = []
    package internal(set) var reviewAsked: Moment?
    /// The decision that took its place.
    package internal(set) var reviewedBy: EntryID?

    package var stands: Bool { reviewedBy == nil }
}
