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
}
