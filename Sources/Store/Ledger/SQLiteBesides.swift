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
            if try !SQLiteLedger.claimsAgree(counter, keys, db) { return .claims }
            for number in 0..<VaultBucket.count {
                if let kind = try SQLiteLedger.alteredKind(inBucket: number, counter, keys, db) { return .vault(kind) }
            }
            return Checkpoint.isAltered(in: folder, keys) ? .index : nil
        }
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
            guard let mark = VaultMark(found[0] as Data), let row = keys.row(found[2], at: mark) else { return "of any kind" }
            guard let line = bucket[mark], line.generation == row.generation, line.kind == UInt64(bitPattern: found[1] as Int64)
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
                    if let compartment = Compartment(rawValue: row[0]) { keys[chronicle, default: [:]][compartment] = row[1] }
                }
            }
            return keys
        }
    }
}
