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
                try writeAccess(concern, id, policy, db)
            }
            try updateCalls(concerns, policy, db)
        }
    }

    /// Whose desk it is of, and who is kept out.
    private func writeAccess(_ concern: Concern, _ id: ChronicleID, _ policy: Policy, _ db: Database) throws {
        let key = Data(id.bytes)
        for table in ["concern_desk", "concern_barred"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE chronicle = ?").execute(arguments: [key])
        }
        for desk in concern.desks(by: policy.practice) {
            try db.cachedStatement(sql: "INSERT INTO concern_desk VALUES (?, ?)").execute(arguments: [desk.rawValue, key])
        }
        for exclusion in concern.barred {
            try db.cachedStatement(sql: "INSERT INTO concern_barred VALUES (?, ?)").execute(
                arguments: [key, CaseView.who(exclusion)])
        }
    }

    /// Which reports a list may hold: those somebody took themself, those of their desk, or the country's.
    enum ConcernSight {
        case own, desk, everybody

        var condition: String {
            switch self {
            case .own: "reporter = ?1"
            case .desk:
                "(reporter = ?1 OR concern_line.chronicle IN (SELECT chronicle FROM concern_desk WHERE concern_desk.agency = ?2))"
            case .everybody: "TRUE"
            }
        }
    }

    func isConcern(_ id: ChronicleID) throws -> Bool {
        try db.read { db in
            let known = try db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM concern_line WHERE chronicle = ?)")
            return try Bool.fetchOne(known, arguments: [Data(id.bytes)]) ?? false
        }
    }

    func chronicle(ofConcern number: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(db.cachedStatement(sql: "SELECT chronicle FROM concern_line WHERE number = ?"), arguments: [number])
                .flatMap { ChronicleID(bytes: $0) }
        }
    }

    /// A page of those, without any that keeps the actor out, and how many there are. `urgencies` stand in the order of their
    /// haste.
    func concerns(
        for actor: Actor, _ sight: ConcernSight, only sieve: ConcernSieve?, _ urgencies: [String], from start: Int, size: Int
    ) throws -> (lines: [ConcernLine], count: Int) {
        let (which, order) =
            switch sieve {
            case .waiting: ("status = 'waiting'", "instr(?5, ',' || urgency || ','), due, number")
            case .messages: ("status <> 'waiting' AND waits = 1", "instr(?5, ',' || urgency || ','), reported, number")
            case nil: ("TRUE", "due IS NULL, due, coalesce(waits, 0) DESC, reported DESC, number DESC")
            }
        let from = """
            FROM concern_line LEFT JOIN dialogue_line ON concern = concern_line.chronicle
            WHERE \(sight.condition) AND \(which)
                AND concern_line.chronicle NOT IN (SELECT chronicle FROM concern_barred WHERE who IN (?3, ?4))
            """
        let who: StatementArguments = [Data(actor.account.bytes), actor.agency.rawValue] + CaseView.names(of: actor)
        return try db.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT number, urgency, status, concern_line.agency, reporter, reported, due, coalesce(waits, 0), ?5 \(from)
                    ORDER BY \(order) LIMIT ?6 OFFSET ?7
                    """, arguments: who + [",\(urgencies.joined(separator: ",")),", size, start])
            let lines = rows.compactMap { row -> ConcernLine? in
                guard let reporter = AccountID(bytes: row[4] as Data) else { return nil }
                return ConcernLine(
                    number: row[0], urgency: row[1], status: Concern.Status(rawValue: row[2]) ?? .absent,
                    agency: AgencyCode(rawValue: row[3]), reporter: reporter, reported: Moment(seconds: row[5]),
                    due: (row[6] as Int?).map { Moment(seconds: $0) }, waitsForAnswer: row[7])
            }
            return (lines, try Int.fetchOne(db, sql: "SELECT count(*) \(from)", arguments: who) ?? 0)
        }
    }
}
