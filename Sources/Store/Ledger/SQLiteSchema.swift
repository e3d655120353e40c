/// The tables of a ledger in SQLite.
extension SQLiteLedger {
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
