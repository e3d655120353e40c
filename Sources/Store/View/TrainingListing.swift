import Foundation
import GRDB
import Register

/// Courses and workshops in the index. No name of a participant is in it; a token and a person stand by their hashes.
extension CaseView {
    static let trainingSchema = """
        CREATE TABLE course_line(
            chronicle BLOB PRIMARY KEY, status TEXT NOT NULL, title TEXT NOT NULL, topic TEXT NOT NULL, version INTEGER NOT NULL
            ) WITHOUT ROWID;
        CREATE TABLE workshop_line(
            chronicle BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
            title TEXT NOT NULL, place TEXT NOT NULL, online INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            people INTEGER NOT NULL, waiting INTEGER NOT NULL, capacity INTEGER NOT NULL, destroy_from INTEGER) WITHOUT ROWID;
        CREATE INDEX workshop_by_day ON workshop_line(status, last);
        CREATE TABLE training_token(hash TEXT PRIMARY KEY, workshop BLOB NOT NULL, participant BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX token_by_workshop ON training_token(workshop);
        CREATE TABLE attendee(
            workshop BLOB NOT NULL, participant BLOB NOT NULL, account BLOB, mail TEXT, name TEXT NOT NULL, agency TEXT NOT NULL,
            post TEXT, sex TEXT, last INTEGER NOT NULL, completed INTEGER NOT NULL, gain REAL, confident INTEGER,
            PRIMARY KEY(workshop, participant)) WITHOUT ROWID;
        CREATE INDEX attendee_by_account ON attendee(account) WHERE account IS NOT NULL;
        CREATE TABLE certificate_line(
            serial TEXT PRIMARY KEY, workshop BLOB NOT NULL, participant BLOB NOT NULL, person TEXT NOT NULL, account BLOB,
            agency TEXT NOT NULL, issued INTEGER NOT NULL, expires INTEGER NOT NULL, revoked INTEGER, topic TEXT NOT NULL
            ) WITHOUT ROWID;
        CREATE INDEX certificate_by_workshop ON certificate_line(workshop);
        CREATE INDEX certificate_by_account ON certificate_line(account) WHERE account IS NOT NULL;
        CREATE INDEX certificate_by_person ON certificate_line(person);
        CREATE TABLE trainer_line(
            workshop BLOB NOT NULL, account BLOB, name TEXT NOT NULL, trained_in TEXT, PRIMARY KEY(workshop, name)) WITHOUT ROWID;
        CREATE TABLE act_line(
            id BLOB PRIMARY KEY, row INTEGER NOT NULL, account BLOB NOT NULL, day INTEGER NOT NULL, kind TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX act_by_case ON act_line(row);
        CREATE INDEX act_by_day ON act_line(day);
        """

    static let trainingDump = [
        "SELECT hex(chronicle), status, title, topic, version FROM course_line",
        """
        SELECT number, code, status, title, place, online, first, last, people, waiting, capacity, destroy_from
        FROM workshop_line
        """,
        "SELECT hash, hex(workshop), hex(participant) FROM training_token",
        """
        SELECT hex(workshop), hex(participant), hex(account), mail, name, agency, post, sex, last, completed, gain, confident
        FROM attendee
        """,
        "SELECT serial, hex(participant), person, hex(account), agency, issued, expires, revoked, topic FROM certificate_line",
        "SELECT hex(workshop), hex(account), name, trained_in FROM trainer_line",
        "SELECT hex(id), number, hex(account), day, kind FROM act_line JOIN case_line USING (row)",
    ]

    func update(_ courses: [(ChronicleID, Course)]) throws {
        guard !courses.isEmpty else { return }
        try db.write { db in
            for (id, course) in courses {
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO course_line VALUES (?, ?, ?, ?, ?)").execute(arguments: [
                    Data(id.bytes), course.status.rawValue, course.plan?.title ?? "", course.plan?.topic ?? "", course.version,
                ])
            }
        }
    }

    /// Of a workshop and of what is to stay of it only one is listed: the workshop, as long as it is there.
    private func isListed(_ workshop: Workshop, _ id: ChronicleID, _ db: Database) throws -> Bool {
        let other = Data(id.remains.bytes)
        guard workshop.condensed == nil else {
            return try
                !(Bool.fetchOne(
                    db, sql: "SELECT EXISTS(SELECT 1 FROM workshop_line WHERE chronicle = ?)", arguments: [other]) ?? false)
        }
        try CaseView.forget(workshop: other, db)
        return true
    }

    static func forget(workshop key: Data, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM workshop_line WHERE chronicle = ?", arguments: [key])
        for table in ["training_token", "attendee", "certificate_line", "trainer_line"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE workshop = ?", arguments: [key])
        }
    }

    /// The longest over first.
    func endedWorkshops(on day: Day) throws -> [EndedWorkshop] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, destroy_from FROM workshop_line WHERE destroy_from <= ? ORDER BY destroy_from, number LIMIT 100
                    """, arguments: [day.number]
            ).map { EndedWorkshop(number: $0[0], destroyFrom: Day.epoch.adding(days: $0[1])) }
        }
    }

    func update(_ workshops: [(ChronicleID, Workshop)], by policy: Policy) throws {
        guard !workshops.isEmpty else { return }
        touch(workshops.map(\.0))
        try db.write { db in
            for (id, workshop) in workshops {
                let key = Data(id.bytes)
                guard try isListed(workshop, id, db) else { continue }
                try write(workshop, key, policy.practice.training, db)
                if workshop.condensed == nil { try writeTokens(workshop, key, db) }
                try writePeople(workshop, key, db)
            }
        }
    }

    private func write(_ workshop: Workshop, _ key: Data, _ practice: TrainingPractice, _ db: Database) throws {
        guard let plan = workshop.plan, let first = workshop.firstDay, let last = workshop.lastDay else { return }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO workshop_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                key, workshop.number, workshop.keys.code, workshop.status.rawValue, plan.terms.title, plan.place, plan.isOnline,
                first.number, last.number, workshop.active.count, workshop.waiting.count, plan.capacity,
                workshop.destroyFrom(by: practice)?.number,
            ])
        try db.cachedStatement(sql: "DELETE FROM trainer_line WHERE workshop = ?").execute(arguments: [key])
        guard workshop.status == .held else { return }
        for trainer in plan.trainers {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO trainer_line VALUES (?, ?, ?, ?)").execute(arguments: [
                key, trainer.account.map { Data($0.bytes) }, trainer.name, trainer.trainedIn,
            ])
        }
    }

    /// A list only grows, so those that are there need no second look.
    private func writeTokens(_ workshop: Workshop, _ key: Data, _ db: Database) throws {
        let known = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM training_token WHERE workshop = ?"), arguments: [key])
        for participant in workshop.participants.dropFirst(known ?? 0) {
            try db.cachedStatement(sql: "INSERT INTO training_token VALUES (?, ?, ?)").execute(arguments: [
                Store.hash(workshop.keys.token(of: participant.id)), key, Data(participant.id.bytes),
            ])
        }
    }

    /// Of those who came, once it was held, and their certificates.
    private func writePeople(_ workshop: Workshop, _ key: Data, _ db: Database) throws {
        for table in ["attendee", "certificate_line"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE workshop = ?").execute(arguments: [key])
        }
        guard workshop.status == .held, let last = workshop.lastDay else { return }
        for each in workshop.active where each.cameAtAll {
            let person = each.person
            try db.cachedStatement(sql: "INSERT INTO attendee VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
                key, Data(each.id.bytes), person.account.map { Data($0.bytes) }, person.mailMark, person.nameMark,
                person.agency.rawValue, person.post, person.sex, last.number,
                workshop.isPassed(each) || workshop.certificate(of: each.id) != nil, each.gain,
                each.papers[.after]?.confidence.map { $0 >= 4 },
            ])
        }
        for each in workshop.certificates {
            try db.cachedStatement(sql: "INSERT INTO certificate_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
                each.serial, key, Data(each.participant.bytes), each.holder.key, each.holder.account.map { Data($0.bytes) },
                each.agency.rawValue, each.issuedOn.number, each.expiresOn.number, each.revokedOn?.number, each.terms.topic,
            ])
        }
    }
}
