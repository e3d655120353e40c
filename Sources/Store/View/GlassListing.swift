import Foundation
import GRDB
package import Register

/// A case that somebody opened in an emergency and nobody has reviewed yet.
package struct GlassLine: Sendable, Equatable {
    package let number: String
    package let who: AccountID
    package let at: Moment
}

/// Cases opened in an emergency, in the index.
extension CaseView {
    /// Those of the cases that a worker leads, the latest first.
    func glasses(of actor: Actor) throws -> [GlassLine] {
        try db.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT number, who, at FROM case_line CROSS JOIN glass_line USING (row) WHERE assignee = ? AND owner = ?
                            AND row NOT IN (SELECT row FROM barred WHERE barred.who IN (?, ?)) ORDER BY at DESC LIMIT 20
                        """),
                arguments: [Data(actor.account.bytes), actor.agency.rawValue] + CaseView.names(of: actor)
            ).compactMap { row in
                AccountID(bytes: row[1] as Data).map { GlassLine(number: row[0], who: $0, at: Moment(seconds: row[2])) }
            }
        }
    }

    /// What one worker opened in an emergency since then, until it is reviewed.
    func emergencies(by account: AccountID, since from: Moment) throws -> [(ChronicleID, Moment)] {
        try db.read { db in
            try Row.fetchAll(
                db, sql: "SELECT chronicle, at FROM glass_line JOIN case_line USING (row) WHERE who = ? AND at >= ?",
                arguments: [Data(account.bytes), from.seconds]
            ).compactMap { row in ChronicleID(bytes: row[0] as Data).map { ($0, Moment(seconds: row[1])) } }
        }
    }
}
