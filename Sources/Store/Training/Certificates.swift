import Foundation
package import Register

/// A certificate in a list: no name.
package struct CertificateLine: Sendable, Equatable {
    package let serial: String
    package let workshop: String
    package let title: String
    package let agency: AgencyCode
    package let participant: EntryID
    package let issued: Day
    package let expires: Day
    package let isRevoked: Bool
}

/// Certificates: issued to all who passed, found by their serial, counted where a rule asks for one.
extension Store {
    /// A certificate by its serial, for anybody who holds the paper. Nil when there is none.
    package func certificate(serial: String) throws -> Certificate? {
        let serial = serial.uppercased().filter { !$0.isWhitespace }
        guard let id = try live.view.workshop(ofSerial: serial) else { return nil }
        return try recall(id).chronicle.certificate(serial: serial)
    }

    /// Issues one to each who passed and has none. Gives how many. Errors: `Refusal` when nobody did.
    @discardableResult
    package func issue(of number: String, id: EntryID, as actor: Actor, at now: Moment, today: Day) throws -> Int {
        let (chronicle, workshop, hand) = try workshop(number, actor)
        if try ledger.sequence(of: id) != nil { return 0 }
        let issues = workshop.issues(on: today) { RandomLetters.make(8) }
        try record(.issued(issues), id, chronicle, actor, hand, now, today)
        return issues.count
    }

    /// Those of an account, the newest first.
    package func certificates(of account: AccountID) throws -> [CertificateLine] { try live.view.certificates(of: account) }

    /// Those that end soon or ended not long ago, of people who have none that lasts longer.
    package func refreshers(as actor: Actor, on today: Day) throws -> [CertificateLine] {
        guard try hand(of: actor) == .trainer else { return [] }
        let days = policy.practice.training.refresherDays
        return try live.view.certificates(expiringFrom: today.adding(days: -days), to: today.adding(days: days))
    }

    package func hasCertificate(_ account: AccountID, on today: Day) throws -> Bool {
        try live.view.hasCertificate(account, on: today)
    }

    /// Whether a screening by this worker needs a certificate that they lack, by the rule of the country.
    package func lacksCertificate(_ actor: Actor, on today: Day) throws -> Bool {
        guard policy.practice.training.screening != .off else { return false }
        return try !hasCertificate(actor.account, on: today)
    }

    /// Errors: `Refusal` where the country lets only holders of a valid certificate screen.
    func checkCertificate(for action: CaseAction, by actor: Actor, on today: Day) throws {
        guard case .screened = action, policy.practice.training.screening == .block else { return }
        if try lacksCertificate(actor, on: today) { throw Refusal("certificateNeeded") }
    }

    /// Workshops with people who were asked again and did not answer.
    package func overdueFollowUps(as actor: Actor, on today: Day) throws -> [(number: String, title: String, people: Int)] {
        guard policy.practice.training.asksLater, try hand(of: actor) == .trainer else { return [] }
        let last = today.adding(months: -(Workshop.followUpMonths.min() ?? 0))
        return try live.view.held(to: last, from: today.adding(months: -12)).compactMap { id in
            let workshop = try recall(id).chronicle
            let people = workshop.active.count { !workshop.followUpsDue(of: $0, on: today).isEmpty }
            return people == 0 ? nil : (workshop.number, workshop.plan?.terms.title ?? "", people)
        }
    }
}
