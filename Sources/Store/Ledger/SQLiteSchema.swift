import Foundation
import GRDB

/// The tables of a ledger in SQLite, and nothing else: a trigger or a view would act for whoever has the file.
///
/// Shape: SQLite keeps these words to the letter, so that each change of them is another format.
extension SQLiteLedger {
    /// How often they were changed, as SQLite counts. Errors: `StoreFault.tables` when they are not these.
    static func checkedTables(_ db: Database) throws -> Int {
        let words = schema.split(separator: ";").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        let known = Set(words.filter { $0.hasPrefix("CREATE") })
        let found = try String.fetchAll(db, sql: "SELECT trim(sql) FROM sqlite_schema WHERE sql IS NOT NULL")
        guard Set(found) == known, found.count == known.count else { throw StoreFault.tables }
        return try tableChanges(db)
    }

    /// In a new file, never over what is there.
    static func makeTables(_ db: Database) throws {
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0 else { throw StoreFault.notALedger }
        try db.execute(sql: schema)
    }

    static func tableChanges(_ db: Database) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "PRAGMA schema_version")) ?? 0
    }

    static let schema = """
        CREATE TABLE entry(
            position INTEGER PRIMARY KEY,
            chronicle BLOB NOT NULL CHECK(length(chronicle) = 16),
            sequence INTEGER NOT NULL CHECK(sequence > 0),
            id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
            sealed BLOB NOT NULL,
            leaf BLOB NOT NULL CHECK(length(leaf) = 32),
            place BLOB NOT NULL CHECK(length(place) = 16),
            UNIQUE(chronicle, sequence)) STRICT;
        CREATE TABLE chronicle_key(
            chronicle BLOB NOT NULL,
            compartment INTEGER NOT NULL,
            wrapped BLOB NOT NULL,
            PRIMARY KEY(chronicle, compartment)) STRICT, WITHOUT ROWID;
        CREATE TABLE blob(entry BLOB NOT NULL UNIQUE, chronicle BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
        CREATE INDEX blob_by_chronicle ON blob(chronicle);
        CREATE TABLE claim(mark BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE head(
            number INTEGER PRIMARY KEY,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            at INTEGER NOT NULL,
            before BLOB NOT NULL,
            signature BLOB NOT NULL) STRICT;
        CREATE TABLE counter(sealed BLOB NOT NULL) STRICT;
        CREATE TABLE setting(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
        CREATE TABLE vault(mark BLOB NOT NULL UNIQUE CHECK(length(mark) = 16), kind INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
        CREATE INDEX vault_by_kind ON vault(kind);
        CREATE TABLE vault_bucket(number INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
        PRAGMA user_version = \(format);
        """
}
