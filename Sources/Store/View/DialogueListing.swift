import Foundation
import GRDB
import Register

/// The messages of the public in the index: whether somebody waits for an answer, and which reports are over.
extension CaseView {
    func update(_ dialogues: [(ChronicleID, Dialogue)]) throws {
        guard !dialogues.isEmpty else { return }
        try db.write { db in
            for (id, dialogue) in dialogues {
                guard let concern = dialogue.concern else { continue }
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO dialogue_line VALUES (?, ?, ?)").execute(
                    arguments: [Data(id.bytes), Data(concern.bytes), dialogue.waits])
            }
        }
    }

    /// The longest over first.
    func endedReports(on day: Day, for actor: Actor) throws -> [EndedReport] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, destroy_from FROM concern_line LEFT JOIN dialogue_line ON concern = concern_line.chronicle
                    WHERE destroy_from <= ? AND coalesce(waits, 0) = 0
                        AND concern_line.chronicle NOT IN (SELECT chronicle FROM concern_barred WHERE who IN (?, ?))
                    ORDER BY destroy_from, number LIMIT 100
                    """, arguments: [day.number] + CaseView.names(of: actor)
            ).map { EndedReport(number: $0[0], destroyFrom: Day.epoch.adding(days: $0[1])) }
        }
    }
}
