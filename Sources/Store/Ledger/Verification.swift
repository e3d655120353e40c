import Foundation
package import Register

/// What a check of the whole ledger found.
package struct Verification: Sendable, Equatable {
    package private(set) var entries = 0
    package private(set) var heads = 0
    /// Entries that nobody can open any more, each of a case with a certificate of its destruction.
    package private(set) var destroyed = 0
    package private(set) var root = ""
    package private(set) var fault: Fault?

    /// Recomputes every leaf and its place, opens every box unless only the tree is asked for, follows every chronicle and every head,
    /// and holds all of it against the sealed counter and its copies. The first fault is named.
    ///
    /// `kept` are heads that somebody outside holds: only they show that the whole folder was rolled back.
    package init(
        of ledger: any Ledger, root: RootKey, policy: Policy, opening: Bool = true, kept: [KeptHead] = []
    ) throws {
        ledger.unlock(root)
        do {
            let counter = try ledger.counter()
            try checkEntries(of: ledger, counter, root, opening ? Envelope(keyring: root, policy: policy) : nil, kept)
            if fault == nil { fault = try ledger.checkedBesides(counter) }
        } catch StoreFault.noCounter { fault = .counter } catch StoreFault.vault(let kind) { fault = .vault(kind) }
    }

    private mutating func checkEntries(
        of ledger: any Ledger, _ counter: Counter, _ root: RootKey, _ envelope: Envelope?, _ kept: [KeptHead]
    ) throws {
        let key = try SigningKey(of: ledger, root: root)
        let keys = LedgerKeys(root)
        var checks = try HeadChecks(of: ledger, key.verifier, counter, kept: kept)
        var (tree, links, erasures) = (MerkleTree.Frontier(), Links(), Erasures())
        fault = try checks.match(tree)
        guard fault == nil else { return }
        try ledger.batches(of: 4096) { rows in
            let parts = stride(from: 0, to: rows.count, by: 512).map { rows[$0..<min($0 + 512, rows.count)] }
            let checked = try onEveryCore(parts, each: 1) { try Inside.all(of: $0, keys, envelope, ledger) }
            for (row, inside) in zip(rows, checked.joined()) {
                // What was recorded after the check began is left for the next one.
                guard row.position <= counter.tree.size || inside == .altered || inside == .elsewhere else { return false }
                fault = Verification.fault(of: row, inside, after: tree.size, &links)
                guard fault == nil else { return false }
                erasures.take(row, inside)
                tree.append(row.leaf)
                entries += 1
                fault = try checks.match(tree)
                guard fault == nil else { return false }
            }
            return tree.size < counter.tree.size
        }
        heads = checks.count
        self.root = tree.root.base64
        guard fault == nil else { return }
        if tree.size < counter.tree.size { return fault = .missing(position: tree.size + 1) }
        if let found = checks.end() { return fault = found }
        if let envelope { try erasures.lookOn(after: counter.tree.size, ledger, envelope) }
        destroyed = erasures.keyless
        fault = tree == counter.tree ? try erasures.fault(in: ledger) : .counter
    }

    private static func fault(of row: LedgerRow, _ inside: Inside, after size: Int, _ links: inout Links) -> Fault? {
        guard row.position == size + 1 else { return .missing(position: size + 1) }
        switch inside {
        case .altered: return .entry(position: row.position)
        case .elsewhere: return .place(position: row.position)
        case .closed: return .key(position: row.position)
        case .fileless: return .file(position: row.position)
        case .good, .keyless, .certificate:
            return links.take(row) ? nil : .chain(position: row.position, sequence: row.sequence)
        }
    }
}

/// Chronicles that have no key any more, and the certificates that say why.
struct Erasures {
    private var firsts: [ChronicleID: Int] = [:]
    private var certified: Set<ChronicleID> = []
    private(set) var keyless = 0

    mutating func take(_ row: LedgerRow, _ inside: Verification.Inside) {
        switch inside {
        case .keyless:
            keyless += 1
            if firsts[row.chronicle] == nil { firsts[row.chronicle] = row.position }
        case .certificate(let chronicles): certified.formUnion(chronicles)
        case .good, .altered, .elsewhere, .closed, .fileless: break
        }
    }

    /// Certificates of what was destroyed while the check went on.
    mutating func lookOn(after position: Int, _ ledger: any Ledger, _ envelope: Envelope) throws {
        guard firsts.contains(where: { !certified.contains($0.key) }) else { return }
        var later = self
        try ledger.scan(after: position) { row in
            let inside = try Verification.Inside(of: row, try ledger.keys(of: row.chronicle), envelope, ledger)
            if case .certificate(let chronicles) = inside { later.certified.formUnion(chronicles) }
            return true
        }
        self = later
    }

    /// A chronicle without a key and a certificate, or one with both.
    func fault(in ledger: any Ledger) throws -> Verification.Fault? {
        if let lost = firsts.filter({ !certified.contains($0.key) }).values.min() { return .key(position: lost) }
        let returned = try ledger.keys(of: certified).keys
        let positions = try returned.compactMap { try ledger.rows(of: $0, after: 0).first?.position }
        return positions.min().map { .returned(position: $0) }
    }
}
