import Foundation
import GRDB
import Register

/// The incidents in the index.
extension CaseView {
    func update(_ incidents: [(ChronicleID, Incident)]) throws {
        guard !incidents.isEmpty else { return }
        touch(incidents.map(\.0))
        try db.write { db in
            let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO incident_line VALUES (?, ?, ?, ?, ?, ?)")
            let bar = try db.cachedStatement(sql: "INSERT INTO incident_barred VALUES (?, ?)")
            for (id, incident) in incidents {
                let key = Data(id.bytes)
                try put.execute(arguments: [
                    key, incident.number, incident.agency.rawValue, incident.leader.map { Data($0.bytes) }, incident.opened.seconds,
                    incident.people.count,
                ])
                try db.cachedStatement(sql: "DELETE FROM incident_barred WHERE chronicle = ?").execute(arguments: [key])
                for exclusion in incident.barred { try bar.execute(arguments: [key, CaseView.who(exclusion)]) }
            }
        }
    }

    func chronicle(ofIncident number: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(db.cachedStatement(sql: "SELECT chronicle FROM incident_line WHERE number = ?"), arguments: [number])
                .flatMap { ChronicleID(bytes: $0) }
        }
    }

    /// Those of the actor's agency that do not keep them out.
    func incidents(for actor: Actor, limit: Int) throws -> [IncidentLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, leader, opened, people FROM incident_line WHERE agency = ?
                        AND chronicle NOT IN (SELECT chronicle FROM incident_barred WHERE who IN (?, ?))
                    ORDER BY opened DESC, number DESC LIMIT ?
                    """, arguments: [actor.agency.rawValue] + CaseView.names(of: actor) + [limit]
            ).compactMap { row in
                guard let leader = AccountID(bytes: row[1] as Data) else { return nil }
                return IncidentLine(number: row[0], leader: leader, opened: Moment(seconds: row[2]), people: row[3])
            }
        }
    }
}
