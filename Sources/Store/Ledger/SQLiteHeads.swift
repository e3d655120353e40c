package import Foundation
import GRDB
import Register

/// The signed heads, and the plain settings.
extension SQLiteLedger {
    package func heads(after number: Int, limit: Int) throws -> [SignedHead] {
        try read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "\(SQLiteLedger.selectHeads) WHERE number > ? ORDER BY number LIMIT ?"),
                arguments: [number, limit]
            ).map { try SQLiteLedger.head($0) }
        }
    }

    private static let selectHeads = "SELECT number, size, root, at, before, signature FROM head"

    package func lastHead() throws -> SignedHead? { try read(SQLiteLedger.lastHead) }

    package func addHead(_ sign: (MerkleTree.Frontier, SignedHead?) throws -> SignedHead?) throws -> SignedHead? {
        try change { db, counter, _ in
            let last = try SQLiteLedger.lastHead(db)
            // Nothing is signed after a head that somebody else put there.
            guard (last?.number ?? 0) == counter.heads, (last?.hash ?? .zero) == counter.lastHead else {
                throw StoreFault.heads(last?.number ?? 0, counted: counter.heads)
            }
            guard let head = try sign(counter.tree, last) else { return nil }
            try db.execute(
                sql: "INSERT INTO head(number, size, root, at, before, signature) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [head.number, head.size, head.root.data, head.at.seconds, head.before.data, head.signature])
            counter.heads = head.number
            counter.lastHead = head.hash
            return head
        }
    }

    static func lastHead(_ db: Database) throws -> SignedHead? {
        try Row.fetchOne(db.cachedStatement(sql: "\(selectHeads) ORDER BY number DESC LIMIT 1")).map { try head($0) }
    }

    private static func head(_ row: Row) throws -> SignedHead {
        SignedHead(
            number: try row.whole(0), size: try row.whole(1), root: MerkleTree.Hash(try row.bytes(2)) ?? .zero,
            at: Moment(seconds: try row.whole(3)), before: MerkleTree.Hash(try row.bytes(4)) ?? .zero, signature: try row.bytes(5))
    }

    package func setting(_ name: String) throws -> Data? {
        try read { try Data.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
    }

    package func sealedSetting(_ name: String) throws -> Data? { try vault("setting", name) }

    package func set(_ name: String, to value: Data) throws {
        try change { db, counter, keys in
            try db.execute(sql: "INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)", arguments: [name, value])
            try SQLiteLedger.setVault("setting", name, value, &counter, keys, db)
        }
    }
}
