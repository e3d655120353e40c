/// A service that was given: what, on which day, in answer to which referral.
package struct ServiceLog: Codable, Sendable, Equatable {
    package let service: ServiceCode
    package let on: Day
    package let referral: EntryID?
    /// Nil, as in older entries, for given.
    package let outcome: Outcome?
    /// Units: cents of the country's currency.
    package let cents: Int?
    /// Units: nights in a bed.
    package let nights: Int?
    /// The goal of the plan it serves.
    package let goal: EntryID?

    /// `declined` and `unavailable` are the gaps that statistics show.
    package enum Outcome: String, Codable, Sendable, CaseIterable { case given, declined, unavailable }

    package init(
        service: ServiceCode, on: Day, referral: EntryID?, outcome: Outcome? = nil, cents: Int? = nil, nights: Int? = nil,
        goal: EntryID? = nil
    ) {
        self.service = service
        self.on = on
        self.referral = referral
        self.outcome = outcome
        self.cents = cents
        self.nights = nights
        self.goal = goal
    }
}
