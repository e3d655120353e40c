import Examples
import Foundation
import GRDB
import Pack
import Register
@testable import Store
import Testing

/// What is sealed beside the ledger: its names say nothing, and what was put back is refused.
struct VaultTests {
    private typealias Row = (mark: Data, kind: Int64, sealed: Data)

    private func row(_ test: Sandbox, _ kind: String, _ key: String) throws -> Row {
        let mark = LedgerKeys(test.root).mark(kind, key).data
        return try test.installation.ledger.read { db in
            let found = try #require(try GRDB.Row.fetchOne(db, sql: "SELECT * FROM vault WHERE mark = ?", arguments: [mark]))
            return (found["mark"], found["kind"], found["sealed"])
        }
    }

    private func putBack(_ test: Sandbox, _ row: Row) throws {
        try test.installation.ledger.write {
            try $0.execute(
                sql: "INSERT OR REPLACE INTO vault(mark, kind, sealed) VALUES (?, ?, ?)",
                arguments: [row.mark, row.kind, row.sealed])
        }
    }

    private func fault(_ test: Sandbox) throws -> Verification.Fault? {
        try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy, opening: false).fault
    }

    @Test func anOlderRowPutBackIsRefusedAndNamedUntilItIsWrittenAnew() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try test.store.keep("credential", "a", "first", at: Sandbox.now)
        try test.store.keep("credential", "b", "other", at: Sandbox.now)
        let old = try row(test, "credential", "a")
        try test.store.keep("credential", "a", "second", at: Sandbox.now)
        #expect(try test.store.kept("credential", "a", as: String.self) == "second" && fault(test) == nil)
        try putBack(test, old)
        #expect(throws: StoreFault.vault("credential")) { try test.store.kept("credential", "a", as: String.self) }
        #expect(try test.store.kept("credential", "b", as: String.self) == "other")
        #expect(try test.store.allKept("credential", as: String.self) == ["other"])
        #expect(try fault(test) == .vault("credential"))
        try test.store.keep("credential", "a", "third", at: Sandbox.now)
        #expect(try test.store.kept("credential", "a", as: String.self) == "third" && fault(test) == nil)
    }

    @Test func aRowThatWasForgottenDoesNotComeBackAndOneTakenAwayIsMissed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try test.store.keep("session", "s", "open", at: Sandbox.now)
        let old = try row(test, "session", "s")
        try test.store.forget("session", "s")
        #expect(try test.store.kept("session", "s", as: String.self) == nil && fault(test) == nil)
        try putBack(test, old)
        #expect(throws: StoreFault.vault("session")) { try test.store.kept("session", "s", as: String.self) }
        #expect(try test.store.allKept("session", as: String.self).isEmpty)
        #expect(try fault(test) == .vault("session"))
        try test.store.forget("session", "s")
        #expect(try fault(test) == nil)
        try test.store.keep("token", "t", "here", at: Sandbox.now)
        let mark = LedgerKeys(test.root).mark("token", "t").data
        try test.installation.ledger.write { try $0.execute(sql: "DELETE FROM vault WHERE mark = ?", arguments: [mark]) }
        #expect(throws: StoreFault.vault("token")) { try test.store.kept("token", "t", as: String.self) }
        guard case .vault = try fault(test) else { return #expect(Bool(false), "a missing row was not found") }
    }

    /// A row with the bucket that knew it, both from an older copy.
    @Test func anOlderBucketIsNoneOfTheCountersOwn() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try test.store.keep("token", "t", "one", at: Sandbox.now)
        let old = try row(test, "token", "t")
        let number = LedgerKeys(test.root).mark("token", "t").bucket
        let ledger = test.installation.ledger
        let bucket = try ledger.read {
            try Data.fetchOne($0, sql: "SELECT sealed FROM vault_bucket WHERE number = ?", arguments: [number]) ?? Data()
        }
        try test.store.forget("token", "t")
        try putBack(test, old)
        try ledger.write {
            try $0.execute(sql: "UPDATE vault_bucket SET sealed = ? WHERE number = ?", arguments: [bucket, number])
        }
        #expect(throws: StoreFault.self) { try test.store.kept("token", "t", as: String.self) }
        guard case .vault = try fault(test) else { return #expect(Bool(false), "the older bucket was not found") }
    }

    @Test func theFileTellsNeitherKindsNorKeys() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try test.store.keep("credential", "ianthe-polius", "x", at: Sandbox.now)
        let bytes = try test.bytes()
        for text in ["credential", "ianthe-polius", "session", "enrolment"] {
            #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)")
        }
        #expect(bytes.range(of: Data("CREATE TABLE vault".utf8)) != nil, "the control is not found: the search is worth nothing")
    }

    /// Two processes with the same folder: each reads what the other kept last.
    @Test func twoProcessesAgreeOnWhatWasKeptLast() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let other = try Installation(test.folder)
        _ = try other.unlock(passphrase: Sandbox.passphrase)
        for round in 0..<20 {
            let (writer, reader) =
                round % 2 == 0 ? (test.installation.ledger, other.ledger) : (other.ledger, test.installation.ledger)
            try writer.setVault("draft", "d\(round % 3)", Data([UInt8(round)]))
            #expect(try reader.vault("draft", "d\(round % 3)") == Data([UInt8(round)]))
        }
        #expect(try other.ledger.vault("draft").map(\.key) == ["d0", "d1", "d2"])
        #expect(try fault(test) == nil)
    }
}
