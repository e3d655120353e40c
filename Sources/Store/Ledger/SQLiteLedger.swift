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
        pool = try DatabasePool(path: url.path, configuration: configuration)
        // The pool sets synchronous=NORMAL on its writer after opening, and an acknowledged entry could then be lost.
        let synchronous = try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }
        guard synchronous == 2 else { throw StoreFault.notDurable }
        let version = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        guard version <= SQLiteLedger.schemaVersion else { throw StoreFault.newer(version) }
        if version == 0 { try pool.write { try $0.execute(sql: SQLiteLedger.schema) } }
        tree = Mutex(try pool.read(SQLiteLedger.frontier))
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
            var grown = tree
            do {
                let results = try pool.write { db in
                    try proposals.map { proposal in try SQLiteLedger.append(proposal, to: &grown, db) }
                }
                tree = grown
                return results
            } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL { throw StoreFault.noSpace }
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
        try pool.unsafeRead { db in
            let select = try db.cachedStatement(
                sql: """
                    SELECT position, chronicle, sequence, id, sealed, leaf FROM entry
                    WHERE chronicle = ? AND sequence > ? ORDER BY sequence
                    """)
            return try Row.fetchAll(select, arguments: [Data(chronicle.bytes), sequence]).map(SQLiteLedger.row)
        }
    }

    package func keys(of chronicle: ChronicleID) throws -> [Compartment: Data] {
        try pool.unsafeRead { db in
            let select = try db.cachedStatement(sql: "SELECT compartment, wrapped FROM chronicle_key WHERE chronicle = ?")
            var keys: [Compartment: Data] = [:]
            for row in try Row.fetchAll(select, arguments: [Data(chronicle.bytes)]) {
                if let compartment = Compartment(rawValue: row[0]) { keys[compartment] = row[1] }
            }
            return keys
        }
    }

    package func keys() throws -> [ChronicleID: [Compartment: Data]] {
        try pool.read { db in
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
        while true {
            let from = last
            let rows = try pool.read { db in
                let select = try db.cachedStatement(
                    sql: """
                        SELECT position, chronicle, sequence, id, sealed, leaf FROM entry WHERE position > ? ORDER BY position LIMIT 1000
                        """)
                return try Row.fetchAll(select, arguments: [from]).map(SQLiteLedger.row)
            }
            for row in rows where try !visit(row) { return }
            guard let end = rows.last?.position else { return }
            last = end
        }
    }

    private static func row(_ row: Row) throws -> LedgerRow {
        guard let chronicle = ChronicleID(bytes: row[1] as Data), let id = EntryID(bytes: row[3] as Data) else {
            throw StoreFault.damaged(position: row[0])
        }
        return LedgerRow(position: row[0], chronicle: chronicle, sequence: row[2], id: id, sealed: row[4], leaf: row[5])
    }

    package func lastPosition() throws -> Int {
        try pool.unsafeRead { try Int.fetchOne($0, sql: "SELECT max(position) FROM entry") ?? 0 }
    }
}

/// The settings, the heads and the vault.
extension SQLiteLedger {
    private static func frontier(_ db: Database) throws -> MerkleTree.Frontier {
        var frontier = MerkleTree.Frontier()
        let leaves = try Row.fetchCursor(db, sql: "SELECT leaf FROM entry ORDER BY position")
        while let row = try leaves.next() { frontier.append(try row.withUnsafeData(atIndex: 0) { Array($0 ?? Data()) }) }
        return frontier
    }

    package func frontier() throws -> MerkleTree.Frontier { tree.withLock { $0 } }

    package func heads() throws -> [SignedHead] {
        try pool.read { db in
            try Row.fetchAll(db, sql: "SELECT size, root, at, signature FROM head ORDER BY rowid").map { row in
                SignedHead(size: row[0], root: Array(row[1] as Data), at: Moment(seconds: row[2]), signature: row[3])
            }
        }
    }

    package func add(_ head: SignedHead) throws {
        try pool.write { db in
            try db.execute(
                sql: "INSERT INTO head(size, root, at, signature) VALUES (?, ?, ?, ?)",
                arguments: [head.size, Data(head.root), head.at.seconds, head.signature])
        }
    }

    package func setting(_ name: String) throws -> Data? {
        try pool.read { try Data.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
    }

    package func set(_ name: String, to value: Data) throws {
        try pool.write {
            try $0.execute(sql: "INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)", arguments: [name, value])
        }
    }

    package func vault(_ kind: String, _ key: String) throws -> Data? {
        try pool.unsafeRead {
            try Data.fetchOne(
                $0.cachedStatement(sql: "SELECT sealed FROM vault WHERE kind = ? AND key = ?"), arguments: [kind, key])
        }
    }

    package func vault(_ kind: String) throws -> [(key: String, sealed: Data)] {
        try pool.read {
            try Row.fetchAll($0, sql: "SELECT key, sealed FROM vault WHERE kind = ? ORDER BY key", arguments: [kind]).map {
                ($0[0], $0[1])
            }
        }
    }

    package func setVault(_ kind: String, _ key: String, _ sealed: Data?, at: Moment) throws {
        try pool.write { db in
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
