import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// Every role at every address, in every relation to a case, as text files that a lawyer can read in a diff. They are written anew
/// with ANSE_RECORD=1.
struct MatrixTests {
    @Test(arguments: ["GET", "POST"])
    func everyRoleGetsWhatTheFileSays(_ method: String) async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = Site(country: sandbox.country, patience: 60, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        let desk = try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
        site.open(desk)
        let manager = sandbox.actor("case-manager")
        let provider = try await sandbox.store.list(
            Provider.Listing(name: "Desk", agency: "health", services: ["medical"]), Answers(), id: .made(at: Sandbox.now),
            as: manager,
            at: Sandbox.now, today: sandbox.today)
        let trainer = sandbox.actor("training-officer")
        let course = try sandbox.store.offer(
            Course.Plan(title: "Referral", topic: "referral"), id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now)
        let officer = sandbox.actor("campaign-officer")
        let plan = Answers(["ca_name": .text("Safe Work")])
        let campaign = try await sandbox.store.plan(
            plan, id: .made(at: Sandbox.now), as: officer, at: Sandbox.now, today: sandbox.today)
        let round = EntryID.made(at: Sandbox.now)
        try await sandbox.store.record(
            .recorded(form: "survey-round", about: nil, answers: Answers(["rd_from": .text("2026-01-01")])), id: round,
            to: campaign,
            as: officer, at: Sandbox.now)
        try await self.publish(sandbox)
        let routes = Routes.all.filter { route in if case .staff = route.door { route.method.rawValue == method } else { false } }
        let relations = ["assigned", "agency", "recipient", "invited", "none", "absent"]
        let standings = ["led", "colleague", "barred", "other", "absent"]
        let head = [
            "# \(method) as each role, by relation to the case: \(relations.joined(separator: " "))",
            "# and to the incident: \(standings.joined(separator: " "))", "",
        ]
        let lines = try await Application(router: site.router()).test(.router) { client in
            var lines = head
            for member in sandbox.staff.prefix(sandbox.country.roles.count) {
                let role = try #require(sandbox.country.roles.first { $0.code == member.grant.role })
                var cases = try await self.cases(sandbox, for: member.actor)
                let incidents = try self.incidents(sandbox, for: member.actor)
                let token = try desk.sessions.start(member.account, device: "", language: "en", isComplete: true, at: Sandbox.now)
                lines.append("\(member.grant.role)")
                let session = try #require(try desk.sessions.find(token, at: Sandbox.now))
                for route in routes {
                    // An act changes its case, so each meets fresh ones.
                    if method == "POST", route.path.contains("{case}"), !role.grants.isEmpty {
                        cases = try await self.cases(sandbox, for: member.actor)
                    }
                    var cells: [String] = []
                    let (workshop, participant) =
                        route.path.contains("{workshop}") ? try self.workshop(sandbox, course, by: trainer) : ("", "")
                    let export = route.path.contains("{export}") ? try await self.export(sandbox) : ""
                    let isIncident = route.path.contains("{incident}")
                    for relation in route.path.contains("{case}") ? relations : isIncident ? standings : ["-"] {
                        let path = route.path.replacing("{case}", with: cases[relation]?.number ?? "SLU-2026-9999")
                            .replacing("{incident}", with: incidents[relation] ?? "I-2026-9999")
                            .replacing("{export}", with: export)
                            .replacing("{campaign}", with: campaign).replacing("{round}", with: round.description)
                            .replacing(
                                "{form}",
                                with: isIncident ? "health" : route.path.contains("{campaign}") ? "survey-round" : "needs"
                            ).replacing(
                                "{id}",
                                with: route.path.contains("{campaign}/records")
                                    ? round.description
                                    : workshop.isEmpty ? cases[relation]?.referral ?? Sandbox.someID : participant
                            )
                            .replacing("{provider}", with: provider.description)
                            .replacing("{year}", with: "2025").replacing("{gap}", with: "unknown-sex")
                            .replacing("{version}", with: "1")
                            .replacing("{course}", with: course.description).replacing("{workshop}", with: workshop)
                        cells.append(try await status(client, route.method, path, token, form(session, member)))
                    }
                    lines.append(
                        "  \(route.path.padding(toLength: max(42, route.path.count + 1), withPad: " ", startingAt: 0))\(cells.joined(separator: " "))"
                    )
                }
            }
            return lines
        }
        let now = lines.joined(separator: "\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Matrix/role-route-\(method.lowercased()).txt")
        if ProcessInfo.processInfo.environment["ANSE_RECORD"] != nil { try now.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == now)
        let broken = now.split(separator: "\n").filter { $0.contains(" 500") }
        #expect(broken.isEmpty, "what was recorded is no answer: \(broken)")
        for line in now.split(separator: "\n") where line.contains("{incident}") {
            #expect(line.split(separator: " ").suffix(3) == ["404", "404", "404"], "forbidden, barred and absent alike: \(line)")
        }
        for line in now.split(separator: "\n") where line.contains("{case}") {
            #expect(line.split(separator: " ").suffix(2) == ["404", "404"], "absent and forbidden must be alike: \(line)")
        }
    }

    /// Last year's figures, signed by two people.
    private func publish(_ sandbox: Sandbox) async throws {
        let (store, now, today) = (sandbox.store, Sandbox.now, sandbox.today)
        let first = sandbox.actor("statistician")
        try await store.keep(
            try store.freeze(2025, asOf: now, as: first), id: .made(at: now), as: first, at: now, today: today)
        let drawing = try store.draw(2025, country: "Saint Lucia", as: first, today: today)
        try await store.keep(drawing, id: .made(at: now), as: first, at: now, today: today)
        try await store.ask(2025, id: .made(at: now), as: first, at: now, today: today)
        let digest = try store.publication(2025, as: first).asking?.digest ?? ""
        try await store.record(
            .signed(digest: digest), id: .made(at: now), to: 2025, as: sandbox.actor("focal-point"), at: now, today: today)
    }

    /// A file for a partner that waits for a second person.
    private func export(_ sandbox: Sandbox) async throws -> String {
        let terms = sandbox.country.practice.exports
        let format = try #require(terms.formats.first)
        let asker = sandbox.actor("focal-point")
        let number = try await sandbox.open()
        let consent = Consent(purpose: format.consent, recipient: nil, given: sandbox.today, expires: nil, language: "en")
        _ = try await sandbox.record(.consented(consent), to: number)
        let request = Export.Request(
            format: format.id, from: sandbox.today, until: sandbox.today, recipient: "Institute",
            keys: [try RecipientKey(ExportPageTests.key)], reason: terms.reasons[0].code)
        return try await sandbox.store.ask(
            request, answers: Answers([.text: .text("A study.")]), id: .made(at: Sandbox.now), as: asker, at: Sandbox.now,
            today: sandbox.today)
    }

    /// A workshop of today with one person on its list.
    private func workshop(_ sandbox: Sandbox, _ course: ChronicleID, by trainer: Actor) throws -> (String, String) {
        let terms = Course.Plan(title: "Referral", topic: "referral")
        let plan = Workshop.Plan(
            course: course, version: 1, terms: terms, days: [sandbox.today], place: "Castries", language: "en", capacity: 5)
        let number = try sandbox.store.plan(
            plan, id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now, today: sandbox.today)
        let id = EntryID.made(at: Sandbox.now)
        let person = Participant.Entrant(id: id, person: Participant.Person(name: "Elwin Popo", agency: trainer.agency))
        try sandbox.store.record(
            .enlisted([person], .listed), id: .made(at: Sandbox.now), to: number, as: trainer, at: Sandbox.now, today: sandbox.today
        )
        return (number, id.description)
    }

    /// An incident in each standing to an actor: led by them, by a colleague, kept out of, of another agency.
    private func incidents(_ sandbox: Sandbox, for actor: Actor) throws -> [String: String] {
        let manager = Actor(account: sandbox.actor("case-manager").account, agency: actor.agency, role: "case-manager")
        let colleague =
            actor.account == manager.account
            ? Actor(account: sandbox.actor("supervisor").account, agency: actor.agency, role: "supervisor") : manager
        let stranger = Actor(
            account: colleague.account, agency: actor.agency == "police" ? "health" : "police", role: colleague.role)
        var found: [String: String] = [:]
        for (standing, leader) in [("led", actor), ("colleague", colleague), ("barred", colleague), ("other", stranger)] {
            let isLeader = sandbox.store.policy.roles[leader.role]?.duties.contains(.incidents) == true
            guard isLeader else { continue }
            let number = try sandbox.store.openIncident(
                Answers(), id: EntryID.made(at: Sandbox.now), as: leader, at: Sandbox.now, today: sandbox.today)
            try sandbox.store.bring(
                [[("new-case", Answers())]], to: number, prefix: "SLU", id: EntryID.made(at: Sandbox.now), as: leader,
                at: Sandbox.now, today: sandbox.today)
            if standing == "barred" {
                try sandbox.store.record(
                    .barred(.worker(actor.account)), id: EntryID.made(at: Sandbox.now), to: number, as: leader, at: Sandbox.now)
            }
            found[standing] = number
        }
        return found
    }

    /// Answers that suit every act, so that only the permit decides.
    private func form(_ session: Session, _ member: Cast.Member) -> String {
        [
            "form-token": session.formToken, "entry": EntryID.made(at: Sandbox.now).description, "service": "housing",
            "to": "human-services", "text": "Calm.", "reason": "goals-met", "decision": "accept", "purpose": "referral",
            "given.day": "1", "given.month": "6", "given.year": "2026", "on.day": "1", "on.month": "6", "on.year": "2026",
            "language": "en", "account": member.account.description, "agency": "immigration", "exception": "legal-duty",
            "case_kind": "suspected", "name": "Anselma", "shown": "case_kind", "listing-name": "Desk",
            "listing-agency": "health", "listing-services": "medical",
        ].map { "\($0)=\($1)" }.joined(separator: "&")
    }

    private func status(
        _ client: any TestClientProtocol, _ method: HTTPRequest.Method, _ path: String, _ token: String, _ form: String
    ) async throws -> String {
        var headers: HTTPFields = [.cookie: "\(Sessions.cookie)=\(token)"]
        if method == .post { headers[.contentType] = "application/x-www-form-urlencoded" }
        let body = method == .post ? ByteBuffer(string: form) : nil
        return try await client.execute(uri: path, method: method, headers: headers, body: body) { String($0.status.code) }
    }

    /// One case in each relation to an actor.
    private func cases(_ sandbox: Sandbox, for actor: Actor) async throws -> [String: (number: String, referral: String)] {
        var found: [String: (number: String, referral: String)] = [:]
        let manager = sandbox.actor("case-manager")
        for relation in ["assigned", "agency", "recipient", "invited", "none"] {
            let isOwn = relation == "assigned" || relation == "agency"
            let role: RoleCode = "case-manager"
            let other = Actor(account: manager.account, agency: actor.agency == "police" ? "health" : "police", role: role)
            let opener = isOwn ? Actor(account: manager.account, agency: actor.agency, role: role) : other
            let number = try await sandbox.store.open(
                form: "new-case", answers: Answers(), id: EntryID.made(at: Sandbox.now), prefix: "SLU", as: opener, at: Sandbox.now,
                today: sandbox.today)
            func record(_ action: CaseAction, _ by: Actor, _ id: EntryID) async throws {
                _ = try await sandbox.store.record(action, id: id, to: number, as: by, at: Sandbox.now, today: sandbox.today)
            }
            let id = EntryID.made(at: Sandbox.now)
            let to = isOwn || relation == "none" ? AgencyCode("labour") : actor.agency
            let request = Referral.Request(service: "housing", to: to, packet: ["needs"], due: Sandbox.now, exception: "legal-duty")
            try await record(.referred(request, answers: Answers()), opener, id)
            if relation == "recipient" {
                try await record(
                    .referralDecided(id, .accepted), Actor(account: manager.account, agency: to, role: role),
                    EntryID.made(at: Sandbox.now))
            }
            if relation == "assigned" { try await record(.assigned(actor.account), opener, EntryID.made(at: Sandbox.now)) }
            if relation == "agency", actor.account == manager.account {
                try await record(.assigned(sandbox.actor("supervisor").account), opener, EntryID.made(at: Sandbox.now))
            }
            found[relation] = (number, id.description)
        }
        return found
    }
}
