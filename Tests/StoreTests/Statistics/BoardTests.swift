import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing

/// A dashboard says what the ledger says, and to nobody more than they may know.
struct BoardTests {
    func board(_ test: Sandbox, _ signIn: String, at now: Moment = Sandbox.now) throws -> Board {
        try test.store.board(
            in: FactsTests.year, agencies: test.country.agencies.map { ($0.code, $0.staff) }, as: test.actor(signIn), at: now,
            on: test.country.today(now))
    }

    func open(_ test: Sandbox, _ sex: String, by signIn: String = "case-manager") async throws -> String {
        try await test.open(Answers(["case_kind": .text("suspected"), "gender": .text(sex)]), by: signIn)
    }

    @Test func whatIsOpenLateAndUnansweredIsCounted() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let all = [
            try await open(test, "Feminine"), try await open(test, "Masculine"),
            try await open(test, "Masculine", by: "supervisor"),
        ]
        let log = ServiceLog(service: "medical", on: test.today, referral: nil, outcome: .unavailable)
        _ = try await test.record(.served(log, answers: Answers()), to: all[0])
        let request = Referral.Request(
            service: "housing", to: "labour", packet: ["needs"], due: Sandbox.now.after(days: 2), exception: "legal-duty")
        _ = try await test.record(.referred(request, answers: Answers()), to: all[0])
        let now = try board(test, "supervisor")
        #expect(now.open == .exactly(3) && now.opened?.total == .exactly(3) && now.closed?.total == .exactly(0))
        #expect(now.opened?.months.count == 12)
        #expect(now.opened?.months.compactMap(\.count.number).reduce(0, +) == 3)
        #expect(now.openByWorker.values.reduce(0, +) == 3 && now.openByAgency.isEmpty)
        #expect(now.outcomes?.total == .exactly(1) && now.stalled == .exactly(0))
        let later = Sandbox.now.after(days: 200)
        let then = try board(test, "supervisor", at: later)
        #expect((then.allLate.number ?? 0) > 0)
        #expect(then.stalled == .exactly(1) && then.stalledByAgency == ["labour": 1])
        let parts = then.late.values.flatMap(\.values).compactMap(\.number).reduce(0, +)
        #expect(parts == then.allLate.number, "every late act is late by some time and somebody's")
        let country = try board(test, "statistician", at: later)
        #expect(country.allLate == then.allLate && country.lateByAgency.values.reduce(0, +) == then.allLate.number)
        #expect(country.openByAgency == [test.actor("supervisor").agency: 3] && country.openByWorker.isEmpty)
    }

    @Test func whoeverSeesBandsSeesNothingElse() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        for _ in 0..<3 { _ = try await open(test, "Feminine") }
        let seen = try board(test, "task-force-viewer", at: Sandbox.now.after(days: 200))
        var all: [Stated] = [seen.open, seen.allLate, seen.stalled]
        all += seen.late.values.flatMap(\.values)
        for course in [seen.opened, seen.closed].compactMap(\.self) { all += [course.total] + course.months.map(\.count) }
        all += seen.outcomes.map { [$0.total] + $0.cells } ?? []
        all += seen.steps.map(\.waits.people) + [seen.reach?.people, seen.reach?.agencies].compactMap(\.self)
        #expect(!all.isEmpty && all.allSatisfy { $0.number == nil })
        #expect(seen.openByAgency.isEmpty && seen.openByWorker.isEmpty && seen.lateByAgency.isEmpty && seen.stalledByAgency.isEmpty)
        #expect(seen.steps.allSatisfy { $0.waits.median == nil }, "too few to say how long it took")
        #expect((seen.outcomes?.splits.count ?? 0) <= 1, "no band for each service")
    }

    @Test func noBandReachesBeyondWhatEverybodyKnows() {
        #expect(Stated(22, inBands: [10, 20, 50]).atMost(29) == .within(20...29))
        #expect(Stated(60, inBands: [10, 20, 50]).atMost(64) == .within(50...64))
        #expect(Stated(3, inBands: [10, 20]).atMost(29) == .within(0...9) && Stated.exactly(3).atMost(2) == .exactly(3))
    }

    @Test func whoeverIsKeptOutCountsWithoutTheCase() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let all = [try await open(test, "Feminine"), try await open(test, "Masculine")]
        let later = Sandbox.now.after(days: 200)
        let before = try board(test, "case-manager", at: later)
        _ = try await test.record(.excluded(.worker(test.actor("case-manager").account)), to: all[1], by: "supervisor")
        let after = try board(test, "case-manager", at: later)
        let whole = try board(test, "supervisor", at: later)
        #expect(after.open == .exactly(1) && after.opened?.total == .exactly(1) && whole.open == .exactly(2))
        #expect((after.allLate.number ?? 0) < (before.allLate.number ?? 0))
        let waits = after.steps.map(\.waits.people)
        #expect(waits.allSatisfy { ($0.number ?? 0) <= 1 })
    }

    @Test func aReportOfSuchACaseIsNotCountedEither() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let manager = test.actor("case-manager")
        let id = EntryID.made(at: Sandbox.now)
        let concern = try await test.store.report(
            Answers(), urgency: "other", id: id, as: manager, at: Sandbox.now, today: test.today)
        func reports(_ signIn: String) throws -> Int? {
            try test.store.figures("reports", in: FactsTests.year, as: test.actor(signIn)).total.number
        }
        #expect(try reports("case-manager") == 1)
        let number = try await open(test, "Feminine")
        let origin = Origin(kind: .concern, chronicle: try test.store.chronicle(ofConcern: concern), number: concern)
        _ = try await test.record(.came(from: origin), to: number)
        _ = try await test.record(.excluded(.worker(manager.account)), to: number, by: "supervisor")
        #expect(try reports("case-manager") == 0)
        #expect(try reports("statistician") == 1)
    }

    @Test func anIncidentThatKeepsSomebodyOutIsNotCountedForThem() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (leader, out) = (test.actor("supervisor"), test.actor("case-manager"))
        for isBarred in [false, true] {
            let number = try test.store.openIncident(
                Answers(), id: .made(at: Sandbox.now), as: leader, at: Sandbox.now, today: test.today)
            try test.store.bring(
                [[("new-case", Answers())]], to: number, prefix: "SLU", id: .made(at: Sandbox.now), as: leader, at: Sandbox.now,
                today: test.today)
            guard isBarred else { continue }
            try test.store.record(
                .barred(.worker(out.account)), id: .made(at: Sandbox.now), to: number, as: leader, at: Sandbox.now)
        }
        func incidents(_ signIn: String) throws -> Int? {
            try test.store.figures("incidents", in: FactsTests.year, as: test.actor(signIn)).total.number
        }
        #expect(try incidents("supervisor") == 2 && incidents("case-manager") == 1)
        let (whole, own) = (try board(test, "supervisor"), try board(test, "case-manager"))
        #expect(whole.open == .exactly(2) && own.open == .exactly(1) && own.opened?.total == .exactly(1))
    }

    @Test func onlyWhoeverSeesTheCountryCountsByAnything() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await open(test, "Feminine")
        _ = try await open(test, "Masculine")
        func pivot(_ signIn: String, _ code: String) throws -> Figures {
            try test.store.pivot(
                "people", by: ["stands"], only: (attribute: "sex", code: code), in: FactsTests.year, as: test.actor(signIn))
        }
        #expect(try pivot("statistician", "male").total == .exactly(1))
        #expect(try pivot("statistician", "").total == .exactly(0))
        for signIn in ["supervisor", "task-force-viewer", "administrator"] {
            #expect(throws: StoreFault.notFound) { try pivot(signIn, "male") }
        }
        #expect(throws: StoreFault.notFound) { try pivot("statistician", "nobody") }
        #expect(throws: StoreFault.notFound) {
            try test.store.pivot("people", by: ["outcome"], only: nil, in: nil, as: test.actor("statistician"))
        }
        for signIn in ["administrator", "first-responder", "training-officer"] {
            #expect(throws: StoreFault.notFound) { try board(test, signIn) }
        }
    }
}
