import Dispatch
package import Foundation
import GRDB
package import Register
import Synchronization

/// The ledger in one SQLite file, for one machine.
package final class SQLiteLedger: Ledger {
    /// Raised when the tables change; a newer file is refused, not guessed at.
    static let schemaVersion = 1

    private let pool: DatabasePool
    private let tree: Mutex<MerkleTree.Frontier>

    /// Errors: `StoreFault` for a newer database, or when a flush cannot be promised.
    package init(at url: URL) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        let settings = configuration
        pool = try SQLiteLedger.named { try DatabasePool(path: url.path, configuration: settings) }
        tree = Mutex(MerkleTree.Frontier())
        // The pool sets synchronous=NORMAL on its writer after opening, and an acknowledged entry could then be lost.
        let (synchronous, version) = try SQLiteLedger.named {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                return (
                    try Int.fetchOne(db, sql: "PRAGMA synchronous"), try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                )
            }
        }
        guard synchronous == 2 else { throw StoreFault.notDurable }
        guard version <= SQLiteLedger.schemaVersion else { throw StoreFault.newer(version) }
        if version == 0 { try write { try $0.execute(sql: SQLiteLedger.schema) } }
        let grown = try read { try SQLiteLedger.frontier(MerkleTree.Frontier(), $0) }
        tree.withLock { $0 = grown }
    }

    // MARK: Every fault of the disk has its own sentence

    private static func named<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as DatabaseError { throw StoreFault(error) }
    }

    private func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try SQLiteLedger.named { try pool.read(work) }
    }

    /// Without a transaction of its own: one statement sees one state.
    private func readOne<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try SQLiteLedger.named { try pool.unsafeRead(work) }
    }

    private func write<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try SQLiteLedger.named { try pool.write(work) }
    }

    private static let schema = """
        CREATE TABLE entry(
            position INTEGER PRIMARY KEY,
            chronicle BLOB NOT NULL CHECK(length(chronicle) = 16),
            sequence INTEGER NOT NULL CHECK(sequence > 0),
            id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
            sealed BLOB NOT NULL,
            leaf BLOB NOT NULL CHECK(length(leaf) = 32),
            UNIQUE(chronicle, sequence)) STRICT;
        CREATE TABLE chronicle_key(
            chronicle BLOB NOT NULL,
            compartment INTEGER NOT NULL,
            wrapped BLOB NOT NULL,
            PRIMARY KEY(chronicle, compartment)) STRICT, WITHOUT ROWID;
        CREATE TABLE head(size INTEGER NOT NULL, root BLOB NOT NULL, at INTEGER NOT NULL, signature BLOB NOT NULL) STRICT;
        CREATE TABLE setting(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
        CREATE TABLE vault(
            kind TEXT NOT NULL, key TEXT NOT NULL, sealed BLOB NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(kind, key)) STRICT;
        PRAGMA user_version = 1;
        """

    /// What `PRAGMA synchronous` reads on the writing connection: 2 is FULL.
    package func synchronous() throws -> Int {
        try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? 0 }
    }

    package func append(_ proposals: [Proposal]) throws -> [Recorded] {
        try tree.withLock { tree in
            let (results, grown) = try write { [tree] db in
                // Another process may have appended meanwhile: the tree follows the ledger, never the other way round.
                var grown = try SQLiteLedger.frontier(tree, db)
                let results = try proposals.map { proposal in try SQLiteLedger.append(proposal, to: &grown, db) }
                if grown.size > tree.size { try SQLiteLedger.keep(grown, db) }
                return (results, grown)
            }
            tree = grown
            return results
        }
    }

    private static func append(_ new: Proposal, to tree: inout MerkleTree.Frontier, _ db: Database) throws -> Recorded {
        let chronicle = Data(new.chronicle.bytes)
        let known = try db.cachedStatement(sql: "SELECT sequence FROM entry WHERE id = ?")
        if let sequence = try Int.fetchOne(known, arguments: [Data(new.id.bytes)]) { return .again(sequence: sequence) }
        let last = try db.cachedStatement(sql: "SELECT max(sequence) FROM entry WHERE chronicle = ?")
        let sequence = try Int.fetchOne(last, arguments: [chronicle]) ?? 0
        guard sequence + 1 == new.sequence else { return .behind(sequence: sequence) }
        let leaf = LedgerRow.leaf(new.chronicle, new.sequence, new.id, new.sealed)
        let insert = try db.cachedStatement(sql: "INSERT INTO entry(chronicle, sequence, id, sealed, leaf) VALUES (?, ?, ?, ?, ?)")
        try insert.execute(arguments: [chronicle, new.sequence, Data(new.id.bytes), new.sealed, Data(leaf)])
        let position = Int(db.lastInsertedRowID)
        for (compartment, wrapped) in new.newKeys {
            let key = try db.cachedStatement(sql: "INSERT INTO chronicle_key(chronicle, compartment, wrapped) VALUES (?, ?, ?)")
            try key.execute(arguments: [chronicle, Int(compartment.rawValue), wrapped])
        }
        tree.append(leaf)
        return .recorded(position: position)
    }

    package func rows(of chronicle: ChronicleID, after sequence: Int) throws -> [LedgerRow] {
        try readOne { db in
            let select = try db.cachedStatement(
                sql: """
                    SELECT position, chronicle, sequence, id, sealed, leaf FROM entry
                    WHERE chronicle = ? AND sequence > ? ORDER BY sequence
                    """)
            return try Row.fetchAll(select, arguments: [Data(chronicle.bytes), sequence]).map(SQLiteLedger.row)
        }
    }

    package func keys(of chronicle: ChronicleID) throws -> [Compartment: Data] {
        try readOne { db in
            let select = try db.cachedStatement(sql: "SELECT compartment, wrapped FROM chronicle_key WHERE chronicle = ?")
            var keys: [Compartment: Data] = [:]
            for row in try Row.fetchAll(select, arguments: [Data(chronicle.bytes)]) {
                if let compartment = Compartment(rawValue: row[0]) { keys[compartment] = row[1] }
            }
            return keys
        }
    }

    package func keys() throws -> [ChronicleID: [Compartment: Data]] {
        try read { db in
            var keys: [ChronicleID: [Compartment: Data]] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT chronicle, compartment, wrapped FROM chronicle_key")
            while let row = try rows.next() {
                guard let chronicle = ChronicleID(bytes: row[0] as Data), let compartment = Compartment(rawValue: row[1]) else {
                    continue
                }
                keys[chronicle, default: [:]][compartment] = row[2]
            }
            return keys
        }
    }

    /// Reads in batches and visits outside of them, so that a visitor may ask the ledger for more.
    package func scan(after position: Int, _ visit: (LedgerRow) throws -> Bool) throws {
        var last = position
        while case let rows = try rows(after: last, 1000), let end = rows.last?.position {
            for row in rows where try !visit(row) { return }
            last = end
        }
    }

    package func batches(of size: Int, _ visit: ([LedgerRow]) throws -> Bool) throws {
        let reading = DispatchQueue(label: "anse.reading")
        var rows = try rows(after: 0, size)
        while let end = rows.last?.position {
            let next = Mutex<Result<[LedgerRow], any Error>?>(nil)
            let ahead = DispatchWorkItem { [self] in
                let read = Result { try self.rows(after: end, size) }
                next.withLock { $0 = read }
            }
            reading.async(execute: ahead)
            let goesOn = try visit(rows)
            ahead.wait()
            guard goesOn, let read = next.withLock({ $0 }) else { return }
            rows = try read.get()
        }
    }

    private func rows(after position: Int, _ count: Int) throws -> [LedgerRow] {
        try read { db in
            let select = try db.cachedStatement(
                sql: """
                    SELECT position, chronicle, sequence, id, sealed, leaf FROM entry WHERE position > ? ORDER BY position LIMIT ?
                    """)
            let rows = try Row.fetchCursor(select, arguments: [position, count])
            var all: [LedgerRow] = []
            all.reserveCapacity(count)
            while let row = try rows.next() { all.append(try SQLiteLedger.row(row)) }
            return all
        }
    }

    package func chronicles(_ visit: ([[LedgerRow]]) throws -> Void) throws {
        var last = Data()
        while true {
            let from = last
            let rows = try read { db in
                let some = try db.cachedStatement(
                    sql: "SELECT DISTINCT chronicle FROM entry WHERE chronicle > ? ORDER BY chronicle LIMIT 2000")
                guard let until = try Data.fetchAll(some, arguments: [from]).last else { return [LedgerRow]() }
                let select = try db.cachedStatement(
                    sql: """
                        SELECT position, chronicle, sequence, id, sealed, leaf FROM entry
                        WHERE chronicle > ? AND chronicle <= ? ORDER BY chronicle, sequence
                        """)
                return try Row.fetchAll(select, arguments: [from, until]).map(SQLiteLedger.row)
            }
            guard let end = rows.last else { return }
            last = Data(end.chronicle.bytes)
            var whole: [[LedgerRow]] = []
            for row in rows {
                if whole.last?.last?.chronicle == row.chronicle { whole[whole.count - 1].append(row) } else { whole.append([row]) }
            }
            try visit(whole)
        }
    }

    private static func row(_ row: Row) throws -> LedgerRow {
        let chronicle = try row.withUnsafeData(atIndex: 1) { $0.flatMap { ChronicleID(bytes: $0) } }
        let id = try row.withUnsafeData(atIndex: 3) { $0.flatMap { EntryID(bytes: $0) } }
        let leaf = try row.withUnsafeData(atIndex: 5) { $0.map { Array($0) } ?? [] }
        guard let chronicle, let id else { throw StoreFault.damaged(position: row[0]) }
        return LedgerRow(position: row[0], chronicle: chronicle, sequence: row[2], id: id, sealed: row[4], leaf: leaf)
    }

    package func lastPosition() throws -> Int {
        try readOne { try Int.fetchOne($0, sql: "SELECT max(position) FROM entry") ?? 0 }
    }
}

/// The settings, the heads and the vault.
extension SQLiteLedger {
    /// The edge of the tree over all that is in the table, from one that is older. The last append left it beside its entries, so
    /// that a start need not read every leaf; `verify` trusts only the leaves.
    private static func frontier(_ known: MerkleTree.Frontier, _ db: Database) throws -> MerkleTree.Frontier {
        let last = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM entry")) ?? 0
        guard last != known.size else { return known }
        let kept = try Data.fetchOne(db.cachedStatement(sql: "SELECT value FROM setting WHERE name = 'frontier'"))
        if let frontier = kept.flatMap(MerkleTree.Frontier.init(bytes:)), frontier.size == last { return frontier }
        var frontier = known.size < last ? known : MerkleTree.Frontier()
        let leaves = try Row.fetchCursor(
            db, sql: "SELECT leaf FROM entry WHERE position > ? ORDER BY position", arguments: [frontier.size])
        while let row = try leaves.next() { frontier.append(try row.withUnsafeData(atIndex: 0) { Array($0 ?? Data()) }) }
        return frontier
    }

    private static func keep(_ frontier: MerkleTree.Frontier, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO setting(name, value) VALUES ('frontier', ?)").execute(
            arguments: [frontier.bytes])
    }

    package func frontier() throws -> MerkleTree.Frontier {
        try tree.withLock { tree in
            tree = try read { [tree] db in try SQLiteLedger.frontier(tree, db) }
            return tree
        }
    }

    package func heads() throws -> [SignedHead] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT size, root, at, signature FROM head ORDER BY rowid").map { row in
                SignedHead(size: row[0], root: Array(row[1] as Data), at: Moment(seconds: row[2]), signature: row[3])
            }
        }
    }

    package func add(_ head: SignedHead) throws {
        try write { db in
            try db.execute(
                sql: "INSERT INTO head(size, root, at, signature) VALUES (?, ?, ?, ?)",
                arguments: [head.size, Data(head.root), head.at.seconds, head.signature])
        }
    }

    package func setting(_ name: String) throws -> Data? {
        try read { try Data.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
    }

    package func set(_ name: String, to value: Data) throws {
        try write {
            try $0.execute(sql: "INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)", arguments: [name, value])
        }
    }

    package func vault(_ kind: String, _ key: String) throws -> Data? {
        try readOne {
            try Data.fetchOne(
                $0.cachedStatement(sql: "SELECT sealed FROM vault WHERE kind = ? AND key = ?"), arguments: [kind, key])
        }
    }

    package func vault(_ kind: String) throws -> [(key: String, sealed: Data)] {
        try read {
            try Row.fetchAll($0, sql: "SELECT key, sealed FROM vault WHERE kind = ? ORDER BY key", arguments: [kind]).map {
                ($0[0], $0[1])
            }
        }
    }

    package func setVault(_ kind: String, _ key: String, _ sealed: Data?, at: Moment) throws {
        try write { db in
            if let sealed {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO vault(kind, key, sealed, at) VALUES (?, ?, ?, ?)",
                    arguments: [kind, key, sealed, at.seconds])
            } else {
                try db.execute(sql: "DELETE FROM vault WHERE kind = ? AND key = ?", arguments: [kind, key])
            }
        }
    }
}
