import Foundation
import GRDB
package import Register

/// A line of a list: what a worker sees before opening a case. It holds no name.
package struct CaseLine: Sendable, Equatable {
    package let number: String
    package let status: CaseFile.Status
    package let owner: AgencyCode
    package let isMine: Bool
    package let opened: Moment
    package let changed: Moment
}

/// A referral that waits for somebody.
package struct ReferralLine: Sendable, Equatable {
    package let number: String
    package let id: EntryID
    package let service: ServiceCode
    package let from: AgencyCode
    package let to: AgencyCode
    package let status: Referral.Status
    package let due: Moment
}

/// The disposable index in memory: rebuilt from the ledger, never on disk.
final class CaseView: Sendable {
    private let db: DatabaseQueue

    init() throws {
        db = try DatabaseQueue()
        try db.write { try $0.execute(sql: CaseView.schema) }
    }

    private static let schema = """
        CREATE TABLE case_line(
            row INTEGER PRIMARY KEY, chronicle BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
            owner TEXT NOT NULL, assignee BLOB, opened INTEGER NOT NULL, changed INTEGER NOT NULL);
        CREATE INDEX case_by_owner ON case_line(owner, changed DESC);
        CREATE TABLE referral_line(
            id BLOB PRIMARY KEY, row INTEGER NOT NULL, service TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
            status TEXT NOT NULL, due INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX referral_by_target ON referral_line(target, status, due);
        CREATE INDEX referral_by_case ON referral_line(row);
        CREATE VIRTUAL TABLE case_name USING fts5(names, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4');
        """

    func update(_ files: [(ChronicleID, CaseFile)], names: Set<FieldID>) throws {
        try db.write { db in for (id, file) in files { try update(id, file, names, db) } }
    }

    private func update(_ id: ChronicleID, _ file: CaseFile, _ names: Set<FieldID>, _ db: Database) throws {
        let put = try db.cachedStatement(
            sql: """
                INSERT INTO case_line(chronicle, number, status, owner, assignee, opened, changed) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(chronicle) DO UPDATE SET status = excluded.status, owner = excluded.owner,
                    assignee = excluded.assignee, changed = excluded.changed
                RETURNING row
                """)
        let row = try Int64.fetchOne(
            put,
            arguments: [
                Data(id.bytes), file.number, file.status.rawValue, file.owner.rawValue, file.assignee.map { Data($0.bytes) },
                file.opened.seconds, file.changed.seconds,
            ])
        for referral in file.referrals {
            try db.cachedStatement(
                sql: """
                    INSERT INTO referral_line(id, row, service, source, target, status, due) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT(id) DO UPDATE SET status = excluded.status
                    """
            ).execute(arguments: [
                Data(referral.id.bytes), row, referral.request.service.rawValue, referral.from.rawValue, referral.to.rawValue,
                referral.status.rawValue, referral.request.due.seconds,
            ])
        }
        let known = file.answers.values.flatMap { answers in names.flatMap { answers[$0]?.all ?? [] } }.sorted().joined(
            separator: " ")
        let old =
            try String.fetchOne(db.cachedStatement(sql: "SELECT names FROM case_name WHERE rowid = ?"), arguments: [row]) ?? ""
        guard known != old else { return }
        try db.cachedStatement(sql: "DELETE FROM case_name WHERE rowid = ?").execute(arguments: [row])
        if !known.isEmpty {
            try db.cachedStatement(sql: "INSERT INTO case_name(rowid, names) VALUES (?, ?)").execute(arguments: [row, known])
        }
    }

    func chronicle(ofNumber number: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(db.cachedStatement(sql: "SELECT chronicle FROM case_line WHERE number = ?"), arguments: [number])
                .flatMap { ChronicleID(bytes: $0) }
        }
    }

    func lastNumber(prefix: String) throws -> String? {
        try db.read {
            try String.fetchOne(
                $0,
                sql: "SELECT number FROM case_line WHERE number GLOB ? || '*' ORDER BY length(number) DESC, number DESC LIMIT 1",
                arguments: [prefix])
        }
    }

    /// What an actor in these relations may list: an agency's own cases, and those with a referral to it.
    private func condition(_ actor: Actor, _ relations: Set<Relation>) -> (sql: String, arguments: StatementArguments) {
        var parts: [String] = []
        var arguments = StatementArguments()
        if relations.contains(.agency) {
            parts.append("owner = ?")
            arguments += [actor.agency.rawValue]
        } else if relations.contains(.assigned) {
            parts.append("(owner = ? AND assignee = ?)")
            arguments += [actor.agency.rawValue, Data(actor.account.bytes)]
        }
        for (relation, status) in [(Relation.recipient, "accepted"), (.invited, "sent")] where relations.contains(relation) {
            parts.append("row IN (SELECT row FROM referral_line WHERE target = ? AND status = '\(status)')")
            arguments += [actor.agency.rawValue]
        }
        return (parts.isEmpty ? "0" : "(" + parts.joined(separator: " OR ") + ")", arguments)
    }

    func cases(
        for actor: Actor, in relations: Set<Relation>, status: CaseFile.Status?, named prefix: String?, page: Int, size: Int
    ) throws -> (lines: [CaseLine], count: Int) {
        var (sql, arguments) = condition(actor, relations)
        if let status {
            sql += " AND status = ?"
            arguments += [status.rawValue]
        }
        if let prefix {
            guard let pattern = FTS5Pattern(matchingAllPrefixesIn: prefix) else { return ([], 0) }
            sql += " AND row IN (SELECT rowid FROM case_name WHERE case_name MATCH ?)"
            arguments += [pattern]
        }
        return try db.read { db in
            let count =
                try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM case_line WHERE \(sql)"), arguments: arguments) ?? 0
            let select = try db.cachedStatement(
                sql: """
                    SELECT number, status, owner, assignee, opened, changed FROM case_line WHERE \(sql)
                    ORDER BY changed DESC, number DESC LIMIT ? OFFSET ?
                    """)
            let mine = Data(actor.account.bytes)
            let lines = try Row.fetchAll(select, arguments: arguments + [size, page * size]).map { row in
                CaseLine(
                    number: row[0], status: CaseFile.Status(rawValue: row[1]) ?? .absent, owner: AgencyCode(rawValue: row[2]),
                    isMine: row[3] as Data? == mine, opened: Moment(seconds: row[4]), changed: Moment(seconds: row[5]))
            }
            return (lines, count)
        }
    }

    /// The referrals to or from an agency in one status, the most urgent first.
    func referrals(to target: AgencyCode?, from source: AgencyCode?, _ status: Referral.Status) throws -> [ReferralLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, id, service, source, target, referral_line.status, due FROM referral_line JOIN case_line USING (row)
                    WHERE (?1 IS NULL OR target = ?1) AND (?2 IS NULL OR source = ?2) AND referral_line.status = ?3 ORDER BY due LIMIT 200
                    """, arguments: [target?.rawValue, source?.rawValue, status.rawValue]
            ).compactMap { row in
                guard let id = EntryID(bytes: row[1] as Data) else { return nil }
                return ReferralLine(
                    number: row[0], id: id, service: ServiceCode(rawValue: row[2]), from: AgencyCode(rawValue: row[3]),
                    to: AgencyCode(rawValue: row[4]), status: Referral.Status(rawValue: row[5]) ?? .sent,
                    due: Moment(seconds: row[6]))
            }
        }
    }

    /// Everything in it as sorted text, to compare a live view with a rebuilt one.
    func dump() throws -> [String] {
        try db.read { db in
            try [
                "SELECT hex(chronicle), number, status, owner, hex(assignee), opened, changed FROM case_line",
                "SELECT hex(id), number, service, source, target, r.status, due FROM referral_line r JOIN case_line USING (row)",
                "SELECT number, names FROM case_name JOIN case_line ON case_line.row = case_name.rowid",
            ].flatMap { sql in try Row.fetchAll(db, sql: sql).map(\.description) }.sorted()
        }
    }
}
