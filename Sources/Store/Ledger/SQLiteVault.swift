package import Foundation
import GRDB
package import Register
import Synchronization

/// The settings, the heads and the vault.
extension SQLiteLedger {
    /// The edge of the tree over all that is in the table, from one that is older. The last append left it beside its entries, so
    /// that a start need not read every leaf; `verify` trusts only the leaves.
    static func frontier(_ known: MerkleTree.Frontier, _ db: Database) throws -> MerkleTree.Frontier {
        let last = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM entry")) ?? 0
        guard last != known.size else { return known }
        let kept = try Data.fetchOne(db.cachedStatement(sql: "SELECT value FROM setting WHERE name = 'frontier'"))
        if let frontier = kept.flatMap(MerkleTree.Frontier.init(bytes:)), frontier.size == last { return frontier }
        var frontier = known.size < last ? known : MerkleTree.Frontier()
        let leaves = try Row.fetchCursor(
            db, sql: "SELECT leaf FROM entry WHERE position > ? ORDER BY position", arguments: [frontier.size])
        while let row = try leaves.next() {
            guard let leaf = try row.withUnsafeData(atIndex: 0, { $0.flatMap { MerkleTree.Hash($0) } }) else {
                throw StoreFault.damaged(position: frontier.size + 1)
            }
            frontier.append(leaf)
        }
        return frontier
    }

    static func keep(_ frontier: MerkleTree.Frontier, _ db: Database) throws {
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
                SignedHead(
                    size: row[0], root: MerkleTree.Hash(row[1] as Data) ?? .zero, at: Moment(seconds: row[2]), signature: row[3])
            }
        }
    }

    package func add(_ head: SignedHead) throws {
        try write { db in
            try db.execute(
                sql: "INSERT INTO head(size, root, at, signature) VALUES (?, ?, ?, ?)",
                arguments: [head.size, head.root.data, head.at.seconds, head.signature])
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

    package func addVault(_ kind: String, _ key: String, _ sealed: Data, at: Moment) throws {
        try write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO vault(kind, key, sealed, at) VALUES (?, ?, ?, ?)",
                arguments: [kind, key, sealed, at.seconds])
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
