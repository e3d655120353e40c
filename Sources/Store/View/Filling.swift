import Dispatch
import Foundation
import Register
import Synchronization

/// Making the view from the ledger, at a start or to compare.
extension Store {
    private struct Folded {
        var files: [(ChronicleID, CaseFile)] = []
        var accounts: [(AccountID, Account)] = []
        var fault: (any Error)?
    }

    /// Folds the whole ledger, each chronicle on its own, on every core.
    func fill(_ view: CaseView) throws {
        var rows: [ChronicleID: [LedgerRow]] = [:]
        try ledger.scan(after: 0) { row in
            rows[row.chronicle, default: []].append(row)
            return true
        }
        let keys = try ledger.keys()
        let all = Array(rows)
        let size = 256
        let folded = Mutex(Folded())
        DispatchQueue.concurrentPerform(iterations: (all.count + size - 1) / size) { part in
            do {
                let found = try fold(all[part * size..<min((part + 1) * size, all.count)], keys)
                folded.withLock {
                    $0.files += found.files
                    $0.accounts += found.accounts
                }
            } catch { folded.withLock { $0.fault = $0.fault ?? error } }
        }
        let result = folded.withLock { $0 }
        if let fault = result.fault { throw fault }
        accounts.withLock { $0.merge(result.accounts) { _, new in new } }
        try view.update(result.files.sorted { $0.1.number < $1.1.number }, names: policy.names)
    }

    private func fold(
        _ part: ArraySlice<(key: ChronicleID, value: [LedgerRow])>, _ keys: [ChronicleID: [Compartment: Data]]
    ) throws -> Folded {
        var folded = Folded()
        for (chronicle, rows) in part {
            let opener = try envelope.opener(keys[chronicle] ?? [:])
            switch try opener.kind(of: rows[0]) {
            case .file:
                folded.files.append((chronicle, CaseFile(folding: try rows.map { try opener.entry($0, of: CaseFile.self) })))
            case .account:
                let account = Account(folding: try rows.map { try opener.entry($0, of: Account.self) })
                folded.accounts.append((AccountID(uuid: chronicle.uuid), account))
            case .looks: break
            }
        }
        return folded
    }
}
