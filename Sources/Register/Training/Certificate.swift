/// That somebody passed a workshop, until when, and whether it still counts.
package struct Certificate: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable { case valid, expired, revoked }

    /// What is recorded when it is issued.
    package struct Issue: Codable, Sendable, Equatable {
        package let participant: EntryID
        /// Shape: number of the workshop, place on its list, eight letters of chance: `W-2026-0007-12-K7QF9M2D`.
        package let serial: String
        package let on: Day
        package let expires: Day
        package let language: String

        package init(participant: EntryID, serial: String, on: Day, expires: Day, language: String) {
            self.participant = participant
            self.serial = serial
            self.on = on
            self.expires = expires
            self.language = language
        }
    }

    package let serial: String
    package let workshop: String
    package let participant: EntryID
    package let holder: Participant.Person
    package let course: String
    package let topic: String
    package let version: Int
    package let days: [Day]
    package let place: String
    package let language: String
    package let issuedOn: Day
    package let expiresOn: Day
    package let revokedOn: Day?
    package let reason: String?
    /// Whether the holder lets a page that anybody may open show their name.
    package let showsName: Bool

    /// A certificate counts on the day it expires, and no longer.
    package func status(on day: Day) -> Status {
        if let revokedOn, revokedOn <= day { return .revoked }
        return day <= expiresOn ? .valid : .expired
    }
}

extension Workshop {
    /// A certificate as it stands in its workshop.
    struct Issued: Sendable, Equatable {
        let issue: Certificate.Issue
        var revoked: Day?
        var reason: String?
    }

    /// Every certificate of the workshop, in the order of its list.
    package var certificates: [Certificate] {
        guard let plan else { return [] }
        return issued.compactMap { each in
            guard let participant = participant(each.issue.participant) else { return nil }
            return Certificate(
                serial: each.issue.serial, workshop: number, participant: participant.id, holder: participant.person,
                course: plan.terms.title, topic: plan.terms.topic, version: plan.version, days: plan.days, place: plan.place,
                language: each.issue.language, issuedOn: each.issue.on, expiresOn: each.issue.expires, revokedOn: each.revoked,
                reason: each.reason, showsName: participant.showsName)
        }
    }

    package func certificate(serial: String) -> Certificate? { certificates.first { $0.serial == serial } }

    /// The one of a participant that was not revoked.
    package func certificate(of id: EntryID) -> Certificate? {
        certificates.last { $0.participant == id && $0.revokedOn == nil }
    }

    /// Passed, and never had one: what was revoked is not issued again with those of all others.
    package func isWaitingForCertificate(_ participant: Participant) -> Bool {
        isPassed(participant) && !issued.contains { $0.issue.participant == participant.id }
    }

    /// What would be issued now, to whoever passed and has none. Chance is an argument: eight letters for each.
    package func issues(on day: Day, _ letters: () -> String) -> [Certificate.Issue] {
        guard let plan, status == .held else { return [] }
        return active.filter { isWaitingForCertificate($0) }.map { each in
            Certificate.Issue(
                participant: each.id, serial: "\(number)-\(each.index)-\(letters())", on: day,
                expires: day.adding(months: plan.terms.validityMonths), language: plan.language)
        }
    }
}
