import Dispatch
import Foundation
import GRDB
import GRDBSQLite
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
            let rows = try Row.fetchCursor(db, sql: "SELECT leaf, position FROM entry WHERE position > 0 ORDER BY position")
            while let row = try rows.next() {
                guard let leaf = try row.withUnsafeData(atIndex: 0, { $0.flatMap { MerkleTree.Hash($0) } }) else {
                    throw StoreFault.damaged(position: try row.whole(1))
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
            return try SQLiteLedger.rows(select, [position, count])
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
                sql: "SELECT DISTINCT chronicle FROM entry WHERE chronicle > ? AND position > 0 ORDER BY chronicle LIMIT 2000")
            guard let until = try Data.fetchAll(some, arguments: [last]).last else { return [] }
            let select = try db.cachedStatement(
                sql: """
                    SELECT \(LedgerRow.columns) FROM entry
                    WHERE chronicle > ? AND chronicle <= ? AND position > 0 ORDER BY chronicle, sequence
                    """)
            return try SQLiteLedger.rows(select, [last, until])
        }
    }

    /// What a selection of `LedgerRow.columns` finds.
    static func rows(_ select: Statement, _ arguments: StatementArguments) throws -> [LedgerRow] {
        let cursor = try Row.fetchCursor(select, arguments: arguments)
        var all: [LedgerRow] = []
        while try cursor.next() != nil { all.append(try row(select.sqliteStatement)) }
        return all
    }

    /// The row that a statement stands at, taken where SQLite has it: a check of everything reads little else.
    ///
    /// Errors: `StoreFault.damaged` when a column has not its length.
    private static func row(_ statement: SQLiteStatement) throws -> LedgerRow {
        func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
            let start = sqlite3_column_blob(statement, column)
            return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, column)))
        }
        let position = Int(sqlite3_column_int64(statement, 0))
        let place = bytes(6)
        guard let chronicle = ChronicleID(bytes(1)), let id = EntryID(bytes(3)), let leaf = MerkleTree.Hash(bytes(5)),
            place.count == 16
        else { throw StoreFault.damaged(position: position) }
        return LedgerRow(
            position: position, chronicle: chronicle, sequence: Int(sqlite3_column_int64(statement, 2)), id: id,
            sealed: Data(bytes(4)), leaf: leaf, place: place.loadUnaligned(as: SIMD2<UInt64>.self))
    }
}
