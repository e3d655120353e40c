import Foundation
import GRDB
import Synchronization

/// The sealed counter: changed with whatever it counts, in one transaction.
extension SQLiteLedger {
    /// What is there once the root key is.
    struct Unlocked {
        let keys: LedgerKeys
        let copy: CounterCopy
    }

    package func unlock(_ root: RootKey) {
        unlocked.withLock {
            guard $0 == nil else { return }
            let keys = LedgerKeys(root)
            $0 = Unlocked(keys: keys, copy: CounterCopy(in: folder, keys))
        }
    }

    func opened() throws -> Unlocked {
        guard let opened = unlocked.withLock({ $0 }) else { throw StoreFault.sealed }
        return opened
    }

    /// The first counter of a new ledger, and its copy.
    func begin() throws {
        let opened = try opened()
        try write { db in
            try db.execute(sql: "INSERT INTO counter(sealed) VALUES (?)", arguments: [try opened.keys.seal(Counter(), at: .ledger)])
        }
        opened.copy.note(Counter())
        try opened.copy.finish()
    }

    package func counter() throws -> Counter {
        let keys = try opened().keys
        return try read { try SQLiteLedger.counter(keys, $0) }
    }

    package func keepCounter() throws {
        let (counter, copy) = (try counter(), try opened().copy)
        copy.note(counter)
        try copy.finish()
    }

    /// Writes, with the counter of what is written. What it counts is in step with the ledger before and after.
    func change<Value>(_ work: (Database, inout Counter, LedgerKeys) throws -> Value) throws -> Value {
        let opened = try opened()
        let (value, counter, sealed) = try write { db in
            if try SQLiteLedger.tableChanges(db) != tables { _ = try SQLiteLedger.checkedTables(db) }
            let there = try SQLiteLedger.sealedCounter(db)
            // Opened once and not for each entry: the same sealed bytes are the same counter.
            let known = written.withLock { $0?.sealed == there ? $0?.counter : nil }
            let before = try known ?? SQLiteLedger.counter(opened.keys, there)
            let last = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM entry")) ?? 0
            try before.check(entries: last)
            var counter = before
            let value = try work(db, &counter, opened.keys)
            guard counter != before else { return (value, counter, there) }
            let sealed = try opened.keys.seal(counter, at: .ledger)
            try db.cachedStatement(sql: "UPDATE counter SET sealed = ?").execute(arguments: [sealed])
            return (value, counter, sealed)
        }
        written.withLock { $0 = sealed.map { ($0, counter) } }
        opened.copy.note(counter)
        return value
    }

    private static func sealedCounter(_ db: Database) throws -> Data? {
        try Data.fetchOne(db.cachedStatement(sql: "SELECT sealed FROM counter"))
    }

    /// Errors: `StoreFault.noCounter`.
    static func counter(_ keys: LedgerKeys, _ db: Database) throws -> Counter { try counter(keys, sealedCounter(db)) }

    private static func counter(_ keys: LedgerKeys, _ sealed: Data?) throws -> Counter {
        guard let counter = sealed.flatMap({ keys.counter($0, at: .ledger) }) else { throw StoreFault.noCounter }
        return counter
    }
}
