/// That somebody came to a workshop and, where it has a test, passed it: until when, and whether it still counts.
package struct Certificate: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable { case valid, expired, revoked }

    /// What is recorded when it is issued, the name as the paper has it.
    package struct Issue: Codable, Sendable, Equatable {
        package let participant: EntryID
        /// Shape: number of the workshop, place on its list, eight letters of chance: `W-2026-0007-12-K7QF9M2D`.
        package let serial: String
        package let on: Day
        package let expires: Day
        package let language: String
        /// Nil in those issued before names were kept; then the list says who it is.
        package let name: String?
        package let agency: AgencyCode?

        package init(
            participant: EntryID, serial: String, on: Day, expires: Day, language: String, name: String? = nil,
            agency: AgencyCode? = nil
        ) {
            self.participant = participant
            self.serial = serial
            self.on = on
            self.expires = expires
            self.language = language
            self.name = name
            self.agency = agency
        }
    }

    package let serial: String
    package let workshop: String
    package let participant: EntryID
    /// As the paper has them, whatever the list says later.
    package let name: String
    package let agency: AgencyCode
    /// As the list has them now.
    package let holder: Participant.Person
    package let courseID: ChronicleID
    package let terms: Course.Plan
    package let version: Int
    package let days: [Day]
    package let halfDays: Int
    package let place: String
    package let trainers: [String]
    package let language: String
    package let issuedOn: Day
    package let expiresOn: Day
    package let revokedOn: Day?
    package let reason: String?
    /// Whether a page that anybody may open shows the name: the holder wants that, and the certificate was not revoked.
    package let showsName: Bool

    package var course: String { terms.title }
    /// A course without a test asks for attendance alone: nobody passed it.
    package var isTested: Bool { !terms.test.isEmpty }
    /// Whether the list was put right after the paper was given out.
    package var isOutdated: Bool { name != holder.name || agency != holder.agency }

    /// Units: minutes. Nil when a module does not say how long it takes.
    package var minutes: Int? {
        let all = terms.modules.compactMap(\.minutes)
        return all.isEmpty || all.count < terms.modules.count ? nil : Bounded.sum(all)
    }

    /// A certificate counts on the day it expires, and no longer.
    package func status(on day: Day) -> Status {
        if let revokedOn, revokedOn <= day { return .revoked }
        return day <= expiresOn ? .valid : .expired
    }
}
