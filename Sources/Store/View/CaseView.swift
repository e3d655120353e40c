import Foundation
import GRDB
package import Register
import Synchronization

/// A line of a list: what a worker sees before opening a case. It holds no name.
package struct CaseLine: Sendable, Equatable {
    package let number: String
    package let status: CaseFile.Status
    package let owner: AgencyCode
    package let isMine: Bool
    package let opened: Moment
    package let changed: Moment
}

/// A referral that waits for somebody.
package struct ReferralLine: Sendable, Equatable {
    package let number: String
    package let id: EntryID
    package let service: ServiceCode
    package let from: AgencyCode
    package let to: AgencyCode
    package let status: Referral.Status
    package let due: Moment
}

/// The disposable index in memory: rebuilt from the ledger, never on disk.
final class CaseView: Sendable {
    let db: DatabaseQueue
    /// Chronicles whose facts are older than what else is here.
    let stale = Mutex<Set<ChronicleID>>([])

    init() throws {
        var configuration = Configuration()
        configuration.keepTablesInMemory()
        db = try DatabaseQueue(configuration: configuration)
        try db.write {
            try $0.execute(
                sql: CaseView.schema + CaseView.campaignSchema + CaseView.publicationSchema + CaseView.factSchema
                    + CaseView.dueIndexes)
        }
    }

    /// Shape: `row` is the position of the case's first entry, so that a higher one was opened later. What waits in a case has the
    /// ids from `row` times 65,536.
    static let schema = """
        CREATE TABLE case_line(
            row INTEGER PRIMARY KEY, chronicle BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
            owner TEXT NOT NULL, assignee BLOB, opened INTEGER NOT NULL, changed INTEGER NOT NULL, destroy_from INTEGER);
        CREATE INDEX case_by_owner ON case_line(owner, changed DESC, number DESC);
        CREATE INDEX case_by_status ON case_line(owner, status, changed DESC, number DESC);
        CREATE INDEX case_by_worker ON case_line(assignee, changed DESC, number DESC);
        CREATE INDEX case_by_end ON case_line(owner, destroy_from) WHERE destroy_from IS NOT NULL;
        CREATE TABLE case_count(
            owner TEXT NOT NULL, status TEXT NOT NULL, cases INTEGER NOT NULL, PRIMARY KEY(owner, status)) WITHOUT ROWID;
        CREATE TABLE referral_line(
            id BLOB PRIMARY KEY, row INTEGER NOT NULL, service TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
            status TEXT NOT NULL, due INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX referral_by_target ON referral_line(target, status, due);
        CREATE INDEX referral_by_case ON referral_line(row);
        CREATE TABLE due_line(
            id INTEGER PRIMARY KEY, row INTEGER NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL, holder BLOB, duty TEXT NOT NULL,
            stage INTEGER NOT NULL, at INTEGER NOT NULL, act TEXT NOT NULL, supervisor_from INTEGER, coordinator_from INTEGER);
        CREATE TABLE glass_line(id BLOB PRIMARY KEY, row INTEGER NOT NULL, who BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX glass_by_case ON glass_line(row);
        CREATE TABLE barred(row INTEGER NOT NULL, who BLOB NOT NULL, PRIMARY KEY(who, row)) WITHOUT ROWID;
        CREATE INDEX barred_by_case ON barred(row);
        CREATE TABLE concern_line(
            chronicle BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, urgency TEXT NOT NULL, status TEXT NOT NULL,
            agency TEXT NOT NULL, reporter BLOB NOT NULL, reported INTEGER NOT NULL, due INTEGER,
            destroy_from INTEGER) WITHOUT ROWID;
        CREATE INDEX concern_by_due ON concern_line(due);
        CREATE TABLE concern_desk(agency TEXT NOT NULL, chronicle BLOB NOT NULL, PRIMARY KEY(agency, chronicle)) WITHOUT ROWID;
        CREATE INDEX desk_by_concern ON concern_desk(chronicle);
        CREATE TABLE concern_barred(chronicle BLOB NOT NULL, who BLOB NOT NULL, PRIMARY KEY(who, chronicle)) WITHOUT ROWID;
        CREATE INDEX barred_by_concern ON concern_barred(chronicle);
        CREATE INDEX concern_by_end ON concern_line(destroy_from) WHERE destroy_from IS NOT NULL;
        CREATE TABLE dialogue_line(
            chronicle BLOB PRIMARY KEY, concern BLOB NOT NULL UNIQUE, waits INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE person(row INTEGER PRIMARY KEY, line TEXT NOT NULL);
        CREATE TABLE link_line(
            row INTEGER NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY(row, target)) WITHOUT ROWID;
        CREATE TABLE destruction_line(
            chronicle BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, case_number TEXT NOT NULL, agency TEXT NOT NULL,
            at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE incident_line(
            chronicle BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, agency TEXT NOT NULL, leader BLOB NOT NULL,
            opened INTEGER NOT NULL, people INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX incident_by_agency ON incident_line(agency, opened DESC, number DESC);
        CREATE TABLE incident_barred(chronicle BLOB NOT NULL, who BLOB NOT NULL, PRIMARY KEY(who, chronicle)) WITHOUT ROWID;
        CREATE INDEX barred_by_incident ON incident_barred(chronicle);
        CREATE TABLE provider_line(
            chronicle BLOB PRIMARY KEY, status TEXT NOT NULL, name TEXT NOT NULL, agency TEXT NOT NULL, services TEXT NOT NULL,
            districts TEXT NOT NULL, languages TEXT NOT NULL, capacity TEXT, hours TEXT, audience TEXT, checked TEXT) WITHOUT ROWID;
        CREATE INDEX provider_by_name ON provider_line(status, name);
        CREATE TABLE account(id BLOB PRIMARY KEY, state BLOB NOT NULL) WITHOUT ROWID;
        CREATE VIRTUAL TABLE case_name USING fts5(names, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4');
        INSERT INTO case_name(case_name, rank) VALUES('automerge', 2);

        """ + trainingSchema + exportSchema

    /// Of what waits in all cases: made at the end of a fill, since one by one costs more than all at once.
    private static let dueIndexes = """
        CREATE INDEX IF NOT EXISTS due_by_holder ON due_line(holder, at);
        CREATE INDEX IF NOT EXISTS due_by_owner ON due_line(owner, duty, at);
        """

    func dropIndexes() throws {
        try db.write { try $0.execute(sql: "DROP INDEX IF EXISTS due_by_holder; DROP INDEX IF EXISTS due_by_owner") }
    }

    func makeIndexes() throws { try db.write { try $0.execute(sql: CaseView.dueIndexes) } }

    func update(_ files: [Store.Indexed], by policy: Policy) throws {
        try db.write { db in for each in files { try update(each, policy, db) } }
        touch(files.map(\.id))
    }

    func touch(_ chronicles: [ChronicleID]) { stale.withLock { $0.formUnion(chronicles) } }

    private func update(_ each: Store.Indexed, _ policy: Policy, _ db: Database) throws {
        let parts = each.parts ?? CaseParts(each.file, policy)
        let known = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT row, owner, status FROM case_line WHERE chronicle = ?"),
            arguments: [Data(each.id.bytes)])
        let row: Int64 = known.map { $0[0] } ?? Int64(each.position)
        try write(each, row, isNew: known == nil, policy, db)
        let place = (owner: each.file.owner.rawValue, status: each.file.status.rawValue)
        let old = known.map { (owner: $0[1] as String, status: $0[2] as String) }
        if old.map({ $0 != place }) ?? true {
            if let old { try CaseView.count(-1, old, db) }
            try CaseView.count(1, place, db)
        }
        try parts.write(after: each.before.map { CaseParts($0, policy) }, isNew: known == nil, row, db)
    }

    /// An agency's cases are counted as they come and go. In code, since a trigger costs a journal for each statement.
    static func count(_ change: Int, _ place: (owner: String, status: String), _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE OR FAIL case_count SET cases = cases + ? WHERE owner = ? AND status = ?").execute(
            arguments: [change, place.owner, place.status])
        guard db.changesCount == 0 else { return }
        try db.cachedStatement(sql: "INSERT OR FAIL INTO case_count VALUES (?, ?, ?)").execute(
            arguments: [place.owner, place.status, change])
    }

    /// Shape: `OR FAIL` spares the journal of each statement, and with it a flush of the index of names; the transaction as a whole
    /// is rolled back all the same.
    private func write(_ each: Store.Indexed, _ row: Int64, isNew: Bool, _ policy: Policy, _ db: Database) throws {
        let file = each.file
        let end = file.destroyFrom(by: policy.practice)?.number
        let assignee = file.assignee.map { Data($0.bytes) }
        if isNew {
            try db.cachedStatement(sql: "INSERT OR FAIL INTO case_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
                row, Data(each.id.bytes), file.number, file.status.rawValue, file.owner.rawValue, assignee, file.opened.seconds,
                file.changed.seconds, end,
            ])
        } else {
            try db.cachedStatement(
                sql: "UPDATE OR FAIL case_line SET status = ?, owner = ?, assignee = ?, changed = ?, destroy_from = ? WHERE row = ?"
            ).execute(arguments: [file.status.rawValue, file.owner.rawValue, assignee, file.changed.seconds, end, row])
        }
    }

    func chronicle(ofNumber number: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(db.cachedStatement(sql: "SELECT chronicle FROM case_line WHERE number = ?"), arguments: [number])
                .flatMap { ChronicleID(bytes: $0) }
        }
    }

    func everyCase() throws -> [ChronicleID] {
        try db.read { db in
            try Data.fetchAll(db, sql: "SELECT chronicle FROM case_line").compactMap { ChronicleID(bytes: $0) }
        }
    }

    /// Of whatever has numbers of this kind: cases, reports, certificates.
    /// The agency that leads a case, as the index has it.
    func owner(of id: ChronicleID) throws -> AgencyCode? {
        try db.read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT owner FROM case_line WHERE chronicle = ?"), arguments: [Data(id.bytes)]
            ).map { AgencyCode($0) }
        }
    }

    func lastNumber(prefix: String) throws -> String? {
        try db.read { db in
            try ["case_line", "concern_line", "incident_line", "destruction_line", "workshop_line", "campaign_line", "export_line"]
                .lazy.compactMap { table in
                    try String.fetchOne(
                        db,
                        sql:
                            "SELECT number FROM \(table) WHERE number GLOB ? || '*' ORDER BY length(number) DESC, number DESC LIMIT 1",
                        arguments: [prefix])
                }.first
        }
    }

    /// The referrals to or from an agency in one status, the most urgent first.
    func referrals(
        to target: AgencyCode?, from source: AgencyCode?, _ status: Referral.Status, for actor: Actor
    ) throws -> [ReferralLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, id, service, source, target, referral_line.status, due FROM referral_line JOIN case_line USING (row)
                    WHERE (?1 IS NULL OR target = ?1) AND (?2 IS NULL OR source = ?2) AND referral_line.status = ?3
                        AND row NOT IN (SELECT row FROM barred WHERE who IN (?4, ?5)) ORDER BY due LIMIT 200
                    """,
                arguments: [target?.rawValue, source?.rawValue, status.rawValue] + CaseView.names(of: actor)
            ).compactMap { row in
                guard let id = EntryID(bytes: row[1] as Data) else { return nil }
                return ReferralLine(
                    number: row[0], id: id, service: ServiceCode(rawValue: row[2]), from: AgencyCode(rawValue: row[3]),
                    to: AgencyCode(rawValue: row[4]), status: Referral.Status(rawValue: row[5]) ?? .sent,
                    due: Moment(seconds: row[6]))
            }
        }
    }

    /// Everything in it as sorted text, to compare a live view with a rebuilt one.
    func dump() throws -> [String] {
        try db.read { db in
            try
                ([
                    "SELECT hex(chronicle), number, status, owner, hex(assignee), opened, changed, destroy_from FROM case_line",
                    "SELECT number, case_number, agency, at FROM destruction_line",
                    "SELECT hex(id), number, service, source, target, r.status, due FROM referral_line r JOIN case_line USING (row)",
                    "SELECT owner, status, cases FROM case_count WHERE cases > 0",
                    "SELECT number, key, d.owner, hex(holder), duty, stage, at, act FROM due_line d JOIN case_line USING (row)",
                    "SELECT number, hex(id), hex(who), at FROM glass_line JOIN case_line USING (row)",
                    "SELECT number, urgency, status, agency, reported, due, destroy_from FROM concern_line",
                    "SELECT hex(chronicle), hex(concern), waits FROM dialogue_line",
                    "SELECT hex(chronicle), agency FROM concern_desk",
                    "SELECT hex(chronicle), hex(who) FROM concern_barred",
                    "SELECT number, agency, hex(leader), opened, people FROM incident_line",
                    "SELECT number, hex(who) FROM incident_barred JOIN incident_line USING (chronicle)",
                    "SELECT status, name, agency, services, districts, languages, capacity, hours, audience, checked FROM provider_line",
                    "SELECT number, name, status, agency, changed FROM campaign_line",
                    "SELECT code, channel, wave, first, is_live FROM campaign_code",
                    "SELECT number, agency, hex(asker), status, format, recipient, changed FROM export_line",
                    "SELECT hex(chronicle), year, is_asked FROM publication_line",
                    "SELECT year, version, hex(entry), digest, at FROM published_line",
                    "SELECT number, day, heard, code, is_triaged, cases, incidents FROM call_line JOIN concern_line USING (chronicle)",
                    "SELECT number, hex(who) FROM barred JOIN case_line USING (row)",
                    "SELECT hex(chronicle), hex(facts) FROM fact_line",
                    "SELECT number, line FROM person JOIN case_line USING (row)",
                    "SELECT number, target, kind FROM link_line JOIN case_line USING (row)",
                    "SELECT number, names FROM case_name JOIN case_line ON case_line.row = case_name.rowid",
                ] + CaseView.trainingDump).flatMap { sql in try Row.fetchAll(db, sql: sql).map(\.description) }.sorted()
        }
    }
}
