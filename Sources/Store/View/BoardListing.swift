import Foundation
import GRDB
import Register

/// Counts of what the index lists, for a dashboard: nothing of a single case.
extension CaseView {
    /// Whose lines are counted: everybody's, or those of an agency without the cases that somebody is kept out of.
    enum Scope {
        case country
        case agency(Actor)

        var condition: String {
            switch self {
            case .country: "1"
            case .agency: "owner = ? AND row NOT IN (SELECT row FROM barred WHERE who IN (?, ?))"
            }
        }

        var arguments: StatementArguments {
            switch self {
            case .country: []
            case .agency(let actor): [actor.agency.rawValue] + CaseView.names(of: actor)
            }
        }
    }

    /// Open cases of each agency.
    func openCases() throws -> [AgencyCode: Int] {
        try db.read { db in
            try counts(db, "SELECT owner, cases FROM case_count WHERE status = 'open' AND cases > 0", []) {
                AgencyCode(rawValue: $0)
            }
        }
    }

    /// Open cases of an agency by who leads each; nil for nobody.
    func openCases(for actor: Actor) throws -> [AccountID?: Int] {
        let scope = Scope.agency(actor)
        return try db.read { db in
            let sql = "SELECT assignee, count(*) FROM case_line WHERE status = 'open' AND \(scope.condition) GROUP BY assignee"
            return try counts(db, sql, scope.arguments) { (data: Data?) in data.flatMap { AccountID(bytes: $0) } }
        }
    }

    /// What should have been done, by agency, by whose it is and by how late: since the first of these moments, since the next, longer.
    /// An answer to a referral is not among them: it is counted where the agency that was asked is.
    func late(_ scope: Scope, at now: Moment, since: (Moment, Moment)) throws -> [(
        agency: AgencyCode, duty: String, lateness: Int, count: Int
    )] {
        try db.read { db in
            let sql = """
                SELECT owner, duty, CASE WHEN at > ? THEN 0 WHEN at > ? THEN 1 ELSE 2 END AS lateness, count(*) FROM due_line
                WHERE at <= ? AND key NOT GLOB 'referral.*' AND \(scope.condition) GROUP BY owner, duty, lateness
                """
            let arguments: StatementArguments = [since.0.seconds, since.1.seconds, now.seconds]
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments + scope.arguments).map {
                (AgencyCode(rawValue: $0[0]), $0[1], $0[2], $0[3])
            }
        }
    }

    /// Referrals that nobody answered in time, by the agency that was asked.
    func stalled(_ scope: Scope, at now: Moment) throws -> [AgencyCode: Int] {
        try db.read { db in
            let sql = """
                SELECT target, count(*) FROM referral_line JOIN case_line USING (row)
                WHERE referral_line.status = 'sent' AND due < ? AND \(scope.condition) GROUP BY target
                """
            let arguments: StatementArguments = [now.seconds]
            return try counts(db, sql, arguments + scope.arguments) { AgencyCode(rawValue: $0) }
        }
    }

    private func counts<Value: DatabaseValueConvertible, Key: Hashable>(
        _ db: Database, _ sql: String, _ arguments: StatementArguments, _ key: (Value) -> Key
    ) throws -> [Key: Int] {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).reduce(into: [:]) { $0[key($1[0])] = $1[1] as Int }
    }
}
