import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
import Synchronization
@testable import Store
import Testing

/// What is damaged is damaged for its own place: everybody else's work goes on, and it is said what was left out.
struct DamageTests {
    /// One byte of an entry of a chronicle, so that it does not open.
    private func damage(_ test: Sandbox, _ chronicle: ChronicleID, entry sequence: Int = 1) throws {
        let row = try #require(try test.installation.ledger.rows(of: chronicle, after: sequence - 1).first)
        var sealed = row.sealed
        sealed[sealed.count / 2 + 20] ^= 1
        let altered = sealed
        try test.installation.ledger.write {
            try $0.execute(sql: "UPDATE entry SET sealed = ? WHERE position = ?", arguments: [altered, row.position])
        }
    }

    private func restarted(_ test: Sandbox) throws -> Store {
        try Store(ledger: test.installation.ledger, root: test.root, policy: test.country.policy, node: "other")
    }

    private func read(_ store: Store, _ number: String, as actor: Actor) async throws -> SeenCase {
        try await store.read(number, as: actor, for: .casework, at: Sandbox.now).file
    }

    /// The poisoned pair: a case linked to one that no longer opens; with the entry that opens it damaged, or a later one.
    @Test(arguments: [1, 2]) func aCaseLinkedToADamagedOneOpensAndAllListsGoOn(entry: Int) async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let manager = test.actor("case-manager")
        let (first, second, third) = (try await test.open(), try await test.open(), try await test.open())
        try test.store.link(
            first, to: second, as: .same, id: .made(at: Sandbox.now), as: manager, at: Sandbox.now, today: test.today)
        let lost = try test.store.chronicle(ofCase: second)
        try damage(test, lost, entry: entry)
        let store = try restarted(test)
        #expect(try await read(store, first, as: manager).links.isEmpty, "what is not there is not shown")
        #expect(try await read(store, third, as: manager).number == third)
        #expect(try store.cases(as: manager).lines.map(\.number).sorted() == [first, third])
        #expect(store.damagedRecords == 1)
        #expect(store.namesOfDamaged().numbers == (entry == 1 ? [] : [second]))
        if entry == 2 {
            await #expect(throws: StoreFault.self) { try await read(store, second, as: manager) }
            do { _ = try await read(store, second, as: manager) } catch StoreFault.damaged {} catch {
                Issue.record("\(error) does not say that it is damaged")
            }
            // Whoever may not know of it is told the same as of one that never was.
            let stranger = Actor(account: manager.account, agency: "health", role: manager.role)
            await #expect(throws: StoreFault.notFound) { try await read(store, second, as: stranger) }
        }
        // Everything that reads many.
        _ = try store.waiting(on: manager, at: Sandbox.now)
        _ = try store.readAll([first, second, third], as: manager, for: .casework, at: Sandbox.now)
        _ = try store.possibleMatches(as: test.actor("supervisor"), page: 0)
        #expect(try store.all(as: manager, at: Sandbox.now).map(\.number).sorted() == [first, third])
        #expect(throws: Never.self) { try store.follow() }
        let focal = test.actor("focal-point")
        if store.sight(of: focal) == .country {
            _ = try store.freeze(test.today.year, asOf: Sandbox.now, as: focal)
            let agencies = test.country.agencies.map { (code: $0.code, staff: $0.staff) }
            _ = try store.board(
                in: test.today...test.today, agencies: agencies, as: focal, at: Sandbox.now, on: test.today)
        }
        let next = try await store.open(
            form: "new-case", answers: Answers(), id: .made(at: Sandbox.now), prefix: "SLU", as: manager, at: Sandbox.now,
            today: test.today)
        #expect(Set([first, second, third]).contains(next) == false, "no number is given twice")
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault != nil)
    }

    /// A server that runs meets the damage when it reads again; the list still shows the line, and the page says what is wrong.
    @Test func aRunningStoreSaysItOfThatCaseOnly() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let manager = test.actor("case-manager")
        let (first, second) = (try await test.open(), try await test.open())
        let lost = try test.store.chronicle(ofCase: second)
        try damage(test, lost)
        test.store.live.files.withLock { $0[lost] = nil }
        await #expect(throws: StoreFault.damaged(position: try test.installation.ledger.rows(of: lost, after: 0)[0].position)) {
            try await read(test.store, second, as: manager)
        }
        let stranger = Actor(account: manager.account, agency: "health", role: manager.role)
        await #expect(throws: StoreFault.notFound) { try await read(test.store, second, as: stranger) }
        #expect(try await read(test.store, first, as: manager).number == first)
        #expect(test.store.damagedRecords == 1)
    }

    /// Of any other kind too: each list goes on, and the one that is damaged says so.
    @Test func aDamagedReportIncidentOrWorkshopStopsNoList() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (store, now, today) = (test.store, Sandbox.now, test.today)
        let (manager, triager, trainer) = (test.actor("case-manager"), test.actor("supervisor"), test.actor("training-officer"))
        var reports: [String] = []
        for _ in 0..<2 { reports.append(try await ConcernTests().report(test)) }
        let incidents = try (0..<2).map { _ in try IncidentTests().open(test) }
        let workshops = try (0..<2).map { _ in try TrainingTests().plan(test) }
        for chronicle in [
            try store.live.view.chronicle(ofConcern: reports[0]), try store.live.view.chronicle(ofIncident: incidents[0]),
            try store.live.view.chronicle(ofWorkshop: workshops[0]),
        ] { try damage(test, try #require(chronicle)) }
        let other = try restarted(test)
        #expect(try other.concerns(as: triager).lines.map(\.number) == [reports[1]])
        #expect(try other.incidents(as: manager).map(\.number) == [incidents[1]])
        #expect(try other.workshops(as: trainer).map(\.number) == [workshops[1]])
        #expect(other.damagedRecords == 3)
        _ = try other.overdueFollowUps(as: trainer, on: today)
        _ = try other.waiting(on: triager, at: now)
        // The store that already has them in its lists says it of each page.
        await #expect(throws: StoreFault.self) { try await store.concern(reports[0], as: triager, at: now) }
        #expect(try await store.concern(reports[1], as: triager, at: now).concern.number == reports[1])
    }

    /// An account that is damaged signs nobody in, and keeps nobody else out.
    @Test func aDamagedAccountIsNobodysAndStopsNobody() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let account = test.actor("supervisor").account
        try damage(test, test.store.identities.chronicle(of: account))
        let store = try restarted(test)
        #expect(store.account(account) == nil && store.account(signIn: "supervisor") == nil)
        #expect(store.account(test.actor("case-manager").account)?.grant?.signIn == "case-manager")
    }

    /// Where a look cannot be recorded nothing is shown, and an export leaves that case out and says so.
    @Test func aCaseWhoseLooksAreDamagedIsLeftOutOfTheExport() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let manager = test.actor("case-manager")
        let (first, second) = (try await test.open(), try await test.open())
        _ = try await read(test.store, second, as: manager)
        try damage(test, try test.store.chronicle(ofCase: second).looks)
        let store = try restarted(test)
        #expect(try store.all(as: manager, at: Sandbox.now).map(\.number) == [first])
        #expect(store.namesOfDamaged().numbers == [second])
        #expect(try store.readAll([first, second], as: manager, for: .casework, at: Sandbox.now).map(\.file.number) == [first])
    }
}
