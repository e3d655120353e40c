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
    func updateGlass(_ file: CaseFile, _ row: Int64, _ db: Database) throws {
        let open = file.status == .absent ? [] : file.broken.filter { $0.isJustified == nil }
        let known = try Set(
            Data.fetchAll(db.cachedStatement(sql: "SELECT id FROM glass_line WHERE row = ?"), arguments: [row]))
        let wanted = Set(open.map { Data($0.id.bytes) })
        guard known != wanted else { return }
        try db.cachedStatement(sql: "DELETE FROM glass_line WHERE row = ?").execute(arguments: [row])
        for broken in open {
            try db.cachedStatement(sql: "INSERT INTO glass_line VALUES (?, ?, ?, ?)").execute(arguments: [
                Data(broken.id.bytes), row, Data(broken.by.bytes), broken.at.seconds,
            ])
        }
    }

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
}
