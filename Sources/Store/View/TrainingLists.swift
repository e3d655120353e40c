import Foundation
import GRDB
import Register

/// Lists and look-ups of training in the index.
extension CaseView {
    func courses() throws -> [CourseLine] {
        try db.read { db in
            try Row.fetchAll(
                db, sql: "SELECT chronicle, status, title, topic, version FROM course_line ORDER BY status, title, chronicle"
            ).compactMap { row in
                guard let id = ChronicleID(bytes: row[0] as Data) else { return nil }
                return CourseLine(
                    id: id, status: Course.Status(rawValue: row[1]) ?? .absent, title: row[2], topic: row[3], version: row[4])
            }
        }
    }

    func isCourse(_ id: ChronicleID) throws -> Bool {
        try db.read { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM course_line WHERE chronicle = ?)"),
                arguments: [Data(id.bytes)]) ?? false
        }
    }

    func chronicle(ofWorkshop number: String) throws -> ChronicleID? { try workshop(by: "number", number) }
    func chronicle(ofWorkshopCode code: String) throws -> ChronicleID? { try workshop(by: "code", code) }

    private func workshop(by column: String, _ value: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT chronicle FROM workshop_line WHERE \(column) = ?"), arguments: [value]
            ).flatMap { ChronicleID(bytes: $0) }
        }
    }

    func workshop(ofSerial serial: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT workshop FROM certificate_line WHERE serial = ?"), arguments: [serial]
            ).flatMap { ChronicleID(bytes: $0) }
        }
    }

    func participant(ofToken hash: String) throws -> (workshop: ChronicleID, participant: EntryID)? {
        try db.read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT workshop, participant FROM training_token WHERE hash = ?"), arguments: [hash])
            guard let row, let workshop = ChronicleID(bytes: row[0] as Data), let participant = EntryID(bytes: row[1] as Data)
            else {
                return nil
            }
            return (workshop, participant)
        }
    }

    /// Those to come first, the next before all; then those that were, the last before all.
    func workshops(limit: Int) throws -> [WorkshopLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, status, title, place, online, first, last, people, waiting, capacity FROM workshop_line
                    ORDER BY status <> 'planned', CASE status WHEN 'planned' THEN first ELSE -first END, number LIMIT ?
                    """, arguments: [limit]
            ).map { row in
                WorkshopLine(
                    number: row[0], status: Workshop.Status(rawValue: row[1]) ?? .absent, title: row[2], place: row[3],
                    isOnline: row[4], first: Day.epoch.adding(days: row[5]), last: Day.epoch.adding(days: row[6]), people: row[7],
                    waiting: row[8], capacity: row[9])
            }
        }
    }

    /// Held workshops whose last day lies between two days.
    func held(to last: Day, from first: Day) throws -> [ChronicleID] {
        try db.read { db in
            try Data.fetchAll(
                db, sql: "SELECT chronicle FROM workshop_line WHERE status = 'held' AND last BETWEEN ? AND ? ORDER BY last",
                arguments: [first.number, last.number]
            ).compactMap { ChronicleID(bytes: $0) }
        }
    }

    /// Planned workshops that are not over, the next before all.
    func planned(from day: Day) throws -> [ChronicleID] {
        try db.read { db in
            try Data.fetchAll(
                db, sql: "SELECT chronicle FROM workshop_line WHERE status = 'planned' AND last >= ? ORDER BY last, number",
                arguments: [day.number]
            ).compactMap { ChronicleID(bytes: $0) }
        }
    }

    // MARK: Certificates

    private static let certificates = """
        SELECT serial, number, title, agency, participant, issued, expires, revoked FROM certificate_line c
        JOIN workshop_line w ON w.chronicle = c.workshop
        """

    private static func line(_ row: Row) -> CertificateLine? {
        guard let participant = EntryID(bytes: row[4] as Data) else { return nil }
        return CertificateLine(
            serial: row[0], workshop: row[1], title: row[2], agency: AgencyCode(rawValue: row[3]), participant: participant,
            issued: Day.epoch.adding(days: row[5]), expires: Day.epoch.adding(days: row[6]), isRevoked: row[7] != nil)
    }

    func certificates(of account: AccountID) throws -> [CertificateLine] {
        try db.read { db in
            try Row.fetchAll(
                db, sql: CaseView.certificates + " WHERE account = ? ORDER BY issued DESC, serial", arguments: [Data(account.bytes)]
            ).compactMap(CaseView.line)
        }
    }

    func certificates(expiringFrom first: Day, to last: Day) throws -> [CertificateLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: CaseView.certificates + """
                     WHERE expires BETWEEN ?1 AND ?2 AND revoked IS NULL AND NOT EXISTS (SELECT 1 FROM certificate_line later
                        WHERE later.person = c.person AND later.revoked IS NULL AND later.expires > c.expires)
                    ORDER BY expires, serial LIMIT 500
                    """, arguments: [first.number, last.number]
            ).compactMap(CaseView.line)
        }
    }

    func hasCertificate(_ account: AccountID, on day: Day) throws -> Bool {
        try db.read { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM certificate_line
                        WHERE account = ? AND issued <= ? AND expires >= ? AND coalesce(revoked, 99999999) > ?)
                        """),
                arguments: [Data(account.bytes), day.number, day.number, day.number]) ?? false
        }
    }

    // MARK: Counting

    func attendees() throws -> [Attendee] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT a.person, a.account, a.agency, post, sex, last, gain, confident,
                        (SELECT max(expires) FROM certificate_line c
                            WHERE c.workshop = a.workshop AND c.participant = a.participant AND revoked IS NULL)
                    FROM attendee a
                    """
            ).map { row in
                Attendee(
                    person: row[0], account: (row[1] as Data?).flatMap { AccountID(bytes: $0) },
                    agency: AgencyCode(rawValue: row[2]), post: row[3], sex: row[4], lastDay: Day.epoch.adding(days: row[5]),
                    gain: row[6], isConfident: row[7], certificate: (row[8] as Int?).map { Day.epoch.adding(days: $0) })
            }
        }
    }

    /// The last day of the first workshop that each account came to.
    func trainedOn() throws -> [AccountID: Day] {
        try db.read { db in
            try Row.fetchAll(
                db, sql: "SELECT account, min(last) FROM attendee WHERE account IS NOT NULL GROUP BY account"
            ).reduce(into: [:]) { days, row in
                if let account = AccountID(bytes: row[0] as Data) { days[account] = Day.epoch.adding(days: row[1]) }
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

    /// Each trainer once, by account, else by name. Of a worker, the workshops they came to themselves are known.
    func trainers() throws -> [TrainerLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.account, max(t.name), count(DISTINCT t.workshop), max(w.last),
                        (SELECT count(DISTINCT a.person) FROM attendee a WHERE a.workshop IN (
                            SELECT workshop FROM trainer_line o WHERE
                            CASE WHEN o.account IS NULL THEN 'n' || o.name ELSE hex(o.account) END
                            = CASE WHEN t.account IS NULL THEN 'n' || t.name ELSE hex(t.account) END)),
                        coalesce(group_concat(DISTINCT t.trained_in), ''),
                        coalesce((SELECT group_concat(DISTINCT v.number) FROM attendee a JOIN workshop_line v ON v.chronicle = a.workshop
                            WHERE a.account = t.account), '')
                    FROM trainer_line t JOIN workshop_line w ON w.chronicle = t.workshop
                    GROUP BY CASE WHEN t.account IS NULL THEN 'n' || t.name ELSE hex(t.account) END ORDER BY max(t.name)
                    """
            ).map { row in
                let said = (row[5] as String).split(separator: ",").map(String.init)
                let known = (row[6] as String).split(separator: ",").map(String.init)
                return TrainerLine(
                    account: (row[0] as Data?).flatMap { AccountID(bytes: $0) }, name: row[1],
                    trainedIn: Set(said + known).sorted(), workshops: row[2], people: row[4], last: Day.epoch.adding(days: row[3]))
            }
        }
    }
}
