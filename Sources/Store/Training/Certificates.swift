import Foundation
import Matching
package import Register

/// A certificate in a list: no name.
package struct CertificateLine: Sendable, Equatable {
    package let serial: String
    package let workshop: String
    package let title: String
    package let topic: String
    package let agency: AgencyCode
    package let participant: EntryID
    package let issued: Day
    package let expires: Day
    package let isRevoked: Bool
}

/// Certificates: issued to all who passed, found by their serial.
extension Store {
    /// A certificate by its serial, for anybody who holds the paper. Nil when there is none.
    package func certificate(serial: String) throws -> Certificate? {
        let serial = serial.uppercased().filter { !$0.isWhitespace }
        guard let id = try live.view.workshop(ofSerial: serial) else { return nil }
        return try recall(id).chronicle.certificate(serial: serial)
    }

    /// Issues one to each who passed and has none. Gives how many; sent again with the same id the same number.
    ///
    /// Errors: `Refusal` when nobody did.
    @discardableResult
    package func issue(of number: String, id: EntryID, as actor: Actor, at now: Moment, today: Day) throws -> Int {
        let (chronicle, workshop, hand) = try workshop(number, actor)
        if case .issued(let issues) = try before(id, .issued([]), of: Workshop.self, in: chronicle)?.action { return issues.count }
        let issues = workshop.issues(on: today) { RandomLetters.make(8) }
        try record(.issued(issues), id, chronicle, actor, hand, now, today)
        return issues.count
    }

    /// Revokes a certificate and issues it again with the name as the list has it now, both in one entry. Errors: `Refusal`.
    package func replace(
        _ serial: String, of number: String, because text: String, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) throws {
        let (chronicle, workshop, hand) = try workshop(number, actor)
        if try isRecorded(id, in: chronicle) { return }
        guard let old = workshop.certificate(serial: serial),
            let issue = workshop.replacement(of: old, on: today, RandomLetters.make(8))
        else { throw Refusal("noSuchCertificate") }
        try record(.replaced(serial: serial, by: issue, text: text), id, chronicle, actor, hand, now, today)
    }

    /// Those of an account, the newest first.
    package func certificates(of account: AccountID) throws -> [CertificateLine] { try live.view.certificates(of: account) }

    /// Those that end soon or ended not long ago, of people who have none of the same topic that lasts longer.
    package func refreshers(as actor: Actor, on today: Day) throws -> [CertificateLine] {
        guard try hand(of: actor) == .trainer else { return [] }
        let days = policy.practice.training.refresherDays
        return try live.view.certificates(expiringFrom: today.adding(days: -days), to: today.adding(days: days))
    }

    /// The same with the people, to write to; a look at each workshop is recorded before this returns.
    package func refreshersWithPeople(as actor: Actor, at now: Moment, today: Day) async throws -> [(
        certificate: Certificate, workshop: Workshop
    )] {
        guard try hand(of: actor) == .trainer else { throw StoreFault.notFound }
        let lines = try refreshers(as: actor, on: today)
        var workshops: [String: Workshop] = [:]
        for number in Set(lines.map(\.workshop)) {
            do { workshops[number] = try await workshop(number, as: actor, at: now).workshop } catch StoreFault.damaged { continue }
        }
        return lines.compactMap { line in
            guard let workshop = workshops[line.workshop], let certificate = workshop.certificate(serial: line.serial) else {
                return nil
            }
            return (certificate, workshop)
        }
    }

    /// Workshops with people who were asked again and did not answer.
    package func overdueFollowUps(as actor: Actor, on today: Day) throws -> [(number: String, title: String, people: Int)] {
        guard policy.practice.training.asksLater, try hand(of: actor) == .trainer else { return [] }
        let last = today.adding(months: -(Workshop.followUpMonths.min() ?? 0))
        return try whole(live.view.held(to: last, from: today.adding(months: -12))) {
            id -> (number: String, title: String, people: Int)? in
            let workshop = try recall(id).chronicle
            let people = workshop.active.count { !workshop.followUpsDue(of: $0, on: today).isEmpty }
            return people == 0 ? nil : (workshop.number, workshop.plan?.terms.title ?? "", people)
        }
    }
}

extension Certificate {
    /// Whether a name is the one on the paper. Capitals, accents and what stands between the words do not count.
    package func isOf(_ typed: String) -> Bool {
        func plain(_ name: String) -> [String] { Letters.words(in: name).map { Letters.text($0) } + [name.filter(\.isNumber)] }
        return plain(typed) == plain(name)
    }
}
