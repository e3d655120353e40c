import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
@testable import Store
import Synchronization
import Testing

/// What is in memory is what the ledger says, whoever wrote it and however the program started.
struct LiveTests {
    private func other(_ test: Sandbox) throws -> Store {
        try Installation(test.folder).store(test.root, policy: test.country.policy, node: "other")
    }

    @Test func aStartFromTheCheckpointIsAStartFromTheLedger() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let first = try other(test)
        try await DemoCountry.fill(first, of: test.country, staff: test.staff, cases: 30, seed: 11, now: Sandbox.now)
        try first.saveCheckpoint(after: 1)
        #expect(FileManager.default.fileExists(atPath: test.folder.appending(path: "index.sealed").path))
        try await DemoCountry.fill(first, of: test.country, staff: test.staff, cases: 5, seed: 12, now: Sandbox.now)
        let second = try other(test)
        let (live, rebuilt) = try second.views()
        #expect(second.saved.withLock { $0 } > 0)
        #expect(live == rebuilt)
        #expect(try live == first.views().live)
        #expect(second.staff() == first.staff())
    }

    /// Of another ledger, of another shape, or with a byte changed: the ledger is folded instead.
    @Test func aCheckpointThatDoesNotFitIsPassedOver() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let first = try other(test)
        _ = try await test.open()
        try first.follow()
        try first.saveCheckpoint(after: 1)
        let file = test.folder.appending(path: "index.sealed")
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        let second = try other(test)
        #expect(second.saved.withLock { $0 } == 0)
        #expect(try second.views().live == first.views().live)
    }

    /// The server and the terminal at the same data folder: each sees what the other recorded, and the tree stays one.
    @Test func twoProcessesKeepOneLedger() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let terminal = try other(test)
        let number = try await test.open()
        for round in 0..<6 {
            let writer = round % 2 == 0 ? terminal : test.store
            try writer.follow()
            _ = try await writer.record(
                .noted(answers: Answers([.text: .text("round \(round)")])), id: EntryID.made(at: Sandbox.now), to: number,
                as: test.actor("case-manager"), at: Sandbox.now, today: test.today)
        }
        let newcomer = AccountID(uuid: UUID())
        let grant = Account.Grant(name: "Ianthe Polius", signIn: "ianthe", agency: "police", role: "supervisor")
        try await terminal.record(.granted(grant), to: newcomer, by: nil, at: Sandbox.now)
        #expect(test.store.account(newcomer) == nil)
        try test.store.follow()
        #expect(test.store.account(newcomer)?.grant == grant)
        #expect(try test.store.peek(number)?.notes.count == 6)
        #expect(try test.store.views().live == terminal.views().live)
        try SigningKey(of: test.installation.ledger, root: test.root).signHead(of: test.installation.ledger, at: Sandbox.now)
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
    }

    /// Two who open cases at once, in processes that have not heard of each other, and a file that comes in between.
    @Test func noNumberIsGivenTwice() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let stores = [test.store, try other(test)]
        var numbers: [String] = []
        for round in 0..<12 {
            numbers.append(
                try await stores[round % 2].open(
                    form: "new-case", answers: Answers(), id: EntryID.made(at: Sandbox.now), prefix: "SLU",
                    as: test.actor("case-manager"), at: Sandbox.now, today: test.today))
        }
        #expect(Set(numbers).count == 12)
        let arrivals = (0..<30).map { _ in ArrivingCase(id: EntryID.made(at: Sandbox.now), forms: [("new-case", Answers())]) }
        let new = try stores[1].bring(
            arrivals, prefix: "SLU", as: test.actor("case-manager"), at: Sandbox.now, today: test.today, progress: { _ in })
        #expect(new == 30)
        for store in stores { try store.follow() }
        #expect(try stores[0].cases(as: test.actor("supervisor"), size: 100).count == 42)
        #expect(try stores[0].views().live == stores[1].views().live)
    }

    /// The whole folder as it was yesterday is consistent in itself: only a head that somebody kept tells.
    @Test func aRollbackIsFoundByTheHeadThatSomebodyKept() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await test.open()
        let before = test.folder.appending(path: "yesterday")
        try FileManager.default.createDirectory(at: before, withIntermediateDirectories: true)
        let yesterday = before.appending(path: "ledger.sqlite")
        let ledger = test.installation.ledger
        let key = try SigningKey(of: ledger, root: test.root)
        try key.signHead(of: ledger, at: Sandbox.now)
        try ledger.keepCounter()
        try FileManager.default.copyItem(
            at: test.folder.appending(path: CounterCopy.name), to: before.appending(path: CounterCopy.name))
        try await DatabaseQueue(path: test.folder.appending(path: "ledger.sqlite").path).vacuum(into: yesterday.path)
        _ = try await test.open()
        let note = try #require(try key.signHead(of: ledger, at: Sandbox.now)).note(by: key.verifier)
        let head = try #require(KeptHead(note: note))
        func fault(_ ledger: SQLiteLedger, _ kept: [KeptHead]) throws -> Verification.Fault? {
            try Verification(of: ledger, root: test.root, policy: test.country.policy, kept: kept).fault
        }
        #expect(try fault(ledger, [head]) == nil)
        let old = try SQLiteLedger(at: yesterday)
        #expect(try fault(old, []) == nil)
        #expect(try fault(old, [head]) == .head(size: head.head.size))
        #expect(KeptHead(note: note.replacing("anse/", with: "a letter/")) == nil)
        for (text, other) in [("time 1", "time 2"), ("number 2", "number 3"), (test.country.code, "elsewhere")] {
            let forged = try #require(KeptHead(note: note.replacing(text, with: other)))
            #expect(forged != head)
            #expect(try fault(ledger, [forged]) == .head(size: head.head.size), "\(text)")
        }
    }

    /// What an append left beside its entries is the tree over all leaves.
    @Test func theKeptEdgeIsThatOfTheTree() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        for _ in 0..<5 { _ = try await test.open() }
        var tree = MerkleTree.Frontier()
        try test.installation.ledger.scan(after: 0) { row in
            tree.append(row.leaf)
            return true
        }
        #expect(try test.installation.ledger.counter().tree == tree)
        #expect(MerkleTree.Frontier(bytes: tree.bytes) == tree)
        #expect(MerkleTree.Frontier(bytes: tree.bytes.dropLast()) == nil)
    }

    @Test func everyFaultOfTheDiskHasItsOwnSentence() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let file = test.folder.appending(path: "ledger.sqlite")
        try Data("this is no database, it is a letter to the minister".utf8).write(to: file)
        for extra in ["ledger.sqlite-wal", "ledger.sqlite-shm"] {
            try? FileManager.default.removeItem(at: test.folder.appending(path: extra))
        }
        #expect(throws: StoreFault.notALedger) { try Installation(test.folder) }
        #expect(throws: StoreFault.notADataFolder) { try Installation(test.folder.appending(path: "nowhere")) }
    }
}
