import Foundation
import GRDB
import Register

/// Campaigns, their codes, and the calls they may count, in the index.
extension CaseView {
    struct CallRow {
        let call: Call
        /// When it was reported.
        let at: Moment
        let isTriaged: Bool
        let cases: [String]
        let incidents: [String]
    }

    /// Shape: a call is gone with its report; what is kept of it are totals in the vault (`Store.keepCalls`).
    static let campaignSchema = """
        CREATE TABLE campaign_line(
            chronicle BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, name TEXT NOT NULL, status TEXT NOT NULL, agency TEXT NOT NULL,
            changed INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE campaign_code(
            code TEXT PRIMARY KEY, chronicle BLOB NOT NULL, channel TEXT NOT NULL, wave TEXT NOT NULL, first INTEGER NOT NULL,
            is_live INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE call_line(
            chronicle BLOB PRIMARY KEY, day INTEGER NOT NULL, heard TEXT, code TEXT, is_triaged INTEGER NOT NULL,
            cases TEXT NOT NULL, incidents TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX call_by_day ON call_line(day);
        CREATE TRIGGER call_gone AFTER DELETE ON concern_line BEGIN DELETE FROM call_line WHERE chronicle = old.chronicle; END;

        """

    func update(_ campaigns: [(ChronicleID, Campaign)], by policy: Policy) throws {
        guard !campaigns.isEmpty else { return }
        touch(campaigns.map(\.0))
        let terms = policy.practice.campaigns
        try db.write { db in
            let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO campaign_line VALUES (?, ?, ?, ?, ?, ?)")
            let code = try db.cachedStatement(sql: "INSERT OR REPLACE INTO campaign_code VALUES (?, ?, ?, ?, ?, ?)")
            for (id, campaign) in campaigns {
                try put.execute(arguments: [
                    Data(id.bytes), campaign.number, campaign.name(by: terms), campaign.status.rawValue, campaign.agency.rawValue,
                    campaign.changed.seconds,
                ])
                let waves = campaign.waves(by: terms)
                for each in campaign.codes {
                    guard let wave = waves.first(where: { $0.id == each.wave }) else { continue }
                    try code.execute(arguments: [
                        each.code, Data(id.bytes), each.channel, wave.name, wave.from.number, campaign.status == .running,
                    ])
                }
            }
        }
    }

    func updateCalls(_ concerns: [(ChronicleID, Concern)], _ policy: Policy, _ db: Database) throws {
        let terms = policy.practice.campaigns
        let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO call_line VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (id, concern) in concerns {
            let day = policy.practice.calendar.zone.day(of: concern.reported).number
            let text = { (field: FieldID?) in field.flatMap { concern.answers[$0]?.text } }
            try put.execute(arguments: [
                Data(id.bytes), day, text(terms.heard), text(terms.code)?.uppercased(), concern.status == .triaged,
                concern.cases.joined(separator: ";"), concern.incidents.joined(separator: ";"),
            ])
        }
    }

    func chronicle(ofCampaign number: String) throws -> ChronicleID? {
        try db.read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT chronicle FROM campaign_line WHERE number = ?"), arguments: [number]
            ).flatMap { ChronicleID(bytes: $0) }
        }
    }

    func campaigns() throws -> [CampaignLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, name, status, agency, changed FROM campaign_line
                    ORDER BY status = 'ended', changed DESC, number DESC LIMIT 500
                    """
            ).map { row in
                CampaignLine(
                    number: row[0], name: row[1], status: Campaign.Status(rawValue: row[2]) ?? .absent,
                    agency: AgencyCode(rawValue: row[3]), changed: Moment(seconds: row[4]))
            }
        }
    }

    func calls(on days: Range<Int>) throws -> [CallRow] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT day, heard, code, is_triaged, cases, incidents, reported FROM call_line JOIN concern_line USING (chronicle)
                    WHERE day >= ? AND day < ? ORDER BY day, chronicle
                    """, arguments: [days.lowerBound, days.upperBound]
            ).map { row in
                let numbers = { (text: String) in text.split(separator: ";").map(String.init) }
                return CallRow(
                    call: Call(day: row[0], heard: row[1], code: row[2]), at: Moment(seconds: row[6]), isTriaged: row[3],
                    cases: numbers(row[4]), incidents: numbers(row[5]))
            }
        }
    }

    /// Those of some reports, which are about to go.
    func calls(of chronicles: [ChronicleID]) throws -> [Call] {
        try db.read { db in
            try chronicles.compactMap { id in
                try Row.fetchOne(
                    db.cachedStatement(sql: "SELECT day, heard, code FROM call_line WHERE chronicle = ?"),
                    arguments: [Data(id.bytes)]
                ).map { Call(day: $0[0], heard: $0[1], code: $0[2]) }
            }
        }
    }

    func firstCall() throws -> Int? { try db.read { try Int.fetchOne($0, sql: "SELECT min(day) FROM call_line") } }

    /// Those of the campaigns that run, whose wave has begun.
    func codes(on day: Int) throws -> [LiveCode] {
        try db.read { db in
            try Row.fetchAll(
                db, sql: "SELECT code, channel, wave FROM campaign_code WHERE is_live AND first <= ? ORDER BY code",
                arguments: [day]
            ).map { LiveCode(code: $0[0], channel: $0[1], wave: $0[2]) }
        }
    }

    func isCode(_ code: String) throws -> Bool {
        try db.read { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM campaign_code WHERE code = ?)"), arguments: [code]) ?? false
        }
    }

    /// The highest number that follows a prefix; 0 for none.
    func lastCode(_ prefix: String) throws -> Int {
        try db.read { db in
            try String.fetchAll(
                db, sql: "SELECT code FROM campaign_code WHERE substr(code, 1, ?) = ?", arguments: [prefix.count, prefix]
            )
            .compactMap { Int($0.dropFirst(prefix.count)) }.max() ?? 0
        }
    }
}
