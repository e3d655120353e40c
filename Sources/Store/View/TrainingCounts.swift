import Foundation
import GRDB
import Register

/// What the index holds of training to be counted.
extension CaseView {
    func attendees() throws -> [Attendee] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT workshop, account, mail, name, agency, post, sex, last, completed, gain, confident,
                        (SELECT max(expires) FROM certificate_line c
                            WHERE c.workshop = a.workshop AND c.participant = a.participant AND revoked IS NULL)
                    FROM attendee a ORDER BY last, workshop, participant
                    """
            ).compactMap { row in
                guard let workshop = ChronicleID(bytes: row[0] as Data) else { return nil }
                return Attendee(
                    workshop: workshop, account: (row[1] as Data?).flatMap { AccountID(bytes: $0) }, mail: row[2], name: row[3],
                    agency: AgencyCode(rawValue: row[4]), post: row[5], sex: row[6], lastDay: Day.epoch.adding(days: row[7]),
                    hasCompleted: row[8], gain: row[9], isConfident: row[10],
                    certificate: (row[11] as Int?).map { Day.epoch.adding(days: $0) })
            }
        }
    }

    func acts(from first: Day, to last: Day) throws -> [TrainingInUse.Act] {
        try db.read { db in
            try Row.fetchAll(
                db, sql: "SELECT account, day, kind FROM act_line WHERE day BETWEEN ? AND ?",
                arguments: [first.number, last.number]
            ).compactMap { row in
                guard let account = AccountID(bytes: row[0] as Data), let kind = TrainingInUse.Kind(rawValue: row[2]) else {
                    return nil
                }
                return TrainingInUse.Act(account: account, day: Day.epoch.adding(days: row[1]), kind: kind)
            }
        }
    }

    /// Each trainer once, by account, else by name, with the workshops they gave. Of a worker, the workshops they came to are known;
    /// nobody learnt in one they gave.
    func trainers() throws -> [(line: TrainerLine, workshops: Set<ChronicleID>)] {
        try db.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT t.account, t.name, t.workshop, w.last, t.trained_in FROM trainer_line t
                    JOIN workshop_line w ON w.chronicle = t.workshop ORDER BY t.name, w.last
                    """)
            let lessons = try Row.fetchAll(
                db,
                sql: """
                    SELECT a.account, w.chronicle, w.number FROM attendee a JOIN workshop_line w ON w.chronicle = a.workshop
                    WHERE a.account IN (SELECT account FROM trainer_line)
                    """)
            let byTrainer = Dictionary(grouping: rows) {
                ($0[0] as Data?).flatMap { AccountID(bytes: $0) }?.description ?? $0[1] as String
            }
            return byTrainer.values.compactMap { rows in
                guard let first = rows.first, let last = rows.map({ $0[3] as Int }).max() else { return nil }
                let account: Data? = first[0]
                let gave = Set(rows.map { $0[2] as Data })
                let learnt = lessons.filter { $0[0] as Data == account && !gave.contains($0[1] as Data) }.map { $0[2] as String }
                let line = TrainerLine(
                    account: account.flatMap { AccountID(bytes: $0) }, name: first[1],
                    trainedIn: Set(rows.compactMap { $0[4] as String? } + learnt).sorted(), workshops: gave.count,
                    last: Day.epoch.adding(days: last))
                return (line, Set(gave.compactMap { ChronicleID(bytes: $0) }))
            }.sorted { ($0.line.name, $0.line.account?.description ?? "") < ($1.line.name, $1.line.account?.description ?? "") }
        }
    }
}
