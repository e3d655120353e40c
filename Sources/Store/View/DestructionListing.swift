import Foundation
import GRDB
import Register

/// Cases whose time is over, and what is left of those that were destroyed.
extension CaseView {
    func update(_ destructions: [(ChronicleID, Destruction)]) throws {
        guard !destructions.isEmpty else { return }
        try db.write { db in
            for (id, destruction) in destructions {
                guard let certificate = destruction.certificate else { continue }
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO destruction_line VALUES (?, ?, ?, ?, ?)").execute(arguments: [
                    Data(id.bytes), certificate.number, certificate.kind == nil ? certificate.caseNumber : certificate.report ?? "",
                    certificate.agency.rawValue, destruction.at.seconds,
                ])
            }
        }
    }

    /// Takes a case or a report out of every list and count, and overwrites what it said.
    func forget(_ chronicle: ChronicleID) throws {
        try db.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            defer { try? db.execute(sql: "PRAGMA secure_delete = OFF") }
            try db.inTransaction {
                for table in ["concern_line", "concern_desk", "concern_barred", "dialogue_line", "fact_line"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE chronicle = ?", arguments: [Data(chronicle.bytes)])
                }
                try CaseView.forget(workshop: Data(chronicle.bytes), db)
                guard
                    let line = try Row.fetchOne(
                        db, sql: "SELECT row, owner, status FROM case_line WHERE chronicle = ?", arguments: [Data(chronicle.bytes)])
                else { return .commit }
                let row: Int64 = line[0]
                try CaseView.count(-1, (line[1], line[2]), db)
                for table in ["referral_line", "due_line", "glass_line", "barred", "person", "link_line", "act_line", "case_line"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE row = ?", arguments: [row])
                }
                try db.execute(sql: "DELETE FROM case_name WHERE rowid = ?", arguments: [row])
                // A word stays in the index of names until its parts are merged.
                try db.execute(sql: "INSERT INTO case_name(case_name) VALUES ('optimize')")
                return .commit
            }
        }
    }

    /// Closed cases of an agency whose time is over on a day, the longest over first.
    func ended(_ agency: AgencyCode, on day: Day, for actor: Actor) throws -> [EndedLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, destroy_from FROM case_line WHERE owner = ? AND destroy_from <= ?
                        AND row NOT IN (SELECT row FROM barred WHERE who IN (?, ?)) ORDER BY destroy_from, number LIMIT 500
                    """, arguments: [agency.rawValue, day.number] + CaseView.names(of: actor)
            ).map { EndedLine(number: $0[0], destroyFrom: Day.epoch.adding(days: $0[1])) }
        }
    }

    func destructions(of agency: AgencyCode) throws -> [DestructionLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT number, case_number, at FROM destruction_line WHERE agency = ? ORDER BY at DESC, number DESC LIMIT 500",
                arguments: [agency.rawValue]
            ).map { DestructionLine(number: $0[0], caseNumber: $0[1], at: Moment(seconds: $0[2])) }
        }
    }

    func chronicle(ofDestruction number: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(db, sql: "SELECT chronicle FROM destruction_line WHERE number = ?", arguments: [number])
                .flatMap { ChronicleID(bytes: $0) }
        }
    }
}
