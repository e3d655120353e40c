import Foundation
import GRDB
import GRDBSQLite
import Register

/// The whole index as bytes and back, for the checkpoint. Source: sqlite3_serialize and sqlite3_deserialize.
extension CaseView {
    /// What the bytes mean: an index of another shape cannot be read back.
    static func shape(_ policy: Policy) -> String {
        Store.hash(
            schema + campaignSchema + publicationSchema + factSchema + policy.names.map(\.rawValue).sorted().joined(separator: " ")
                + policy.practice.mark)
    }

    func serialized() throws -> Data {
        try db.writeWithoutTransaction { db in
            var size: sqlite3_int64 = 0
            guard let bytes = sqlite3_serialize(db.sqliteConnection, "main", &size, 0) else { throw KeyFault.noMemory }
            return Data(bytesNoCopy: bytes, count: Int(size), deallocator: .custom { pointer, _ in sqlite3_free(pointer) })
        }
    }

    /// Errors: `DatabaseError` when the bytes are no database.
    func restore(_ database: Data) throws {
        try db.writeWithoutTransaction { db in
            guard let bytes = sqlite3_malloc64(sqlite3_uint64(database.count)) else { throw KeyFault.noMemory }
            database.copyBytes(to: bytes.assumingMemoryBound(to: UInt8.self), count: database.count)
            let size = sqlite3_int64(database.count)
            let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE)
            let code = sqlite3_deserialize(
                db.sqliteConnection, "main", bytes.assumingMemoryBound(to: UInt8.self), size, size, flags)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            db.clearSchemaCache()
        }
    }
}

/// Who works here, kept with the index so that a start need not fold every grant.
extension CaseView {
    func update(_ accounts: [(AccountID, Account)]) throws {
        guard !accounts.isEmpty else { return }
        try db.write { db in
            let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO account(id, state) VALUES (?, ?)")
            for (id, account) in accounts {
                try put.execute(arguments: [Data(id.bytes), try JSONEncoder().encode(account)])
            }
        }
    }

    func accounts() throws -> [AccountID: Account] {
        try db.read { db in
            try Row.fetchAll(db, sql: "SELECT id, state FROM account").reduce(into: [:]) { accounts, row in
                guard let id = AccountID(bytes: row[0] as Data) else { return }
                accounts[id] = try JSONDecoder().decode(Account.self, from: row[1] as Data)
            }
        }
    }
}
