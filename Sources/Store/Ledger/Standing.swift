import Foundation
import GRDB

/// Whether the ledger is as far as it was ever counted to be, from what can be told at once; `Verification` checks everything.
extension SQLiteLedger {
    /// Errors: `StoreFault.short`, `.behind`, `.noCounter`, `.counterCopy`.
    package func checkStanding() throws {
        let opened = try opened()
        WholeFile.sweep(folder)
        // The copies first: what they count was safe before they were written, so whatever is read later is no less.
        let file = opened.copy.read()
        let index = Checkpoint.counter(in: folder, opened.keys)
        let (counter, entries, head) = try read { db in
            (
                try SQLiteLedger.counter(opened.keys, db), try Int.fetchOne(db, sql: "SELECT max(position) FROM entry") ?? 0,
                try SQLiteLedger.lastHead(db)
            )
        }
        try counter.check(entries: entries)
        guard (head?.number ?? 0) == counter.heads, (head?.hash ?? .zero) == counter.lastHead else {
            throw StoreFault.heads(head?.number ?? 0, counted: counter.heads)
        }
        switch file {
        // A folder that was never written to after it was made may lack it still.
        case .none where counter.tree.size == 0: try keepCounter()
        case .none, .altered: throw StoreFault.counterCopy
        case .counter(let copy): try counter.check(against: copy)
        }
        if let index { try counter.check(against: index) }
    }
}

extension Counter {
    /// Errors: `StoreFault.short` when entries are missing, `StoreFault.noCounter` when the counter is the older of the two.
    func check(entries: Int) throws {
        guard entries >= tree.size else { throw StoreFault.short(entries: entries, counted: tree.size) }
        guard entries == tree.size else { throw StoreFault.noCounter }
    }

    /// Errors: `StoreFault.short` when the copy counted more entries, `StoreFault.behind` when more of anything else, or another ledger.
    func check(against copy: Counter) throws {
        guard tree.size >= copy.tree.size else { throw StoreFault.short(entries: tree.size, counted: copy.tree.size) }
        guard !isBehind(copy), agrees(with: copy) else { throw StoreFault.behind }
    }
}
