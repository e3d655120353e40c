package import Foundation
import GRDB
import Synchronization

/// The vault: sealed rows under keyed names, each of the generation that its bucket says, each bucket of the one that the counter says.
extension SQLiteLedger {
    package func vault(_ kind: String, _ key: String) throws -> Data? {
        let keys = try opened().keys
        let mark = keys.mark(kind, key)
        return try read { db in
            let line = try SQLiteLedger.bucket(mark.bucket, try SQLiteLedger.counter(keys, db), keys, db)[mark]
            let select = try db.cachedStatement(sql: "SELECT sealed FROM vault WHERE mark = ?")
            let sealed = try Data.fetchOne(select, arguments: [mark.data])
            guard line != nil || sealed != nil else { return nil }
            guard let line, let row = sealed.flatMap({ keys.row($0, at: mark) }), row.generation == line.generation else {
                throw StoreFault.vault(kind)
            }
            return row.value
        }
    }

    package func vault(_ kind: String) throws -> [(key: String, value: Data)] {
        let keys = try opened().keys
        let ofKind = Int64(bitPattern: keys.mark(ofKind: kind))
        return try read { db in
            let counter = try SQLiteLedger.counter(keys, db)
            let select = try db.cachedStatement(sql: "SELECT mark, sealed FROM vault WHERE kind = ?")
            var buckets: [Int: VaultBucket] = [:]
            return try Row.fetchAll(select, arguments: [ofKind]).compactMap { found -> (key: String, value: Data)? in
                guard let mark = VaultMark(try found.bytes(0)), let row = keys.row(try found.bytes(1), at: mark), row.kind == kind
                else { return nil }
                let bucket = try buckets[mark.bucket] ?? SQLiteLedger.bucket(mark.bucket, counter, keys, db)
                buckets[mark.bucket] = bucket
                return bucket[mark]?.generation == row.generation ? (row.key, row.value) : nil
            }.sorted { $0.key < $1.key }
        }
    }

    package func setVault(_ kind: String, _ key: String, _ value: Data?) throws {
        try change { db, counter, keys in try SQLiteLedger.setVault(kind, key, value, &counter, keys, db) }
    }

    package func addVault(_ kind: String, _ key: String, _ value: Data) throws {
        try change { db, counter, keys in
            let mark = keys.mark(kind, key)
            guard try SQLiteLedger.bucket(mark.bucket, counter, keys, db)[mark] == nil else { return }
            try SQLiteLedger.setVault(kind, key, value, &counter, keys, db)
        }
    }

    /// Within a change.
    static func setVault(
        _ kind: String, _ key: String, _ value: Data?, _ counter: inout Counter, _ keys: LedgerKeys, _ db: Database
    ) throws {
        let mark = keys.mark(kind, key)
        var bucket = try bucket(mark.bucket, counter, keys, db)
        guard value != nil || bucket[mark] != nil else {
            // One that was put back goes all the same.
            try db.cachedStatement(sql: "DELETE FROM vault WHERE mark = ?").execute(arguments: [mark.data])
            return
        }
        counter.generation += 1
        counter.buckets[mark.bucket] = counter.generation
        if let value {
            let row = VaultRow(generation: counter.generation, kind: kind, key: key, value: value)
            let ofKind = keys.mark(ofKind: kind)
            bucket.put(VaultBucket.Line(mark: mark, kind: ofKind, generation: counter.generation))
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO vault(mark, kind, sealed) VALUES (?, ?, ?)").execute(
                arguments: [mark.data, Int64(bitPattern: ofKind), try keys.seal(row, at: mark)])
        } else {
            bucket.remove(mark)
            try db.cachedStatement(sql: "DELETE FROM vault WHERE mark = ?").execute(arguments: [mark.data])
        }
        let sealed = try keys.seal(bucket, number: mark.bucket, generation: counter.generation)
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO vault_bucket(number, sealed) VALUES (?, ?)").execute(
            arguments: [mark.bucket, sealed])
    }

    /// Errors: `StoreFault.vault` when it is not the one that the counter knows.
    static func bucket(_ number: Int, _ counter: Counter, _ keys: LedgerKeys, _ db: Database) throws -> VaultBucket {
        let generation = counter.buckets[number]
        guard generation > 0 else { return VaultBucket() }
        let select = try db.cachedStatement(sql: "SELECT sealed FROM vault_bucket WHERE number = ?")
        guard let sealed = try Data.fetchOne(select, arguments: [number]),
            let bucket = keys.bucket(sealed, number: number, generation: generation)
        else { throw StoreFault.vault("") }
        return bucket
    }
}
