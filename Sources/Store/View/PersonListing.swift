import Foundation
import GRDB
import Matching
import Register

/// Who the cases are about, and what workers said of two of them, in the index.
extension CaseView {
    /// A person on record, with where their case stands.
    struct PersonLine: Sendable {
        let row: Int
        let number: String
        let owner: AgencyCode
        let person: KnownPerson
    }

    /// Everyone, or whoever stands in some cases.
    func people(where condition: String = "1", _ arguments: StatementArguments = []) throws -> [PersonLine] {
        try db.read { db in
            try Row.fetchAll(
                db, sql: "SELECT row, number, owner, line FROM person JOIN case_line USING (row) WHERE \(condition)",
                arguments: arguments
            ).compactMap { row in
                KnownPerson(line: row[3]).map {
                    PersonLine(row: row[0], number: row[1], owner: AgencyCode(rawValue: row[2]), person: $0)
                }
            }
        }
    }

    func people(assignedTo actor: Actor) throws -> [PersonLine] {
        try people(where: "owner = ? AND assignee = ?", [actor.agency.rawValue, Data(actor.account.bytes)])
    }

    /// Some people, those whose case changed last first.
    func latestPeople(of agency: AgencyCode?, page: Int, size: Int) throws -> [PersonLine] {
        try people(
            where: "(?1 IS NULL OR owner = ?1) ORDER BY changed DESC, number DESC LIMIT ?2 OFFSET ?3",
            [agency?.rawValue, size, page * size])
    }

    func people(at rows: [Int]) throws -> [PersonLine] {
        try people(where: "row IN (\(rows.map(String.init).joined(separator: ",")))")
    }

    /// The cases that an actor is kept out of.
    func barredRows(_ actor: Actor) throws -> Set<Int> {
        try db.read { db in
            try Set(Int.fetchAll(db, sql: "SELECT row FROM barred WHERE who IN (?, ?)", arguments: CaseView.names(of: actor)))
        }
    }

    func barredChronicles(_ actor: Actor) throws -> Set<ChronicleID> {
        try chronicles("SELECT chronicle FROM barred JOIN case_line USING (row) WHERE who IN (?, ?)", actor)
    }

    func barredIncidents(_ actor: Actor) throws -> Set<ChronicleID> {
        try chronicles("SELECT chronicle FROM incident_barred WHERE who IN (?, ?)", actor)
    }

    func barredConcerns(_ actor: Actor) throws -> Set<ChronicleID> {
        try chronicles("SELECT chronicle FROM concern_barred WHERE who IN (?, ?)", actor)
    }

    private func chronicles(_ sql: String, _ actor: Actor) throws -> Set<ChronicleID> {
        try db.read { db in
            let found = try Data.fetchAll(db.cachedStatement(sql: sql), arguments: CaseView.names(of: actor))
            return Set(found.compactMap { ChronicleID(bytes: $0) })
        }
    }

    func row(of chronicle: ChronicleID) throws -> Int? {
        try db.read { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT row FROM case_line WHERE chronicle = ?"), arguments: [Data(chronicle.bytes)])
        }
    }

    /// Pairs that workers linked as one person or told apart, as rows.
    func decisions() throws -> [(Int, Int, isSame: Bool)] {
        try db.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT row, target, kind FROM link_line WHERE kind IN ('same', 'different')")
            return try rows.compactMap { row in
                guard let target = ChronicleID(row[1] as String),
                    let other = try Int.fetchOne(
                        db.cachedStatement(sql: "SELECT row FROM case_line WHERE chronicle = ?"),
                        arguments: [Data(target.bytes)]), other > row[0]
                else { return nil }
                return (row[0], other, row[2] == "same")
            }
        }
    }
}
