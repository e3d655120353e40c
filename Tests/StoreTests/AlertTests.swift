import Examples
import OrderedCollections
import Pack
import Register
import Testing

@testable import Store

/// Whoever opens many cases in an hour is asked about it by somebody else.
struct AlertTests {
    private func read(_ numbers: some Sequence<String>, in test: Sandbox, by signIn: String = "case-manager", at now: Moment)
        async throws
    {
        for number in numbers { _ = try await test.store.read(number, as: test.actor(signIn), for: .casework, at: now) }
    }

    private func cases(_ count: Int, in test: Sandbox) async throws -> [String] {
        var numbers: [String] = []
        for _ in 0..<count { numbers.append(try await test.open()) }
        return numbers
    }

    private func alerts(_ test: Sandbox, for signIn: String = "supervisor") -> [AlertLine] {
        test.store.alerts(for: test.actor(signIn))
    }

    @Test func theThirtyFirstCaseOfAnHourAlertsOnce() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let numbers = try await cases(33, in: test)
        let now = Sandbox.now
        try await read(numbers.prefix(30), in: test, at: now)
        for _ in 0..<31 { try await read(numbers.prefix(1), in: test, at: now) }
        #expect(alerts(test).isEmpty, "thirty cases, and one of them often")
        try await read(numbers[30...], in: test, at: now.after(hours: 1))
        #expect(alerts(test).isEmpty, "thirty in one hour, three in the next")
        try await read(numbers.prefix(33), in: test, at: now.after(hours: 1))
        let found = alerts(test)
        #expect(found.map(\.account) == [test.actor("case-manager").account] && found.map(\.alert.count) == [33])
        try await read(numbers, in: test, at: Moment(seconds: now.after(hours: 2).seconds - 1))
        #expect(alerts(test).count == 1, "one for a worker and hour")
        try await read(numbers, in: test, at: now.after(hours: 2))
        #expect(alerts(test).map(\.alert.count) == [33, 33])
    }

    /// The supervisor sees how many it came to, and again when it goes on after they looked.
    @Test func theCountGrowsUntilSomebodyLooksIntoIt() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let numbers = try await cases(70, in: test)
        try await read(numbers.prefix(39), in: test, at: Sandbox.now)
        let first = alerts(test)
        #expect(first.map(\.alert.count) == [39])
        try test.store.lookInto(
            first[0].alert.id, text: "Asked.", id: .made(at: Sandbox.now), as: test.actor("supervisor"), at: Sandbox.now)
        try await read(numbers.prefix(68), in: test, at: Sandbox.now)
        #expect(alerts(test).isEmpty, "a few more are what they found")
        try await read(numbers, in: test, at: Sandbox.now)
        #expect(alerts(test).map(\.alert.count) == [70], "as many again are not")
        let kept = test.store.account(test.actor("case-manager").account)?.alerts.map(\.count)
        #expect(kept == [39, 70])
    }

    @Test func somebodyElseOfTheAgencyLooksIntoItAndSaysWhatTheyFound() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let numbers = try await cases(31, in: test)
        try await read(numbers, in: test, by: "supervisor", at: Sandbox.now)
        #expect(alerts(test).isEmpty, "never one's own")
        let alert = try #require(alerts(test, for: "focal-point").first, "nobody else approves there")
        let second = AccountID(uuid: EntryID.made(at: Sandbox.now).uuid)
        let boss = Actor(account: second, agency: test.actor("supervisor").agency, role: "supervisor")
        let grant = Account.Grant(name: "Ianthe Polius", signIn: "second", agency: boss.agency, role: boss.role)
        try await test.store.record(.granted(grant), to: second, by: nil, at: Sandbox.now)
        #expect(alerts(test, for: "focal-point").isEmpty && test.store.alerts(for: boss) == [alert])
        for signIn in ["case-manager", "supervisor", "focal-point", "administrator", "decision-maker", "service-provider"] {
            #expect(throws: StoreFault.notFound) {
                try test.store.lookInto(
                    alert.alert.id, text: "Fine.", id: .made(at: Sandbox.now), as: test.actor(signIn), at: Sandbox.now)
            }
        }
        #expect(throws: Refusal("reasonNeeded")) {
            try test.store.lookInto(alert.alert.id, text: " ", id: .made(at: Sandbox.now), as: boss, at: Sandbox.now)
        }
        let id = EntryID.made(at: Sandbox.now)
        for _ in 0..<2 { try test.store.lookInto(alert.alert.id, text: "Audit week.", id: id, as: boss, at: Sandbox.now) }
        #expect(throws: Refusal("noSuchAlert")) {
            try test.store.lookInto(alert.alert.id, text: "Again.", id: .made(at: Sandbox.now), as: boss, at: Sandbox.now)
        }
        #expect(test.store.alerts(for: boss).isEmpty)
        let kept = try #require(test.store.account(alert.account)?.alerts.first?.review)
        #expect(kept.by == second && kept.text == "Audit week.")
        let other = try Installation(test.folder).store(test.root, policy: test.country.policy, node: "other")
        #expect(other.account(alert.account)?.alerts == test.store.account(alert.account)?.alerts, "it stands in the ledger")
    }

    @Test func aBatchCountsEachCaseAndAListOrAReportNone() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let numbers = try await cases(40, in: test)
        _ = try test.store.cases(as: test.actor("case-manager"), size: 50)
        for _ in 0..<31 {
            let report = try await test.store.report(
                Answers(), urgency: "urgent", id: .made(at: Sandbox.now), as: test.actor("hotline-operator"), at: Sandbox.now,
                today: test.today)
            _ = try await test.store.concern(report, as: test.actor("case-manager"), at: Sandbox.now)
        }
        #expect(alerts(test).isEmpty)
        _ = try test.store.readAll(numbers, as: test.actor("case-manager"), for: .casework, at: Sandbox.now)
        #expect(alerts(test).map(\.alert.count) == [40])
    }

    /// Whoever leads a case hears that somebody opened it in an emergency, until that is reviewed.
    @Test func anEmergencyOpeningIsToldToWhoLeadsTheCase() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let stranger = Actor(account: test.actor("focal-point").account, agency: "police", role: "focal-point")
        let glass = Glass(reason: "life", until: Sandbox.now.after(hours: 2))
        let id = EntryID.made(at: Sandbox.now)
        try await test.store.breakGlass(
            number, glass, answers: Answers([.text: .text("Danger.")]), id: id, as: stranger, at: Sandbox.now, today: test.today)
        let told = try test.store.glasses(as: test.actor("case-manager"))
        #expect(told == [GlassLine(number: number, who: stranger.account, at: Sandbox.now)])
        #expect(try test.store.glasses(as: test.actor("supervisor")).isEmpty && test.store.glasses(as: stranger).isEmpty)
        var views = try test.store.views()
        #expect(
            views.live == views.rebuilt && views.live.contains { $0.contains(stranger.account.description.prefix(8).uppercased()) })
        _ = try await test.record(
            .glassReviewed(id, isJustified: true, answers: Answers([.text: .text("Right.")])), to: number, by: "supervisor")
        #expect(try test.store.glasses(as: test.actor("case-manager")).isEmpty)
        views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }
}
