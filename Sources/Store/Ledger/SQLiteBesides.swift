package import Foundation
import GRDB
package import Register

/// What is checked besides the entries: settings, copies of the counter, the vault, the claims, the index.
extension SQLiteLedger {
    package func checkedBesides(_ counter: Counter) throws -> Verification.Fault? {
        if let name = try PlainSettings.altered(in: self) { return .setting(name) }
        do { try checkStanding() } catch StoreFault.short(let entries, let counted) {
            return .short(entries: entries, counted: counted)
        } catch StoreFault.behind {
            return .behind
        } catch StoreFault.counterCopy {
            return .copy
        } catch StoreFault.heads(let found, let counted) {
            return .heads(found: found, counted: counted)
        }
        let keys = try opened().keys
        return try read { db in
            let counter = try SQLiteLedger.counter(keys, db)
            if let table = try SQLiteLedger.strays(db) { return .strays(table) }
            if try !SQLiteLedger.claimsAgree(counter, keys, db) { return .claims }
            for number in 0..<VaultBucket.count {
                if let kind = try SQLiteLedger.alteredKind(inBucket: number, counter, keys, db) { return .vault(kind) }
            }
            return Checkpoint.isAltered(in: folder, keys) ? .index : nil
        }
    }

    /// The first table with a row that no entry brought and nothing else here keeps.
    private static func strays(_ db: Database) throws -> String? {
        let settings = PlainSettings.names.map { "'\($0)'" }.joined(separator: ", ")
        let strays = [
            ("entry", "SELECT 1 FROM entry WHERE position < 1"),
            ("chronicle_key", "SELECT 1 FROM chronicle_key WHERE chronicle NOT IN (SELECT chronicle FROM entry)"),
            ("chronicle_key", "SELECT 1 FROM chronicle_key WHERE compartment NOT BETWEEN 0 AND 255"),
            ("blob", "SELECT 1 FROM blob WHERE entry NOT IN (SELECT id FROM entry)"),
            ("counter", "SELECT 1 FROM counter LIMIT 1 OFFSET 1"),
            ("vault_bucket", "SELECT 1 FROM vault_bucket WHERE number NOT BETWEEN 0 AND \(VaultBucket.count - 1)"),
            ("setting", "SELECT 1 FROM setting WHERE name NOT IN (\(settings))"),
        ]
        return try strays.first { try Int.fetchOne(db, sql: $0.1) != nil }?.0
    }

    private static func claimsAgree(_ counter: Counter, _ keys: LedgerKeys, _ db: Database) throws -> Bool {
        var (count, sum) = (0, SIMD2<UInt64>.zero)
        let claims = try Data.fetchCursor(db, sql: "SELECT mark FROM claim")
        while let claim = try claims.next() {
            count += 1
            sum ^= keys.sum(of: claim)
        }
        return count == counter.claims && sum == counter.claimSum
    }

    /// The kind of the first row that is not what was kept last, as it says itself where that can be opened.
    private static func alteredKind(
        inBucket number: Int, _ counter: Counter, _ keys: LedgerKeys, _ db: Database
    ) throws -> String? {
        let bucket = try bucket(number, counter, keys, db)
        var left = Set(bucket.lines.map(\.mark))
        let select = try db.cachedStatement(sql: "SELECT mark, kind, sealed FROM vault WHERE mark >= ? AND mark < ?")
        let last = number == 255 ? Data(repeating: 255, count: 17) : Data([UInt8(number + 1)])
        let rows = try Row.fetchCursor(select, arguments: [Data([UInt8(number)]), last])
        while let found = try rows.next() {
            guard let mark = VaultMark(try found.bytes(0)), let row = keys.row(try found.bytes(2), at: mark) else {
                return "of any kind"
            }
            guard let line = bucket[mark], line.generation == row.generation,
                line.kind == UInt64(bitPattern: Int64(try found.whole(1)))
            else { return row.kind }
            left.remove(mark)
        }
        return left.isEmpty ? nil : "one that is missing"
    }
}

extension SQLiteLedger {
    package func keys(of chronicles: Set<ChronicleID>) throws -> [ChronicleID: [Compartment: Data]] {
        try read { db in
            let select = try db.cachedStatement(sql: "SELECT compartment, wrapped FROM chronicle_key WHERE chronicle = ?")
            var keys: [ChronicleID: [Compartment: Data]] = [:]
            for chronicle in chronicles {
                let rows = try Row.fetchCursor(select, arguments: [Data(chronicle.bytes)])
                while let row = try rows.next() {
                    if let compartment = try row.compartment(0) { keys[chronicle, default: [:]][compartment] = try row.bytes(1) }
                }
            }
            return keys
        }
    }
}
