import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// Cases as a program reads them: what its account may see, and nothing else.
enum ProgramCases {
    private struct Line: Encodable {
        let number: String
        let status: String
        let owner: String
        let opened: Int
        let changed: Int
    }

    private struct Lines: Encodable {
        let count: Int
        let cases: [Line]
    }

    static func list(_ visit: Visit) throws -> Reply {
        let asked = (status: visit.query.first("status"), page: visit.query.first("page"))
        let status = CaseFile.Status(rawValue: asked.status)
        guard asked.status.isEmpty || status != nil, let page = asked.page.isEmpty ? 1 : Bounded.whole(asked.page, in: 1...100_000)
        else { throw Fault.notUnderstood }
        let found = try visit.store.cases(as: try visit.actor(), status: status, page: page - 1, size: 100)
        let lines = found.lines.map {
            Line(
                number: $0.number, status: $0.status.rawValue, owner: $0.owner.rawValue, opened: $0.opened.seconds,
                changed: $0.changed.seconds)
        }
        return try Api.json(Lines(count: found.count, cases: lines))
    }

    private struct CaseBody: Encodable {
        struct Agreement: Encodable {
            let id: EntryID
            let purpose: String
            let recipient: AgencyCode?
            let given: Day
            let expires: Day?
            let language: String
            let withdrawn: Moment?
        }
        struct Request: Encodable {
            let id: EntryID
            let service: ServiceCode
            let from: AgencyCode
            let to: AgencyCode
            let status: Referral.Status
            let sent: Moment
            let due: Moment
            let packet: [FormID]
            let exception: String?
            let reason: String?
            let text: String?
        }
        struct Service: Encodable {
            let service: ServiceCode
            let on: Day
            let by: AgencyCode
            let referral: EntryID?
            let text: String?
        }
        /// That somebody asked to close it; somebody else answers.
        struct Closure: Encodable {
            let reason: String
            let by: AccountID
            let at: Moment
            let text: String?
        }
        let number: String
        let status: String
        let sequence: Int
        let owner: AgencyCode
        let assignee: AccountID?
        let opened: Moment
        let changed: Moment
        let answers: [String: Answers]
        let consents: [Agreement]
        let referrals: [Request]
        let services: [Service]
        let closureAsked: Closure?
    }

    static func read(_ visit: Visit) async throws -> Reply {
        let (file, permit) = try await visit.store.read(
            try visit.named("case"), as: try visit.actor(), for: .casework, at: visit.now)
        // A free text is shown only to who may see what is sensitive, also where the file still holds it.
        let text = { (answers: Answers) in permit.sees.contains(.sensitive) ? answers[.text]?.text : nil }
        let consents = file.agreements.map {
            CaseBody.Agreement(
                id: $0.id, purpose: $0.consent.purpose, recipient: $0.consent.recipient, given: $0.consent.given,
                expires: $0.consent.expires, language: $0.consent.language, withdrawn: $0.withdrawn)
        }
        let referrals = file.referrals.map {
            CaseBody.Request(
                id: $0.id, service: $0.request.service, from: $0.from, to: $0.to, status: $0.status, sent: $0.sent,
                due: $0.request.due, packet: $0.packet, exception: $0.request.exception, reason: $0.reason, text: text($0.message))
        }
        let services = file.services.map {
            CaseBody.Service(service: $0.log.service, on: $0.log.on, by: $0.by, referral: $0.log.referral, text: text($0.answers))
        }
        let closure = file.closureAsked.map {
            CaseBody.Closure(reason: $0.reason, by: $0.by, at: $0.at, text: text($0.answers))
        }
        return try Api.json(
            CaseBody(
                number: file.number, status: file.status.rawValue, sequence: file.sequence, owner: file.owner,
                assignee: file.assignee, opened: file.opened, changed: file.changed,
                answers: Dictionary(file.answers.map { ($0.key.rawValue, $0.value) }) { first, _ in first }, consents: consents,
                referrals: referrals, services: services, closureAsked: closure))
    }
}
