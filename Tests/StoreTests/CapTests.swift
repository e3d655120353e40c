import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

@testable import Store

/// Whoever opens much in a short time proves themself again before anything more is opened, and the true count is told.
struct CapTests {
    private static func cases(_ count: Int, in test: Sandbox) async throws -> [String] {
        var numbers: [String] = []
        for _ in 0..<count { numbers.append(try await test.open()) }
        return numbers
    }

    private static func proven(_ actor: Actor, _ kind: Caps.Kind, wanted: Int, in test: Sandbox, at now: Moment) -> Actor {
        var proofs = actor.proofs
        proofs.prove(kind, wanted: wanted, of: test.country.practice.caps, at: now)
        return Actor(account: actor.account, agency: actor.agency, role: actor.role, proofs: proofs)
    }

    private static func read(_ numbers: some Sequence<String>, as actor: Actor, in store: Store, at now: Moment = Sandbox.now)
        async throws
    {
        for number in numbers { _ = try await store.read(number, as: actor, for: .casework, at: now) }
    }

    @Test func theThirtyFirstCaseOfAnHourNeedsAProofAndTheSixtyFirstAnother() async throws {
        let test = try await Sandbox(isCapped: true)
        defer { test.remove() }
        let numbers = try await Self.cases(62, in: test)
        let worker = test.actor("case-manager")
        try await Self.read(numbers.prefix(30), as: worker, in: test.store)
        await #expect(throws: StoreFault.overCap(.cases, wanted: 31, wait: 3600)) {
            try await test.store.read(numbers[30], as: worker, for: .casework, at: Sandbox.now)
        }
        #expect(try test.store.looks(numbers[30], as: test.actor("supervisor"), at: Sandbox.now).isEmpty, "nothing was shown")
        try await Self.read(numbers.prefix(30), as: worker, in: test.store)
        #expect(test.store.alerts(for: test.actor("supervisor")).isEmpty, "the thirty that are open stay open")
        let proven = Self.proven(worker, .cases, wanted: 31, in: test, at: Sandbox.now)
        try await Self.read(numbers.prefix(60), as: proven, in: test.store)
        await #expect(throws: StoreFault.overCap(.cases, wanted: 61, wait: 3600)) {
            try await test.store.read(numbers[60], as: proven, for: .casework, at: Sandbox.now)
        }
        await #expect(throws: StoreFault.self, "another session of the same worker proved nothing") {
            try await test.store.read(numbers[61], as: worker, for: .casework, at: Sandbox.now)
        }
        #expect(test.store.alerts(for: test.actor("supervisor")).map(\.alert.count) == [60], "the true count, told once")
        let later = Sandbox.now.after(hours: 1)
        try await Self.read(numbers.prefix(30), as: proven, in: test.store, at: later)
        await #expect(throws: StoreFault.self, "the proof was for that hour") {
            try await test.store.read(numbers[60], as: proven, for: .casework, at: later)
        }
    }

    @Test func theCountSurvivesAStartAndIsSharedWithOtherProcesses() async throws {
        let test = try await Sandbox(isCapped: true)
        defer { test.remove() }
        let numbers = try await Self.cases(31, in: test)
        let worker = test.actor("case-manager")
        let beside = try test.installation.store(test.root, policy: test.country.policy, node: "beside")
        try await Self.read(numbers.prefix(1), as: worker, in: beside)
        try await Self.read(numbers[1..<30], as: worker, in: test.store)
        let started = try test.installation.store(test.root, policy: test.country.policy, node: "started")
        try beside.follow()
        for store in [started, beside] {
            await #expect(throws: StoreFault.overCap(.cases, wanted: 31, wait: 3600)) {
                try await store.read(numbers[30], as: worker, for: .casework, at: Sandbox.now)
            }
            try await Self.read(numbers.prefix(30), as: worker, in: store)
        }
        _ = try await started.read(numbers[30], as: worker, for: .casework, at: Sandbox.now.after(hours: 1))
    }

    @Test func reportsSearchesAndEmergenciesHaveTheirOwn() async throws {
        let test = try await Sandbox(isCapped: true)
        defer { test.remove() }
        let caps = test.country.practice.caps
        let worker = test.actor("case-manager")
        var reports: [String] = []
        for _ in 0...caps[.reports] {
            reports.append(
                try await test.store.report(
                    Answers(), urgency: "urgent", id: .made(at: Sandbox.now), as: worker, at: Sandbox.now, today: test.today))
        }
        for report in reports.dropLast() { _ = try await test.store.concern(report, as: worker, at: Sandbox.now) }
        await #expect(throws: StoreFault.overCap(.reports, wanted: caps[.reports] + 1, wait: 3600)) {
            try await test.store.concern(reports[caps[.reports]], as: worker, at: Sandbox.now)
        }
        for word in 0..<caps[.searches] { _ = try test.store.search("An\(word)", as: worker, at: Sandbox.now) }
        _ = try test.store.search("AN1", as: worker, at: Sandbox.now)
        #expect(throws: StoreFault.overCap(.searches, wanted: caps[.searches] + 1, wait: 3600)) {
            try test.store.search("Mar", as: worker, at: Sandbox.now)
        }
        let stranger = Actor(account: test.actor("focal-point").account, agency: "police", role: "focal-point")
        let numbers = try await Self.cases(caps[.emergencies] + 1, in: test)
        func breakGlass(_ number: String, in store: Store) async throws {
            try await store.breakGlass(
                number, Glass(reason: "life", until: Sandbox.now.after(hours: 2)), answers: Answers([.text: .text("Danger.")]),
                id: .made(at: Sandbox.now), as: stranger, at: Sandbox.now, today: test.today)
        }
        for number in numbers.dropLast() { try await breakGlass(number, in: test.store) }
        let started = try test.installation.store(test.root, policy: test.country.policy, node: "started")
        for store in [test.store, started] {
            await #expect(throws: StoreFault.overCap(.emergencies, wanted: numbers.count, wait: 86_400)) {
                try await breakGlass(numbers[caps[.emergencies]], in: store)
            }
        }
    }

    /// Forty at once: one proof is for all of them.
    @Test func aBatchIsProvenOnce() async throws {
        let test = try await Sandbox(isCapped: true)
        defer { test.remove() }
        let numbers = try await Self.cases(40, in: test)
        let worker = test.actor("case-manager")
        #expect(throws: StoreFault.overCap(.cases, wanted: 40, wait: 3600)) {
            try test.store.readAll(numbers, as: worker, for: .casework, at: Sandbox.now)
        }
        let proven = Self.proven(worker, .cases, wanted: 40, in: test, at: Sandbox.now)
        #expect(try test.store.readAll(numbers, as: proven, for: .casework, at: Sandbox.now).count == 40)
        #expect(test.store.alerts(for: test.actor("supervisor")).map(\.alert.count) == [40])
    }

    @Test func moreThanTenThousandAreNotToldApart() {
        var curiosity = Curiosity()
        let ids = (0..<Caps.most + 500).map { _ in ChronicleID(uuid: UUID()) }
        curiosity.take(ids, as: .cases, at: Sandbox.now, isAgreed: false)
        #expect(curiosity.alone(.cases) == Caps.most)
        let (now, later) = (
            curiosity.count(.cases, with: ids, at: Sandbox.now),
            curiosity.count(.cases, with: [], at: Sandbox.now.after(hours: 1))
        )
        #expect(now == Caps.most && later == 0 && curiosity.isEmpty)
    }
}
