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

    /// Those of one reporter, or all.
    func concerns(by reporter: AccountID?, limit: Int) throws -> [ConcernLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, urgency, status, agency, reporter, reported, due, coalesce(waits, 0) FROM concern_line
                    LEFT JOIN dialogue_line ON concern = concern_line.chronicle
                    WHERE ?1 IS NULL OR reporter = ?1
                    ORDER BY due IS NULL, due, coalesce(waits, 0) DESC, reported DESC, number DESC LIMIT ?2
                    """, arguments: [reporter.map { Data($0.bytes) }, limit]
            ).compactMap { row in
                guard let reporter = AccountID(bytes: row[4] as Data) else { return nil }
                return ConcernLine(
                    number: row[0], urgency: row[1], status: Concern.Status(rawValue: row[2]) ?? .absent,
                    agency: AgencyCode(rawValue: row[3]), reporter: reporter, reported: Moment(seconds: row[5]),
                    due: (row[6] as Int?).map { Moment(seconds: $0) }, waitsForAnswer: row[7])
            }
        }
    }
}
