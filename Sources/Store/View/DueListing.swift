import Foundation
import GRDB
package import Register

/// Something that waits, as a list shows it. It holds no name of a person in a case.
package struct DueLine: Sendable, Equatable {
    package let number: String
    /// The rule, or what else it is: `task`, `referral`, `rescreening`, `recovery`, `appointment`.
    package let key: String
    package let owner: AgencyCode
    package let holder: AccountID?
    package let stage: Int
    package let at: Moment
    package let act: String
}

/// What waits, and who is kept out, in the index.
extension CaseView {
    /// The two names by which an actor may be barred.
    static func names(of actor: Actor) -> StatementArguments { [Data(actor.account.bytes), Data(actor.agency.rawValue.utf8)] }

    static func isBarred(_ actor: Actor, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM barred WHERE who IN (?, ?))"), arguments: names(of: actor))
            ?? false
    }

    static func who(_ exclusion: Exclusion) -> Data {
        switch exclusion {
        case .worker(let account): Data(account.bytes)
        case .agency(let agency): Data(agency.rawValue.utf8)
        }
    }

    /// Which lines: those of a worker, those of an agency by duty, what came to its supervisor, what came to the focal point.
    enum DueList {
        case held(by: AccountID, of: AgencyCode)
        case duty(Deadline.Duty, of: AgencyCode)
        case escalated(AgencyCode, at: Moment)
        case national(at: Moment)

        fileprivate var condition: (sql: String, arguments: StatementArguments) {
            switch self {
            case .held(let account, let agency):
                ("holder = ? AND due_line.owner = ?", [Data(account.bytes), agency.rawValue])
            case .duty(let duty, let agency): ("due_line.owner = ? AND duty = ?", [agency.rawValue, duty.rawValue])
            case .escalated(let agency, let now):
                // What has gone on to the supervisor is late itself, so that the index by time finds it.
                (
                    "due_line.owner = ? AND duty IN ('worker', 'decider') AND at <= ? AND supervisor_from <= ?",
                    [agency.rawValue, now.seconds, now.seconds]
                )
            case .national(let now):
                (
                    """
                    due_line.owner IN (SELECT owner FROM case_count) AND duty IN ('worker', 'decider', 'supervisor') AND at <= ?
                        AND coordinator_from <= ?
                    """, [now.seconds, now.seconds]
                )
            }
        }
    }

    /// The most urgent first, at most `limit`, and how many there are.
    func dues(_ list: DueList, for actor: Actor, limit: Int) throws -> (lines: [DueLine], count: Int) {
        let (condition, arguments) = list.condition
        return try db.read { db in
            let from =
                "FROM due_line JOIN case_line USING (row) WHERE \(condition) AND row NOT IN (SELECT row FROM barred WHERE who IN (?, ?))"
            let all = arguments + CaseView.names(of: actor)
            let sql = "SELECT number, key, due_line.owner, holder, stage, at, act \(from) ORDER BY at, number LIMIT ?"
            let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: all + [limit])
            let count =
                rows.count < limit
                ? rows.count
                : try Int.fetchOne(
                    db.cachedStatement(sql: "SELECT count(*) \(from)"), arguments: all) ?? rows.count
            return (rows.map(CaseView.dueLine), count)
        }
    }

    private static func dueLine(_ row: Row) -> DueLine {
        DueLine(
            number: row[0], key: row[1], owner: AgencyCode(rawValue: row[2]),
            holder: (row[3] as Data?).flatMap { AccountID(bytes: $0) }, stage: row[4], at: Moment(seconds: row[5]), act: row[6])
    }
}
