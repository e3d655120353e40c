import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

@testable import Store

/// After its time a workshop keeps its figures and forgets its people.
struct WorkshopRetentionTests {
    /// A workshop that was held, with two who came; one gave an address, one a free word.
    private struct Held {
        let test: Sandbox
        let number: String
        let officer: Actor
        let token: String

        init() async throws {
            let test = try await Sandbox()
            self.test = test
            let trainer = test.actor("training-officer")
            officer = test.actor("data-protection-officer")
            let course = try test.store.offer(
                Course.Plan(title: "Referral", topic: "referral"), id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now)
            let number = try test.store.plan(
                Workshop.Plan(
                    course: course, version: 1, terms: Course.Plan(title: "Referral", topic: "referral"),
                    days: [test.today], place: "Castries", language: "en", capacity: 20),
                id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now, today: test.today)
            self.number = number
            let people = [
                Participant.Person(
                    name: "Zqianthe Polius", agency: "police", sex: "female", email: MailAddress("zqmail@example.org"),
                    account: test.actor("case-manager").account),
                Participant.Person(name: "Zqelwin Popo", agency: "police", sex: "male"),
            ].map { Participant.Entrant(id: .made(at: Sandbox.now), person: $0) }
            func record(_ action: Workshop.Action) throws {
                try test.store.record(
                    action, id: .made(at: Sandbox.now), to: number, as: trainer, at: Sandbox.now, today: test.today)
            }
            try record(.enlisted(people, .listed))
            let half = HalfDay(test.today, .morning)
            try record(.marked(people.map { Workshop.Mark(participant: $0.id, half: half, attendance: .present) }))
            try record(.closed)
            let (workshop, _) = try await test.store.workshop(number, as: trainer, at: Sandbox.now)
            token = workshop.keys.token(of: people[0].id)
        }

        var over: Day { test.today.adding(days: test.country.practice.training.retentionDays ?? 0) }

        func destroy(_ id: EntryID = .made(at: Sandbox.now)) throws -> String {
            try test.store.destroyNames(ofWorkshop: number, id: id, as: officer, at: Sandbox.now, today: over)
        }

        func workshop() async throws -> Workshop {
            try await test.store.workshop(number, as: test.actor("training-officer"), at: Sandbox.now).workshop
        }
    }

    @Test func namesGoAndFiguresStay() async throws {
        let held = try await Held()
        defer { held.test.remove() }
        let store = held.test.store
        #expect(try store.endedWorkshops(as: held.officer, on: held.over.adding(days: -1)).isEmpty)
        #expect(try store.endedWorkshops(as: held.officer, on: held.over).map(\.number) == [held.number])
        #expect(try store.endedWorkshops(as: held.test.actor("training-officer"), on: held.over).isEmpty, "whose duty it is")
        #expect(throws: StoreFault.notFound, "not before its day") {
            try store.destroyNames(
                ofWorkshop: held.number, id: .made(at: Sandbox.now), as: held.officer, at: Sandbox.now, today: held.test.today)
        }
        let before = try store.workshops(as: held.test.actor("training-officer"))
        let id = EntryID.made(at: Sandbox.now)
        let certificate = try held.destroy(id)
        #expect(try held.destroy(id) == certificate && certificate.hasPrefix("D-"))
        let after = try await held.workshop()
        #expect(after.condensed != nil && after.participants.map(\.person.agency) == ["police", "police"])
        #expect(after.participants.allSatisfy { $0.person.email == nil && $0.person.account == nil && $0.cameAtAll })
        #expect(after.participants.map(\.person.sex) == ["female", "male"])
        #expect(!String(describing: after).contains("Zq") && !String(describing: after).contains("zqmail"))
        #expect(Set(after.participants.map(\.person.nameMark)).count == 2, "nobody is counted as somebody else")
        #expect(try store.workshops(as: held.test.actor("training-officer")) == before, "the line of the list")
        #expect(try store.endedWorkshops(as: held.officer, on: held.over).isEmpty)
        let views = try store.views()
        #expect(views.live == views.rebuilt)
        let kept = try store.destruction(certificate, as: held.officer).certificate
        #expect(kept?.kind == .workshop && kept?.report == held.number)
        let found = try Verification(
            of: held.test.installation.ledger, root: held.test.root, policy: held.test.country.policy)
        #expect(found.fault == nil && found.destroyed > 0)
    }

    @Test func nobodyChangesOrOpensIt() async throws {
        let held = try await Held()
        defer { held.test.remove() }
        _ = try held.destroy()
        let store = held.test.store
        #expect(throws: Refusal("workshopForgotten")) {
            try store.record(
                .reopened, id: .made(at: Sandbox.now), to: held.number, as: held.test.actor("training-officer"), at: Sandbox.now,
                today: held.over)
        }
        let other = try held.test.installation.store(held.test.root, policy: held.test.country.policy, node: "other")
        for each in [store, other] {
            #expect(!(try each.live.view.dump()).contains { $0.contains(Store.hash(held.token)) }, "the old link leads nowhere")
        }
    }

    /// A certificate that counts keeps its holder's name.
    @Test func aCertificateThatCountsKeepsTheNames() {
        var workshop = Workshop()
        let issue = Certificate.Issue(
            participant: .made(at: Sandbox.now), serial: "W-2026-0001-1-K7QF9M2D", on: .epoch, expires: Day.epoch.adding(days: 900),
            language: "en")
        let plan = Workshop.Plan(
            course: ChronicleID(uuid: UUID()), version: 1, terms: Course.Plan(title: "A", topic: "a"), days: [.epoch], place: "B",
            language: "en", capacity: 1)
        func entry(_ action: Workshop.Action, _ sequence: Int) -> Entry<Workshop.Action> {
            let stamp = Stamp(author: .anybody, agency: "a", node: "n", at: Sandbox.now, pack: "p")
            return Entry(id: .made(at: Sandbox.now), sequence: sequence, stamp: stamp, action: action)
        }
        workshop.apply(entry(.planned(number: "W-2026-0001", Workshop.Keys(code: "ABCDEF", secret: "00"), plan), 1))
        var practice = TrainingPractice()
        #expect(workshop.destroyFrom(by: practice) == nil, "nobody decided how long")
        practice.retentionDays = 365
        #expect(workshop.destroyFrom(by: practice) == Day.epoch.adding(days: 365))
        workshop.apply(entry(.issued([issue]), 2))
        #expect(workshop.destroyFrom(by: practice) == Day.epoch.adding(days: 901))
        workshop.apply(entry(.revoked(serial: issue.serial, on: .epoch, text: "x"), 3))
        #expect(workshop.destroyFrom(by: practice) == Day.epoch.adding(days: 365))
    }
}
