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

/// For whoever is kept out of a case it does not exist: no address, no list and no count tells it from one that never was.
struct KeptOutTests {
    private static let absent = "SLU-2026-9999"

    private func site(_ sandbox: Sandbox) throws -> Site {
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        site.open(try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now))
        return site
    }

    @Test(arguments: [
        ("supervisor", Relation.assigned), ("case-manager", .assigned), ("supervisor", .agency), ("decision-maker", .agency),
        ("supervisor", .emergency), ("focal-point", .recipient), ("service-provider", .recipient), ("case-manager", .invited),
    ])
    func everyAddressAnswersAsIfTheCaseWereAbsent(_ signIn: String, _ relation: Relation) async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = try self.site(sandbox)
        let member = try #require(sandbox.staff.first { $0.grant.signIn == signIn })
        let planted = try await PlantedCase(in: sandbox, for: member.actor, as: relation)
        let isAgencyKeptOut = relation == .recipient || relation == .invited
        try await Application(router: site.router()).test(.router) { client in
            let asker = try Asker(site: site, client: client, member: member)
            let own = try #require(Routes.all.first { $0.path == "/cases/{case}" })
            #expect(try await asker.send(own, "/cases/\(planted.number)").0 == 200, "the control: it was there before")
            try await planted.keepOut(isAgencyKeptOut ? .agency(member.actor.agency) : .worker(member.account))
            let sequence = try sandbox.store.peek(planted.number)?.sequence
            var asked = 0
            for route in Routes.all where route.path.contains("{case}") {
                let form = self.form(asker.session, planted)
                let real = planted.paths(of: route, number: planted.number).flatMap(\.addresses)
                let none = planted.paths(of: route, number: KeptOutTests.absent).flatMap(\.addresses)
                for (real, none) in zip(real, none) {
                    let (first, second) = (try await asker.send(route, real, form), try await asker.send(route, none, form))
                    let place = "\(route.method) \(route.path)"
                    #expect(first.0 == 404 && second.0 == 404, "\(place): \(first.0), absent: \(second.0)")
                    #expect(first.2 == second.2, "\(place)")
                    let page = first.1.replacing(planted.number, with: KeptOutTests.absent)
                    #expect(page == second.1, "\(place): the two pages differ")
                    asked += 1
                }
            }
            #expect(asked > 80)
            #expect(try sandbox.store.peek(planted.number)?.sequence == sequence, "nothing was recorded")
        }
    }

    /// Answers that suit every act.
    private func form(_ session: Session, _ planted: PlantedCase) -> [(String, String)] {
        [
            ("form-token", session.formToken), ("entry", EntryID.made(at: Sandbox.now).description), ("service", "housing"),
            ("to", "human-services"), ("text", "Calm."), ("reason", "goals-met"), ("decision", "accept"), ("purpose", "referral"),
            ("given.day", "1"), ("given.month", "6"), ("given.year", "2026"), ("on.day", "1"), ("on.month", "6"),
            ("on.year", "2026"), ("due.day", "1"), ("due.month", "12"), ("due.year", "2026"), ("language", "en"),
            ("agency", "immigration"), ("exception", "legal-duty"), ("compartment", "welfare"), ("kind", "same"),
            ("number", planted.other), ("who", "agency:post-havana"), ("justified", "yes"), ("erasure", "wish"), ("sure", "1"),
            ("grounds", "reasonable"), ("outcome", "yes"), ("standard", "suspect"), ("rule", "consent"),
            ("conclusion", "possible"), ("case_kind", "suspected"), ("shown", "case_kind"),
        ]
    }

    // MARK: Lists

    /// A case in every list that its officer has: by name, late, of a raid, of a report, like another, linked, over its time.
    private struct Listed {
        let number: String
        let linked: String
        let mine: String
        let report: String
        let raid: String
    }

    private func listed(_ sandbox: Sandbox, for actor: Actor) async throws -> Listed {
        let store = sandbox.store
        let colleague = Actor(account: sandbox.actor("task-force-viewer").account, agency: actor.agency, role: "supervisor")
        let now = Sandbox.now
        let report = try await store.report(
            Answers(), urgency: "urgent", id: .made(at: now), as: colleague, at: now, today: sandbox.today)
        let triage = Concern.Action.triaged(outcome: "screen", answers: Answers([.text: .text("Alone on the shift.")]))
        try await store.record(triage, id: .made(at: now), to: report, as: colleague, at: now)
        let raid = try store.openIncident(Answers(), id: .made(at: now), as: colleague, at: now, today: sandbox.today)
        let person = Answers(["given_name": .text("Philomène"), "birth_date": .text("1996-11-30")])
        let more = [("identity", Answers(["family_name": .text("Zepherin"), "birth_date": .text("1996-11-30")]))]
        let forms: [(FormID, Answers)] = [("new-case", person)] + more.map { (FormID($0.0), $0.1) }
        let brought = try store.bring(
            [forms, forms], to: raid, prefix: "SLU", id: .made(at: now), as: colleague, at: now, today: sandbox.today)
        func open(_ by: Actor) async throws -> String {
            let number = try await store.open(
                form: "new-case", answers: person, id: .made(at: now), prefix: "SLU", as: by, at: now, today: sandbox.today)
            for (form, answers) in forms.dropFirst() {
                _ = try await store.record(
                    .answered(form: form, answers: answers), id: .made(at: now), to: number, as: by, at: now, today: sandbox.today)
            }
            return number
        }
        let mine = try await open(actor)
        _ = try await open(Actor(account: colleague.account, agency: "police", role: "supervisor"))
        let linked = try await open(actor)
        try await store.record(
            .led(to: ChronicleID(uuid: UUID()), number: brought[0]), id: .made(at: now), to: report, as: colleague, at: now)
        try store.link(
            linked, to: brought[0], as: .family, id: .made(at: now), as: colleague, at: now, today: sandbox.today)
        for action in [CaseAction.delegated("screening", to: actor.account), .assigned(actor.account)] {
            _ = try await store.record(action, id: .made(at: now), to: brought[0], as: colleague, at: now, today: sandbox.today)
        }
        return Listed(number: brought[0], linked: linked, mine: mine, report: report, raid: raid)
    }

    @Test(arguments: [
        (
            "supervisor",
            ["/work", "/cases", "/cases/search", "/matches", "/api/v1/cases", "raid", "report", "linked", "known", "services"]
        ),
        (
            "focal-point",
            ["/work", "/cases", "/cases/search", "/matches", "/api/v1/cases", "raid", "report", "linked", "known", "services"]
        ),
    ])
    func everyListHasForgottenIt(_ signIn: String, _ expected: [String]) async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = try self.site(sandbox)
        let member = try #require(sandbox.staff.first { $0.grant.signIn == signIn })
        let listed = try await self.listed(sandbox, for: member.actor)
        let store = sandbox.store
        let other = Actor(account: sandbox.actor("training-officer").account, agency: member.actor.agency, role: "supervisor")
        let late = Sandbox.now.after(days: 60)
        try await Application(router: site.router()).test(.router) { client in
            let asker = try Asker(site: site, client: client, member: member)
            let before = try await pages(asker, listed)
            #expect(Set(before.filter { $0.value.contains(listed.number) }.keys).isSuperset(of: expected), "the control")
            let counts = (try store.cases(as: member.actor).count, try store.incidents(as: member.actor).map(\.people))
            let waiting = try store.waiting(on: member.actor, at: late, limit: 500)
            #expect((waiting.all + waiting.national.lines).contains { $0.number == listed.number }, "the control")

            _ = try await store.record(
                .excluded(.worker(member.account)), id: .made(at: Sandbox.now), to: listed.number, as: other, at: Sandbox.now,
                today: sandbox.today)
            let after = try await pages(asker, listed)
            #expect(after.filter { $0.value.contains(listed.number) }.map(\.key).sorted() == [])
            #expect(Set(before.keys).subtracting(after.keys) == ["report"], "what it says is of the person in the case")
            #expect(try store.cases(as: member.actor).count == counts.0 - 1)
            #expect(try store.incidents(as: member.actor).map(\.people) == counts.1.map { $0 - 1 })
            let still = try store.waiting(on: member.actor, at: late, limit: 500)
            #expect(!(still.all + still.national.lines).contains { $0.number == listed.number })
            #expect(still.mine.count < waiting.mine.count)
            #expect(try store.existing([listed.number, listed.mine], for: member.actor) == [listed.mine])
        }
    }

    private func pages(_ asker: Asker, _ listed: Listed) async throws -> [String: String] {
        let all: [(name: String, path: String, address: String)] = [
            ("/work", "/work", "/work"), ("/cases", "/cases", "/cases"), ("/cases/search", "/cases/search", "/cases/search"),
            ("/matches", "/matches", "/matches"), ("/api/v1/cases", "/api/v1/cases", "/api/v1/cases"),
            ("raid", "/incidents/{incident}", "/incidents/\(listed.raid)"),
            ("batch", "/incidents/{incident}/screenings/{form}", "/incidents/\(listed.raid)/screenings/health"),
            ("report", "/concerns/{concern}", "/concerns/\(listed.report)"),
            ("linked", "/cases/{case}/known", "/cases/\(listed.linked)/known"),
            ("page", "/cases/{case}", "/cases/\(listed.linked)"),
            ("known", "/cases/{case}/known", "/cases/\(listed.mine)/known"),
            ("services", "/cases/{case}/services", "/cases/\(listed.mine)/services"),
            ("retention", "/retention", "/retention"),
        ]
        var found: [String: String] = [:]
        for (name, path, address) in all {
            let isSearch = path == "/cases/search"
            let route = try #require(Routes.all.first { $0.path == path && $0.method == (isSearch ? .post : .get) })
            let form = isSearch ? [("form-token", asker.session.formToken), ("name", "Zepherin")] : []
            let (status, body, _) = try await asker.send(route, address, form)
            if status == 200 { found[name] = body }
        }
        return found
    }

    /// What was kept of a page for one worker is not shown again once the case that it names keeps them out.
    @Test func aPageThatWasKeptForgetsIt() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let (first, second) = (try await sandbox.open(), try await sandbox.open())
        let manager = sandbox.actor("case-manager")
        try sandbox.store.link(
            first, to: second, as: .same, id: .made(at: Sandbox.now), as: manager, at: Sandbox.now, today: sandbox.today)
        let site = try self.site(sandbox)
        let member = try #require(sandbox.staff.first { $0.grant.signIn == "case-manager" })
        let route = try #require(Routes.all.first { $0.path == "/cases/{case}" })
        try await Application(router: site.router()).test(.router) { client in
            let asker = try Asker(site: site, client: client, member: member)
            #expect(try await asker.send(route, "/cases/\(first)").1.contains(second))
            _ = try await sandbox.record(.excluded(.worker(manager.account)), to: second, by: "supervisor")
            #expect(try await !asker.send(route, "/cases/\(first)").1.contains(second))
        }
    }

    @Test func nothingIsGivenToWhoIsKeptOut() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let number = try await sandbox.open()
        let account = sandbox.actor("investigator").account
        _ = try await sandbox.record(.excluded(.worker(account)), to: number, by: "supervisor")
        let task = CaseTask.Request(due: sandbox.today, assignee: account, about: nil)
        let acts: [CaseAction] = [
            .assigned(account), .delegated("screening", to: account), .tasked(task, answers: Answers([.text: .text("Call.")])),
        ]
        for action in acts {
            await #expect(throws: Refusal("workerKeptOut"), "\(action.word)") {
                _ = try await sandbox.record(action, to: number)
            }
        }
        _ = try await sandbox.record(.readmitted(.worker(account)), to: number, by: "supervisor")
        for action in acts { _ = try await sandbox.record(action, to: number) }
    }
}
