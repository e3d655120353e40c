package import Foundation
import GRDB
package import Register
import Synchronization

/// Files beside the entries, and the taking away of keys.
extension SQLiteLedger {
    package func blob(of entry: EntryID) throws -> Data? {
        try readOne { try Data.fetchOne($0, sql: "SELECT sealed FROM blob WHERE entry = ?", arguments: [Data(entry.bytes)]) }
    }

    package func destroy(_ chronicles: [ChronicleID], recording proposal: Proposal) throws -> Recorded {
        let result = try change { db, counter, keys in
            let result = try SQLiteLedger.append(proposal, to: &counter, keys, db)
            guard case .recorded = result else { return result }
            for chronicle in chronicles {
                for table in ["chronicle_key", "blob"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE chronicle = ?", arguments: [Data(chronicle.bytes)])
                }
            }
            return result
        }
        try emptyLog()
        return result
    }

    /// The log beside the file still holds what was taken away until it is written back and cut off.
    private func emptyLog() throws {
        for _ in 0..<50 {
            if let done = try? pool.writeWithoutTransaction({ try $0.checkpoint(.truncate) }), done.walFrameCount <= 0 { return }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw StoreFault.locked
    }
}
