import Foundation
import GRDB
import Register

/// Files for partners in the index, and whose cases may be in one.
extension CaseView {
    static let exportSchema = """
        CREATE TABLE export_line(
            chronicle BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, agency TEXT NOT NULL, asker BLOB NOT NULL, status TEXT NOT NULL,
            format TEXT NOT NULL, recipient TEXT NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX export_by_agency ON export_line(agency, status, changed);

        """

    func update(_ exports: [(ChronicleID, Export)]) throws {
        guard !exports.isEmpty else { return }
        try db.write { db in
            let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO export_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            for (id, export) in exports {
                guard let format = export.request?.format ?? export.taken?.format, let asker = export.asker else { continue }
                try put.execute(arguments: [
                    Data(id.bytes), export.number, export.agency.rawValue, Data(asker.bytes), export.status.rawValue,
                    format, export.request?.recipient ?? "", export.changed.seconds,
                ])
            }
        }
    }

    func chronicle(ofExport number: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT chronicle FROM export_line WHERE number = ?"), arguments: [number]
            ).flatMap { ChronicleID(bytes: $0) }
        }
    }

    /// Those of an agency, the latest changed first.
    func exports(of agency: AgencyCode) throws -> [ExportLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, asker, status, format, recipient, changed FROM export_line WHERE agency = ?
                    ORDER BY changed DESC, number DESC LIMIT 500
                    """, arguments: [agency.rawValue]
            ).compactMap { row in
                guard let asker = AccountID(bytes: row[1] as Data) else { return nil }
                return ExportLine(
                    number: row[0], asker: asker, status: Export.Status(rawValue: row[2]) ?? .absent, format: row[3],
                    recipient: row[4], changed: Moment(seconds: row[5]))
            }
        }
    }

    /// Every export of which a file was made, also one that was withdrawn afterwards.
    func exportsMade() throws -> [ChronicleID] {
        try db.read { db in
            try Data.fetchAll(db, sql: "SELECT chronicle FROM export_line WHERE status IN ('made', 'withdrawn') ORDER BY number")
                .compactMap { ChronicleID(bytes: $0) }
        }
    }

    /// Cases that an agency leads or helps in, opened in a time, without those that keep the actor out.
    func casesOpened(_ time: Range<Moment>, for actor: Actor) throws -> [ChronicleID] {
        try db.read { db in
            try Data.fetchAll(
                db,
                sql: """
                    SELECT chronicle FROM case_line WHERE opened >= ?1 AND opened < ?2
                        AND (owner = ?3 OR row IN (SELECT row FROM referral_line WHERE target = ?3 AND status = 'accepted'))
                        AND row NOT IN (SELECT row FROM barred WHERE who IN (?4, ?5)) ORDER BY row
                    """,
                arguments: [time.lowerBound.seconds, time.upperBound.seconds, actor.agency.rawValue] + CaseView.names(of: actor)
            ).compactMap { ChronicleID(bytes: $0) }
        }
    }
}
