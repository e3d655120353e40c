import Foundation
import GRDB
import Register

/// Certificates in the index, and what an account came to.
extension CaseView {
    private static let certificates = """
        SELECT serial, number, title, agency, participant, issued, expires, revoked, topic FROM certificate_line c
        JOIN workshop_line w ON w.chronicle = c.workshop
        """

    private static func line(_ row: Row) -> CertificateLine? {
        guard let participant = EntryID(bytes: row[4] as Data) else { return nil }
        return CertificateLine(
            serial: row[0], workshop: row[1], title: row[2], topic: row[8], agency: AgencyCode(rawValue: row[3]),
            participant: participant, issued: Day.epoch.adding(days: row[5]), expires: Day.epoch.adding(days: row[6]),
            isRevoked: row[7] != nil)
    }

    func workshop(ofSerial serial: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT workshop FROM certificate_line WHERE serial = ?"), arguments: [serial]
            ).flatMap { ChronicleID(bytes: $0) }
        }
    }

    func certificates(of account: AccountID) throws -> [CertificateLine] {
        try db.read { db in
            try Row.fetchAll(
                db, sql: CaseView.certificates + " WHERE account = ? ORDER BY issued DESC, serial", arguments: [Data(account.bytes)]
            ).compactMap(CaseView.line)
        }
    }

    /// Of people who have none of the same topic that lasts longer.
    func certificates(expiringFrom first: Day, to last: Day) throws -> [CertificateLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: CaseView.certificates + """
                     WHERE expires BETWEEN ?1 AND ?2 AND revoked IS NULL AND NOT EXISTS (SELECT 1 FROM certificate_line later
                        WHERE later.person = c.person AND later.topic = c.topic AND later.revoked IS NULL
                            AND later.expires > c.expires)
                    ORDER BY expires, serial LIMIT 500
                    """, arguments: [first.number, last.number]
            ).compactMap(CaseView.line)
        }
    }

    /// Of one of these topics; of any where there are none.
    func hasCertificate(_ account: AccountID, of topics: [String], on day: Day) throws -> Bool {
        try db.read { db in
            let held = try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT topic FROM certificate_line
                        WHERE account = ? AND issued <= ? AND expires >= ? AND coalesce(revoked, 99999999) > ?
                        """), arguments: [Data(account.bytes), day.number, day.number, day.number])
            return topics.isEmpty ? !held.isEmpty : held.contains(where: topics.contains)
        }
    }

    /// The workshops that an account came to, and as whom.
    func attendances(of account: AccountID) throws -> [(ChronicleID, EntryID)] {
        try db.read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT workshop, participant FROM attendee WHERE account = ? ORDER BY last DESC"),
                arguments: [Data(account.bytes)]
            ).compactMap { row in
                guard let workshop = ChronicleID(bytes: row[0] as Data), let participant = EntryID(bytes: row[1] as Data) else {
                    return nil
                }
                return (workshop, participant)
            }
        }
    }
}
