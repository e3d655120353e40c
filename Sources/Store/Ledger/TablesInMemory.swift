import GRDB

extension Configuration {
    /// Lets no sort, index or statement journal of SQLite reach a disk: the index is readable, and Debian's SQLite spills to
    /// /var/tmp.
    ///
    /// Shape: on each connection as it opens, readers too, and read back. A library that was built to use files whatever it is told
    /// says 2 as well, so its build is asked too. Errors: `StoreFault.spills`.
    mutating func keepTablesInMemory() {
        prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            let (store, isForced) = try db.tablesAreKept()
            guard store == 2, !isForced else { throw StoreFault.spills }
        }
    }
}

extension Database {
    /// What `PRAGMA temp_store` reads, 2 being memory, and whether the library uses files all the same.
    func tablesAreKept() throws -> (store: Int?, isForced: Bool) {
        let forced = try Bool.fetchOne(self, sql: "SELECT sqlite_compileoption_used('TEMP_STORE=0')")
        // Not by the table of that pragma: it keeps hold of the schema that a restored index takes away.
        return (try Int.fetchOne(self, sql: "PRAGMA main.temp_store"), forced ?? false)
    }
}
