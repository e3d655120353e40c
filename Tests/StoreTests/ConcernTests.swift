import Examples
import Foundation
import OrderedCollections
import Register
import Store
import Testing

/// A report from the call to the case: who sees it, its clock, two people, and nothing copied.
struct ConcernTests {
    let said = Answers(["cn_what": .text("She cannot leave the house."), "cn_urgency": .text("urgent")])

    func report(_ test: Sandbox, by signIn: String = "hotline-operator") async throws -> String {
        try await test.store.report(
            said, urgency: "urgent", id: .made(at: Sandbox.now), as: test.actor(signIn), at: Sandbox.now, today: test.today)
    }

    func refusal(_ test: Sandbox, _ action: Concern.Action, to number: String, by signIn: String) async throws -> String? {
        do {
            try await test.store.record(action, id: .made(at: Sandbox.now), to: number, as: test.actor(signIn), at: Sandbox.now)
            return nil
        } catch let refusal as Refusal { return refusal.reason }
    }

    @Test func anUrgentReportWaitsOneHourAndSomebodyElseLooksAtIt() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await report(test)
        let waiting = try test.store.concerns(as: test.actor("supervisor")).lines
        #expect(waiting.map(\.number) == [number] && waiting[0].due == Sandbox.now.after(hours: 1))
        let triage = Concern.Action.triaged(outcome: "screen", answers: Answers())
        #expect(try await refusal(test, triage, to: number, by: "hotline-operator") == "refusal.ownReport")
        #expect(try await refusal(test, triage, to: number, by: "supervisor") == nil)
        #expect(try await refusal(test, triage, to: number, by: "supervisor") == "refusal.alreadyTriaged")
        #expect(try test.store.concerns(as: test.actor("supervisor")).lines[0].due == nil)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }

    @Test func whoNeitherReportedNorTriagesFindsNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await report(test)
        for signIn in ["service-provider", "task-force-viewer", "administrator", "first-responder"] {
            await #expect(throws: StoreFault.self) {
                _ = try await test.store.concern(number, as: test.actor(signIn), at: Sandbox.now)
            }
            #expect(try test.store.concerns(as: test.actor(signIn)).lines.isEmpty)
        }
        let (concern, _) = try await test.store.concern(number, as: test.actor("hotline-operator"), at: Sandbox.now)
        #expect(concern.answers == said)
    }

    @Test func aCasePointsToItsReportAndCopiesNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await report(test)
        let (_, id) = try await test.store.concern(number, as: test.actor("supervisor"), at: Sandbox.now)
        let opened = try await test.open(Answers(), by: "supervisor")
        _ = try await test.record(.came(from: Origin(kind: .concern, chronicle: id, number: number)), to: opened, by: "supervisor")
        let file = try #require(try test.store.peek(opened))
        #expect(file.origin?.number == number && !"\(file)".contains("cannot leave"))
    }

    /// What a report says is of the person in the case it led to.
    @Test func whoIsKeptOutOfTheCaseDoesNotReadItsReport() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let said = Answers([.text: .text("said")])
        let manager = test.actor("case-manager")
        let report = try await test.store.report(
            said, urgency: "urgent", id: .made(at: Sandbox.now), as: test.actor("hotline-operator"), at: Sandbox.now,
            today: test.today)
        try await test.store.record(
            .triaged(outcome: "screen", answers: said), id: .made(at: Sandbox.now), to: report, as: manager, at: Sandbox.now)
        let number = try await test.open(by: "supervisor")
        try await test.store.record(
            .led(to: ChronicleID(uuid: UUID()), number: number), id: .made(at: Sandbox.now), to: report, as: manager,
            at: Sandbox.now)
        #expect(try test.store.concerns(as: manager).lines.map(\.number) == [report])
        _ = try await test.record(.excluded(.worker(manager.account)), to: number, by: "supervisor")
        #expect(try test.store.concerns(as: manager).lines.isEmpty)
        await #expect(throws: StoreFault.notFound) {
            _ = try await test.store.concern(report, as: manager, at: Sandbox.now)
        }
        #expect(try test.store.concerns(as: test.actor("supervisor")).lines.map(\.number) == [report])
    }
}
