/// A service that was given: what, on which day, in answer to which referral.
package struct ServiceLog: Codable, Sendable, Equatable {
    package let service: ServiceCode
    package let on: Day
    package let referral: EntryID?

    package init(service: ServiceCode, on: Day, referral: EntryID?) {
        self.service = service
        self.on = on
        self.referral = referral
    }
}
