import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

@testable import Store

/// Who must have no part in a report finds it by no road; who triages finds those of their desk; who looked stays known.
struct ConcernWallTests {
    private static func report(_ test: Sandbox, by actor: Actor, source: String = "police") async throws -> String {
        try await test.store.report(
            Answers(["cn_what": .text("She waits."), "cn_source": .text(source), "cn_urgency": .text("urgent")]), urgency: "urgent",
            id: .made(at: Sandbox.now), as: actor, at: Sandbox.now, today: test.today)
    }

    private static func of(_ signIn: String, in agency: AgencyCode, _ test: Sandbox) -> Actor {
        let known = test.actor(signIn)
        return Actor(account: AccountID(uuid: UUID()), agency: agency, role: known.role)
    }

    private static func received(_ test: Sandbox) throws -> (number: String, key: ReplyKey) {
        let received = try Received(
            seed: "seed", answers: Answers(["cn_what": .text("She waits.")]), urgency: "urgent", channel: "public",
            form: "public-report", language: "en")
        let key = try test.store.replyKey(for: try test.store.replyCode(for: received).digits)
        try test.store.receive(received, under: key, at: Sandbox.now, today: test.today)
        return (try #require(try test.store.concerns(as: test.actor("supervisor")).lines.first { $0.isPublic }).number, key)
    }

    @Test func whoTriagesSeesTheReportsOfTheirDesk() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let clinic = try await Self.report(test, by: Self.of("case-manager", in: "human-services", test), source: "clinic")
        let call = try await Self.report(test, by: Self.of("hotline-operator", in: "hotline", test), source: "hotline")
        let open = try Self.received(test).number
        func seen(_ actor: Actor) async throws -> Set<String> {
            var found: Set<String> = []
            for number in [clinic, call, open] {
                do {
                    found.insert(try await test.store.concern(number, as: actor, at: Sandbox.now).concern.number)
                } catch StoreFault
                    .notFound
                {}
            }
            let listed = try test.store.concerns(as: actor)
            #expect(Set(listed.lines.map(\.number)) == found && listed.count == found.count, "list and page agree")
            return found
        }
        #expect(try await seen(test.actor("supervisor")) == [clinic, call, open], "the desk that the country names")
        #expect(try await seen(Self.of("hotline-operator", in: "hotline", test)) == [call, open])
        #expect(try await seen(Self.of("case-manager", in: "human-services", test)) == [clinic], "the agency that took it")
        #expect(try await seen(Self.of("case-manager", in: "health", test)).isEmpty)
    }

    @Test func wholeCountriesMayTriageTogether() async throws {
        let test = try await Sandbox(pack: "demo-land")
        defer { test.remove() }
        let chief = test.actor("chief")
        let number = try await Self.report(test, by: chief)
        let far = Self.of("officer", in: "river-police", test)
        #expect(try await test.store.concern(number, as: far, at: Sandbox.now).concern.number == number)
        #expect(try test.store.concerns(as: far).count == 1)
    }

    @Test func whoIsKeptOutFindsItByNoRoad() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let store = test.store
        let (number, key) = try Self.received(test)
        let (boss, out) = (test.actor("supervisor"), test.actor("case-manager"))
        #expect(throws: Refusal("excludesSelf")) {
            try store.wall(
                .worker(boss.account), isOut: true, ofConcern: number, id: .made(at: Sandbox.now), as: boss, at: Sandbox.now)
        }
        let id = EntryID.made(at: Sandbox.now)
        for _ in 0..<2 {
            try store.wall(.worker(out.account), isOut: true, ofConcern: number, id: id, as: boss, at: Sandbox.now)
        }
        await #expect(throws: StoreFault.notFound) { try await store.concern(number, as: out, at: Sandbox.now) }
        #expect(try store.concerns(as: out).count == 0 && store.concerns(as: out, only: .waiting).lines.isEmpty)
        #expect(throws: StoreFault.notFound) { try store.dialogue(ofConcern: number, as: out) }
        #expect(throws: StoreFault.notFound) { try store.looks(ofConcern: number, as: out) }
        await #expect(throws: StoreFault.notFound) {
            try await store.record(
                .added(answers: Answers([.text: .text("x")])), id: .made(at: Sandbox.now), to: number, as: out, at: Sandbox.now)
        }
        #expect(try !store.hasConcern(number, for: out) && store.keptFrom(out).count == 1)
        let pass = try #require(try store.pass(under: key, at: Sandbox.now))
        try await store.write(
            Answers([.text: .text("Still here.")]), id: .made(at: Sandbox.now), with: pass, at: Sandbox.now)
        let address = try #require(MailAddress("out@example.org"))
        try store.choose(MailChoice(account: out.account, address: address, language: "en", chosen: Sandbox.now), at: Sandbox.now)
        try await store.remind(at: Sandbox.now.after(hours: 1)) { _ in Issue.record("they were told of it") }
        #expect(try store.concerns(as: boss).count == 1)
        let views = try store.views()
        #expect(views.live == views.rebuilt)
        #expect(throws: Refusal("notPermitted"), "letting in is for who may do so in a case") {
            try store.wall(
                .worker(out.account), isOut: false, ofConcern: number, id: .made(at: Sandbox.now),
                as: test.actor("hotline-operator"), at: Sandbox.now)
        }
        try store.wall(
            .worker(out.account), isOut: false, ofConcern: number, id: .made(at: Sandbox.now), as: boss, at: Sandbox.now)
        #expect(try store.hasConcern(number, for: out))
    }

    @Test func aCaseAndAnIncidentTakeTheWallsOfTheirReport() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let store = test.store
        let (boss, out, later) = (test.actor("supervisor"), test.actor("case-manager"), test.actor("focal-point"))
        let number = try await Self.report(test, by: test.actor("hotline-operator"))
        try store.wall(.worker(out.account), isOut: true, ofConcern: number, id: .made(at: Sandbox.now), as: boss, at: Sandbox.now)
        try await store.record(
            .triaged(outcome: "screen", answers: Answers()), id: .made(at: Sandbox.now), to: number, as: boss, at: Sandbox.now)
        let id = EntryID.made(at: Sandbox.now)
        let numbers = try (0..<2).map { _ in
            try store.openCase(
                fromConcern: number, form: test.country.opening.id, prefix: "SLU", id: id, as: boss, at: Sandbox.now,
                today: test.today)
        }
        #expect(Set(numbers).count == 1)
        let file = try #require(try store.peek(numbers[0]))
        #expect(file.excluded == [.worker(out.account)] && file.origin?.number == number)
        #expect(try await store.concern(number, as: boss, at: Sandbox.now).concern.cases == [numbers[0]])
        await #expect(throws: StoreFault.notFound) {
            try await store.read(numbers[0], as: out, for: .casework, at: Sandbox.now)
        }
        #expect(try store.cases(as: out).count == 0 && store.cases(as: boss).count == 1)
        let report = try await store.concern(number, as: boss, at: Sandbox.now).id
        let incident = try store.openIncident(
            Answers(), from: Origin(kind: .concern, chronicle: report, number: number), id: .made(at: Sandbox.now), as: boss,
            at: Sandbox.now, today: test.today)
        #expect(try !store.hasIncident(incident, for: out) && store.hasIncident(incident, for: later))
        // Told twice, it still is one incident, and its walls are set once.
        try await store.record(
            .grew(into: report, number: incident), id: .made(at: Sandbox.now), to: number, as: boss, at: Sandbox.now)
        #expect(try await store.concern(number, as: boss, at: Sandbox.now).concern.incidents == [incident])
        try store.wall(
            .worker(later.account), isOut: true, ofConcern: number, id: .made(at: Sandbox.now), as: boss, at: Sandbox.now)
        #expect(try store.peek(numbers[0])?.excluded == [.worker(out.account), .worker(later.account)])
        #expect(try !store.hasIncident(incident, for: later), "also what grew out of it before")
        let views = try store.views()
        #expect(views.live == views.rebuilt)
    }

    @Test func whoLookedIsKnownToWhoMayKnow() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await Self.report(test, by: test.actor("hotline-operator"))
        for signIn in ["case-manager", "focal-point"] {
            _ = try await test.store.concern(number, as: test.actor(signIn), at: Sandbox.now)
        }
        let looks = try test.store.looks(ofConcern: number, as: test.actor("supervisor"))
        #expect(Set(looks.map(\.by)) == [test.actor("case-manager").account, test.actor("focal-point").account])
        for signIn in ["hotline-operator", "first-responder", "administrator"] {
            #expect(throws: StoreFault.notFound) { try test.store.looks(ofConcern: number, as: test.actor(signIn)) }
        }
    }
}
