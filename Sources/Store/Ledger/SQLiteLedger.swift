package import Foundation
import GRDB
package import Register
import Synchronization

/// The ledger in one SQLite file, for one machine.
package final class SQLiteLedger: Ledger {
    /// Raised when the tables or what is sealed in them change; a newer or older file is refused, not guessed at.
    package static let format = 6

    let folder: URL
    let pool: DatabasePool
    let unlocked = Mutex<Unlocked?>(nil)
    /// The counter as this process wrote it last, sealed and open.
    let written = Mutex<(sealed: Data, counter: Counter)?>(nil)
    /// SQLite's own count of how often the tables were changed, as it was when they were checked.
    let tables: Int

    /// Errors: `StoreFault` for a database of another format, or when a flush cannot be promised.
    package init(at url: URL) throws {
        folder = url.deletingLastPathComponent()
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.keepTablesInMemory()
        let settings = configuration
        let pool = try SQLiteLedger.named { try DatabasePool(path: url.path, configuration: settings) }
        self.pool = pool
        // The pool sets synchronous=NORMAL on its writer after opening, and an acknowledged entry could then be lost.
        let (synchronous, format) = try SQLiteLedger.named {
            try pool.writeWithoutTransaction { db in
                // What is taken away is overwritten too.
                try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
                return (
                    try Int.fetchOne(db, sql: "PRAGMA synchronous"), try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                )
            }
        }
        guard synchronous == 2 else { throw StoreFault.notDurable }
        switch format {
        case SQLiteLedger.format: break
        case 0: try SQLiteLedger.named { try pool.write(SQLiteLedger.makeTables) }
        case ..<SQLiteLedger.format: throw StoreFault.older(format)
        default: throw StoreFault.newer(format)
        }
        tables = try SQLiteLedger.named { try pool.read(SQLiteLedger.checkedTables) }
    }

    // MARK: Every fault of the disk has its own sentence

    private static func named<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as DatabaseError {
            throw StoreFault(error)
        } catch is RowDecodingError { throw StoreFault.tables }
    }

    func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try SQLiteLedger.named { try pool.read(work) }
    }

    /// Without a transaction of its own: one statement sees one state.
    func readOne<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try SQLiteLedger.named { try pool.unsafeRead(work) }
    }

    func write<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try SQLiteLedger.named { try pool.write(work) }
    }

    /// What `PRAGMA synchronous` reads on the writing connection: 2 is FULL.
    package func synchronous() throws -> Int {
        try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? 0 }
    }

    private struct NotAsOne: Error {}

    package func append(_ proposals: [Proposal], asOne: Bool) throws -> [Recorded] {
        do {
            return try change { db, counter, keys in
                let before = counter.tree.size
                let results = try proposals.map { try SQLiteLedger.append($0, to: &counter, keys, db) }
                if asOne, counter.tree.size < before + proposals.count { throw NotAsOne() }
                return results
            }
        } catch is NotAsOne { return [] }
    }

    static func append(_ new: Proposal, to counter: inout Counter, _ keys: LedgerKeys, _ db: Database) throws -> Recorded {
        let chronicle = Data(new.chronicle.bytes)
        let known = try db.cachedStatement(sql: "SELECT sequence FROM entry WHERE id = ?")
        if let sequence = try Int.fetchOne(known, arguments: [Data(new.id.bytes)]) { return .again(sequence: sequence) }
        let last = try db.cachedStatement(
            sql: "SELECT sequence, leaf FROM entry WHERE chronicle = ? AND position > 0 ORDER BY sequence DESC LIMIT 1")
        let end = try Row.fetchOne(last, arguments: [chronicle])
        let sequence = try end?.whole(0) ?? 0
        let leaf = try end.map { MerkleTree.Hash(try $0.bytes(1)) } ?? .zero
        guard sequence == new.sequence - 1, leaf == new.before else { return .behind(sequence: sequence) }
        // Sealed before its chronicle was destroyed, an entry would bring it back.
        if sequence > 0 {
            let keyed = try db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM chronicle_key WHERE chronicle = ?)")
            guard try Bool.fetchOne(keyed, arguments: [chronicle]) == true else { return .behind(sequence: sequence) }
        }
        if let claim = new.claim {
            let claiming = try db.cachedStatement(sql: "INSERT INTO claim(mark) VALUES (?) ON CONFLICT DO NOTHING")
            try claiming.execute(arguments: [claim])
            guard db.changesCount == 1 else { return .behind(sequence: sequence) }
            counter.claims += 1
            counter.claimSum ^= keys.sum(of: claim)
        }
        let position = counter.tree.size + 1
        let insert = try db.cachedStatement(
            sql: "INSERT INTO entry(position, chronicle, sequence, id, sealed, leaf, place) VALUES (?, ?, ?, ?, ?, ?, ?)")
        try insert.execute(arguments: [
            position, chronicle, new.sequence, Data(new.id.bytes), new.sealed, new.leaf.data,
            withUnsafeBytes(of: keys.place(of: new.leaf, at: position)) { Data($0) },
        ])
        for (compartment, wrapped) in new.newKeys {
            let key = try db.cachedStatement(sql: "INSERT INTO chronicle_key(chronicle, compartment, wrapped) VALUES (?, ?, ?)")
            try key.execute(arguments: [chronicle, Int(compartment.rawValue), wrapped])
        }
        if let blob = new.blob {
            try db.execute(
                sql: "INSERT INTO blob(entry, chronicle, sealed) VALUES (?, ?, ?)",
                arguments: [Data(new.id.bytes), chronicle, blob])
        }
        counter.tree.append(new.leaf)
        return .recorded(position: position)
    }

    package func rows(of chronicle: ChronicleID, after sequence: Int) throws -> [LedgerRow] {
        try readOne { db in
            let select = try db.cachedStatement(
                sql: """
                    SELECT \(LedgerRow.columns) FROM entry
                    WHERE chronicle = ? AND sequence > ? AND position > 0 ORDER BY sequence
                    """)
            return try SQLiteLedger.rows(select, [Data(chronicle.bytes), sequence])
        }
    }

    package func place(of entry: EntryID) throws -> (chronicle: ChronicleID, sequence: Int)? {
        try readOne { db in
            let select = try db.cachedStatement(sql: "SELECT chronicle, sequence FROM entry WHERE id = ?")
            guard let row = try Row.fetchOne(select, arguments: [Data(entry.bytes)]),
                let chronicle = ChronicleID(bytes: try row.bytes(0))
            else { return nil }
            return (chronicle, try row.whole(1))
        }
    }

    package func known(among entries: [EntryID]) throws -> Set<EntryID> {
        guard !entries.isEmpty else { return [] }
        return try readOne { db in
            let marks = Array(repeating: "?", count: entries.count).joined(separator: ",")
            let found = try Data.fetchAll(
                db, sql: "SELECT id FROM entry WHERE id IN (\(marks))",
                arguments: StatementArguments(entries.map { Data($0.bytes) }))
            return Set(found.compactMap { EntryID(bytes: $0) })
        }
    }

    package func keys(of chronicle: ChronicleID) throws -> [Compartment: Data] {
        try readOne { db in
            let select = try db.cachedStatement(sql: "SELECT compartment, wrapped FROM chronicle_key WHERE chronicle = ?")
            var keys: [Compartment: Data] = [:]
            for row in try Row.fetchAll(select, arguments: [Data(chronicle.bytes)]) {
                if let compartment = try row.compartment(0) { keys[compartment] = try row.bytes(1) }
            }
            return keys
        }
    }

    package func keys() throws -> [ChronicleID: [Compartment: Data]] {
        try read { db in
            var keys: [ChronicleID: [Compartment: Data]] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT chronicle, compartment, wrapped FROM chronicle_key")
            while let row = try rows.next() {
                guard let chronicle = ChronicleID(bytes: try row.bytes(0)), let compartment = try row.compartment(1) else {
                    continue
                }
                keys[chronicle, default: [:]][compartment] = try row.bytes(2)
            }
            return keys
        }
    }

    package func lastPosition() throws -> Int {
        try readOne { max(0, try Int.fetchOne($0, sql: "SELECT max(position) FROM entry") ?? 0) }
    }
}
