import Foundation
import GRDB
import Register

/// The reports of concern in the index.
extension CaseView {
    func update(_ concerns: [(ChronicleID, Concern)], by policy: Policy) throws {
        guard !concerns.isEmpty else { return }
        touch(concerns.map(\.0))
        try db.write { db in
            let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO concern_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            for (id, concern) in concerns {
                try put.execute(arguments: [
                    Data(id.bytes), concern.number, concern.urgency, concern.status.rawValue, concern.agency.rawValue,
                    Data((concern.reporter ?? .anybody).bytes), concern.reported.seconds, concern.due(by: policy.practice)?.seconds,
                    concern.destroyFrom(by: policy.practice)?.number,
                ])
            }
            try updateCalls(concerns, policy, db)
        }
    }

    func chronicle(ofConcern number: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(db.cachedStatement(sql: "SELECT chronicle FROM concern_line WHERE number = ?"), arguments: [number])
                .flatMap { ChronicleID(bytes: $0) }
        }
    }

    /// A page of those of one reporter, or of all, and how many there are. `urgencies` stand in the order of their haste.
    func concerns(
        by reporter: AccountID?, only sieve: ConcernSieve?, _ urgencies: [String], from start: Int, size: Int
    ) throws -> (lines: [ConcernLine], count: Int) {
        let (which, order) =
            switch sieve {
            case .waiting: ("status = 'waiting'", "instr(?2, ',' || urgency || ','), due, number")
            case .messages: ("status <> 'waiting' AND waits = 1", "instr(?2, ',' || urgency || ','), reported, number")
            case nil: ("TRUE", "due IS NULL, due, coalesce(waits, 0) DESC, reported DESC, number DESC")
            }
        let from = """
            FROM concern_line LEFT JOIN dialogue_line ON concern = concern_line.chronicle
            WHERE (?1 IS NULL OR reporter = ?1) AND \(which)
            """
        let key = reporter.map { Data($0.bytes) }
        return try db.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT number, urgency, status, agency, reporter, reported, due, coalesce(waits, 0), ?2 \(from)
                    ORDER BY \(order) LIMIT ?3 OFFSET ?4
                    """, arguments: [key, ",\(urgencies.joined(separator: ",")),", size, start])
            let lines = rows.compactMap { row -> ConcernLine? in
                guard let reporter = AccountID(bytes: row[4] as Data) else { return nil }
                return ConcernLine(
                    number: row[0], urgency: row[1], status: Concern.Status(rawValue: row[2]) ?? .absent,
                    agency: AgencyCode(rawValue: row[3]), reporter: reporter, reported: Moment(seconds: row[5]),
                    due: (row[6] as Int?).map { Moment(seconds: $0) }, waitsForAnswer: row[7])
            }
            return (lines, try Int.fetchOne(db, sql: "SELECT count(*) \(from)", arguments: [key]) ?? 0)
        }
    }
}
