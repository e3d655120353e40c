import Dispatch
import Foundation
import Register
import Synchronization

/// Making the index from the ledger, and keeping it up to it.
extension Store {
    /// A case for the index, with the position of an entry of it; that of its first gives it its place.
    typealias Indexed = (id: ChronicleID, position: Int, file: CaseFile)

    private struct Folded {
        var files: [Indexed] = []
        var accounts: [(AccountID, Account)] = []
        var fault: (any Error)?
    }

    /// From the checkpoint if there is a good one, else from the whole ledger.
    func start() throws {
        if let kept = try checkpoint?.read(for: ledger) {
            try view.restore(kept.database)
            saved.withLock { $0 = kept.position }
            seen.withLock { $0 = kept.position }
            let known = try view.accounts()
            accounts.withLock { $0 = known }
        } else {
            let last = try ledger.lastPosition()
            try fill(view)
            seen.withLock { $0 = last }
        }
        try follow()
    }

    /// Folds the whole ledger, each chronicle on its own, on every core, some thousands at a time.
    func fill(_ view: CaseView) throws {
        let keys = try ledger.keys()
        try ledger.chronicles { batch in
            let folded = try foldAll(batch) { keys[$0] ?? [:] }
            try view.update(folded.files, names: policy.names)
            try view.update(folded.accounts)
            accounts.withLock { $0.merge(folded.accounts) { _, new in new } }
        }
    }

    /// Takes in what another process recorded: a grant at the terminal, an import. What this one recorded is there already.
    package func follow() throws {
        try writer.alone {
            let from = seen.withLock { $0 }
            let last = try ledger.lastPosition()
            guard last > from else { return }
            var touched: Set<ChronicleID> = []
            try ledger.scan(after: from) { row in
                touched.insert(row.chronicle)
                return true
            }
            let folded = try foldAll(try touched.map { try ledger.rows(of: $0, after: 0) }) { [ledger] in try ledger.keys(of: $0) }
            files.withLock { files in for (id, _, _) in folded.files { files[id] = nil } }
            try view.update(folded.files, names: policy.names)
            try view.update(folded.accounts)
            accounts.withLock { $0.merge(folded.accounts) { _, new in new } }
            seen.withLock { $0 = max($0, last) }
        }
    }

    /// Seals the index into its file, when so many entries came since the last time.
    package func saveCheckpoint(after entries: Int) throws {
        guard let checkpoint else { return }
        let kept = try writer.alone { () -> (database: Data, position: Int)? in
            let position = seen.withLock { $0 }
            guard position - saved.withLock({ $0 }) >= entries else { return nil }
            return (try view.serialized(), position)
        }
        guard let kept else { return }
        try checkpoint.write(kept.database, at: kept.position, of: ledger)
        saved.withLock { $0 = kept.position }
    }

    private func foldAll(
        _ chronicles: [[LedgerRow]], _ keys: @escaping @Sendable (ChronicleID) throws -> [Compartment: Data]
    ) throws -> Folded {
        let size = 128
        let folded = Mutex(Folded())
        DispatchQueue.concurrentPerform(iterations: (chronicles.count + size - 1) / size) { part in
            do {
                let found = try fold(chronicles[part * size..<min((part + 1) * size, chronicles.count)], keys)
                folded.withLock {
                    $0.files += found.files
                    $0.accounts += found.accounts
                }
            } catch { folded.withLock { $0.fault = $0.fault ?? error } }
        }
        let result = folded.withLock { $0 }
        if let fault = result.fault { throw fault }
        return result
    }

    private func fold(
        _ part: ArraySlice<[LedgerRow]>, _ keys: (ChronicleID) throws -> [Compartment: Data]
    ) throws -> Folded {
        var folded = Folded()
        for rows in part {
            let chronicle = rows[0].chronicle
            let opener = try envelope.opener(try keys(chronicle))
            switch try opener.kind(of: rows[0]) {
            case .file:
                let file = CaseFile(folding: try rows.map { try opener.entry($0, of: CaseFile.self) })
                folded.files.append((chronicle, rows[0].position, file))
            case .account:
                let account = Account(folding: try rows.map { try opener.entry($0, of: Account.self) })
                folded.accounts.append((AccountID(uuid: chronicle.uuid), account))
            case .looks: break
            }
        }
        return folded
    }
}
