import Foundation
import GRDB
import Register

/// The figures of each year, and the versions that were signed, in the index.
extension CaseView {
    /// Where the document of a signed version is kept.
    struct PublishedPlace {
        let line: PublishedLine
        let chronicle: ChronicleID
        let entry: EntryID
    }

    static let publicationSchema = """
        CREATE TABLE publication_line(
            chronicle BLOB PRIMARY KEY, year INTEGER NOT NULL UNIQUE, is_asked INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE published_line(
            year INTEGER NOT NULL, version INTEGER NOT NULL, chronicle BLOB NOT NULL, entry BLOB NOT NULL, digest TEXT NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY(year, version)) WITHOUT ROWID;

        """

    func update(_ publications: [(ChronicleID, Publication)]) throws {
        guard !publications.isEmpty else { return }
        try db.write { db in
            let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO publication_line VALUES (?, ?, ?)")
            let sign = try db.cachedStatement(sql: "INSERT OR REPLACE INTO published_line VALUES (?, ?, ?, ?, ?, ?)")
            for (id, publication) in publications {
                try put.execute(arguments: [Data(id.bytes), publication.year, publication.asking != nil])
                for version in publication.versions {
                    try sign.execute(arguments: [
                        publication.year, version.number, Data(id.bytes), Data(version.asked.act.id.bytes), version.asked.digest,
                        version.signed.at.seconds,
                    ])
                }
            }
        }
    }

    func chronicle(ofFigures year: Int) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT chronicle FROM publication_line WHERE year = ?"), arguments: [year]
            ).flatMap { ChronicleID(bytes: $0) }
        }
    }

    /// The years of which something was frozen, the newest first; perhaps only those that wait for a signature.
    func publicationYears(isAsked: Bool = false) throws -> [Int] {
        try db.read { db in
            try Int.fetchAll(
                db, sql: "SELECT year FROM publication_line WHERE is_asked OR NOT ? ORDER BY year DESC", arguments: [isAsked])
        }
    }

    /// What was signed, the newest first.
    func published(year: Int? = nil) throws -> [PublishedPlace] {
        try db.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT year, version, chronicle, entry, digest, at FROM published_line WHERE ?1 IS NULL OR year = ?1
                        ORDER BY year DESC, version DESC
                        """), arguments: [year]
            ).compactMap { row in
                guard let chronicle = ChronicleID(bytes: row[2] as Data), let entry = EntryID(bytes: row[3] as Data) else {
                    return nil
                }
                let line = PublishedLine(year: row[0], version: row[1], at: Moment(seconds: row[5]), digest: row[4])
                return PublishedPlace(line: line, chronicle: chronicle, entry: entry)
            }
        }
    }
}

/// Where something is missing, in the index.
extension CaseView {
    struct GapPlace {
        let chronicle: ChronicleID
        let number: String
        let agency: AgencyCode
    }

    func places(of chronicles: [ChronicleID]) throws -> [GapPlace] {
        try db.read { db in
            let find = try db.cachedStatement(sql: "SELECT chronicle, number, owner FROM case_line WHERE chronicle = ?")
            return try chronicles.compactMap { try Row.fetchOne(find, arguments: [Data($0.bytes)]).flatMap(CaseView.gapPlace) }
                .sorted { $0.number < $1.number }
        }
    }

    /// Cases opened in a span of time in which one of these is late.
    func late(_ keys: [String], opened: Range<Int>, at now: Moment) throws -> [GapPlace] {
        guard !keys.isEmpty else { return [] }
        let marks = Array(repeating: "?", count: keys.count).joined(separator: ", ")
        return try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT chronicle, number, case_line.owner FROM due_line JOIN case_line USING (row)
                    WHERE key IN (\(marks)) AND at < ? AND opened >= ? AND opened < ? ORDER BY number
                    """, arguments: StatementArguments(keys) + [now.seconds, opened.lowerBound, opened.upperBound]
            ).compactMap(CaseView.gapPlace)
        }
    }

    func lateReports(reported: Range<Int>, at now: Moment) throws -> [GapPlace] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT chronicle, number, agency FROM concern_line WHERE due < ? AND reported >= ? AND reported < ? ORDER BY number
                    """, arguments: [now.seconds, reported.lowerBound, reported.upperBound]
            ).compactMap(CaseView.gapPlace)
        }
    }

    private static func gapPlace(_ row: Row) -> GapPlace? {
        ChronicleID(bytes: row[0] as Data).map { GapPlace(chronicle: $0, number: row[1], agency: AgencyCode(rawValue: row[2])) }
    }
}
