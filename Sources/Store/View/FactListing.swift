import Foundation
import GRDB
import Register

/// What statistics read of each chronicle, in the index, so that a start need not fold them all.
extension CaseView {
    static let factSchema = "CREATE TABLE fact_line(chronicle BLOB PRIMARY KEY, facts BLOB NOT NULL) WITHOUT ROWID;\n"

    func put(_ facts: [(ChronicleID, Data)]) throws {
        guard !facts.isEmpty else { return }
        try db.write { db in
            let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO fact_line VALUES (?, ?)")
            let drop = try db.cachedStatement(sql: "DELETE FROM fact_line WHERE chronicle = ?")
            for (id, bytes) in facts {
                if bytes.isEmpty {
                    try drop.execute(arguments: [Data(id.bytes)])
                } else {
                    try put.execute(arguments: [Data(id.bytes), bytes])
                }
            }
        }
    }

    func facts(_ visit: (ChronicleID, Data) -> Void) throws {
        try db.read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT chronicle, facts FROM fact_line")
            while let row = try rows.next() {
                if let id = ChronicleID(bytes: row[0] as Data) { visit(id, row[1]) }
            }
        }
    }
}
