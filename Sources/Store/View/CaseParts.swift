import Foundation
import GRDB
import Matching
import Register

/// What the index keeps of a case beside its line: computed from the file alone, so that only what changed is written.
struct CaseParts {
    /// Something that waits, as its row.
    struct DueRow: Equatable {
        let due: Due
        let owner: AgencyCode
        let holder: AccountID?
    }

    let names: String
    let person: String?
    let links: [Link]
    let barred: Set<Exclusion>
    let dues: [DueRow]
    let referrals: [Referral]
    /// Openings in an emergency that nobody has reviewed yet.
    let glasses: [Broken]
    /// Screenings and referrals, by whoever did them.
    let acts: [(id: EntryID, act: TrainingInUse.Act)]

    init(_ file: CaseFile, _ policy: Policy) {
        names = file.answers.values.flatMap { answers in policy.names.flatMap { answers[$0]?.all ?? [] } }.sorted().joined(
            separator: " ")
        person = KnownPerson(file, by: policy.practice.identity)?.line
        links = file.links
        barred = file.excluded
        referrals = file.referrals
        glasses = file.status == .absent ? [] : file.broken.filter { $0.isJustified == nil }
        let day = { (moment: Moment) in policy.practice.calendar.day(of: moment) }
        acts =
            file.screenings.map { ($0.id, TrainingInUse.Act(account: $0.author, day: day($0.at), kind: .screening)) }
            + file.referrals.map { ($0.id, TrainingInUse.Act(account: $0.by, day: day($0.sent), kind: .referral)) }
        dues = file.dues(by: policy.practice).map { due in
            DueRow(due: due, owner: file.owner, holder: due.assignee ?? (due.duty == .worker ? file.assignee : nil))
        }
    }

    /// Writes them where they differ from what is there. Nil `old`: what is there is not known, unless the case is new.
    func write(after old: CaseParts?, isNew: Bool, _ row: Int64, _ db: Database) throws {
        func replace(_ table: String, key: String = "row") throws {
            guard !isNew else { return }
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE \(key) = ?").execute(arguments: [row])
        }
        if isNew || old?.names != names {
            try replace("case_name", key: "rowid")
            if !names.isEmpty { try CaseParts.insert("case_name(rowid, names)", [[row, names]], db) }
        }
        if isNew || old == nil || old?.person != person {
            try replace("person")
            if let person { try CaseParts.insert("person", [[row, person]], db) }
        }
        if isNew || old?.links != links {
            try replace("link_line")
            try CaseParts.insert("link_line", links.map { [row, $0.to.description, $0.kind.rawValue] }, db)
        }
        if isNew || old?.barred != barred {
            try replace("barred")
            try CaseParts.insert("barred", barred.map { [row, CaseView.who($0)] }, db)
        }
        if isNew || old?.glasses != glasses {
            try replace("glass_line")
            try CaseParts.insert(
                "glass_line", glasses.map { [Data($0.id.bytes), row, Data($0.by.bytes), $0.at.seconds] }, db)
        }
        for referral in referrals where old?.referrals.contains(referral) != true {
            try CaseParts.write(referral, row, db)
        }
        if isNew || old?.acts.count != acts.count { try write(actsAfter: old?.acts, row, db) }
        if isNew || old?.dues != dues {
            if !isNew {
                try db.cachedStatement(sql: "DELETE FROM due_line WHERE id BETWEEN ? AND ?").execute(
                    arguments: [row << 16, row << 16 | 0xFFFF])
            }
            try CaseParts.insert("due_line", dues.enumerated().map { CaseParts.values($1, row, at: $0) }, db)
        }
    }

    /// They are never changed or taken away, so only new ones are written.
    private func write(actsAfter old: [(id: EntryID, act: TrainingInUse.Act)]?, _ row: Int64, _ db: Database) throws {
        let known = Set((old ?? []).map(\.id))
        for (id, act) in acts where !known.contains(id) {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO act_line VALUES (?, ?, ?, ?, ?)").execute(arguments: [
                Data(id.bytes), row, Data(act.account.bytes), act.day.number, act.kind.rawValue,
            ])
        }
    }

    private static func write(_ referral: Referral, _ row: Int64, _ db: Database) throws {
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

    private typealias Values = [(any DatabaseValueConvertible)?]

    private static func values(_ line: DueRow, _ row: Int64, at index: Int) -> Values {
        let due = line.due
        return [
            row << 16 | Int64(index), row, due.key, line.owner.rawValue, line.holder.map { Data($0.bytes) }, due.duty.rawValue,
            due.stage, due.at.seconds, due.act, due.supervisorFrom?.seconds, due.coordinatorFrom?.seconds,
        ]
    }

    /// All rows in one statement: asking for each costs more than writing it. `OR FAIL` as in the line of the case.
    private static func insert(_ table: String, _ rows: [Values], _ db: Database) throws {
        for start in stride(from: 0, to: rows.count, by: 16) {
            let some = rows[start..<min(start + 16, rows.count)]
            guard let sql = inserts[table]?[some.count - 1] else { continue }
            var all = Values()
            all.reserveCapacity(some.count * 11)
            for row in some { all += row }
            try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(all))
        }
    }

    /// The statement for one row, for two, up to sixteen, made once.
    private static let inserts: [String: [String]] = [
        "case_name(rowid, names)": 2, "person": 2, "link_line": 3, "barred": 2, "glass_line": 4, "due_line": 11,
    ].reduce(into: [:]) { statements, table in
        let row = "(" + Array(repeating: "?", count: table.value).joined(separator: ",") + ")"
        statements[table.key] = (1...16).map { count in
            "INSERT OR FAIL INTO \(table.key) VALUES " + Array(repeating: row, count: count).joined(separator: ",")
        }
    }
}
