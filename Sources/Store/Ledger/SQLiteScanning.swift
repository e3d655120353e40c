import Dispatch
import Foundation
import GRDB
import Register
import Synchronization

/// Everything in the ledger, in the order of its entries or chronicle by chronicle.
extension SQLiteLedger {
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

    package func leaves(_ visit: (MerkleTree.Hash) throws -> Bool) throws {
        try read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT leaf, position FROM entry ORDER BY position")
            while let row = try rows.next() {
                guard let leaf = try row.withUnsafeData(atIndex: 0, { $0.flatMap { MerkleTree.Hash($0) } }) else {
                    throw StoreFault.damaged(position: row[1])
                }
                if try !visit(leaf) { return }
            }
        }
    }

    private func rows(after position: Int, _ count: Int) throws -> [LedgerRow] {
        try read { db in
            let select = try db.cachedStatement(
                sql: """
                    SELECT \(LedgerRow.columns) FROM entry WHERE position > ? ORDER BY position LIMIT ?
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
        while case let rows = try rows(ofChroniclesAfter: last), let end = rows.last {
            last = Data(end.chronicle.bytes)
            var whole: [[LedgerRow]] = []
            for row in rows {
                if whole.last?.last?.chronicle == row.chronicle { whole[whole.count - 1].append(row) } else { whole.append([row]) }
            }
            try visit(whole)
        }
    }

    private func rows(ofChroniclesAfter last: Data) throws -> [LedgerRow] {
        try read { db in
            let some = try db.cachedStatement(
                sql: "SELECT DISTINCT chronicle FROM entry WHERE chronicle > ? ORDER BY chronicle LIMIT 2000")
            guard let until = try Data.fetchAll(some, arguments: [last]).last else { return [] }
            let select = try db.cachedStatement(
                sql: """
                    SELECT \(LedgerRow.columns) FROM entry
                    WHERE chronicle > ? AND chronicle <= ? ORDER BY chronicle, sequence
                    """)
            return try Row.fetchAll(select, arguments: [last, until]).map(SQLiteLedger.row)
        }
    }

    static func row(_ row: Row) throws -> LedgerRow {
        let chronicle = try row.withUnsafeData(atIndex: 1) { $0.flatMap { ChronicleID(bytes: $0) } }
        let id = try row.withUnsafeData(atIndex: 3) { $0.flatMap { EntryID(bytes: $0) } }
        let leaf = try row.withUnsafeData(atIndex: 5) { $0.flatMap { MerkleTree.Hash($0) } }
        let place = try row.withUnsafeData(atIndex: 6) { data -> SIMD2<UInt64>? in
            guard let data, data.count == 16 else { return nil }
            return data.withUnsafeBytes { $0.loadUnaligned(as: SIMD2<UInt64>.self) }
        }
        guard let chronicle, let id, let leaf, let place else { throw StoreFault.damaged(position: row[0]) }
        return LedgerRow(position: row[0], chronicle: chronicle, sequence: row[2], id: id, sealed: row[4], leaf: leaf, place: place)
    }
}
