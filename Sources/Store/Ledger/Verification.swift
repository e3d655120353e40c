package import Crypto
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

    package enum Fault: Sendable, Equatable, CustomStringConvertible {
        case entry(position: Int), missing(position: Int), head(size: Int), key(position: Int), file(position: Int)

        package var description: String {
            switch self {
            case .entry(let position): "entry \(position) was altered: it is not what was recorded"
            case .missing(let position): "entry \(position) is missing"
            case .head(let size): "the signed head over \(size) entries does not match the ledger"
            case .key(let position): "entry \(position) cannot be opened with the keys of its chronicle"
            case .file(let position): "the file that came with entry \(position) is missing, or is not what was kept"
            }
        }
    }

    /// Recomputes every leaf, opens every box unless only the tree is asked for, and checks every head; the first fault is named.
    ///
    /// `kept` are heads that somebody outside holds: only they show that the whole folder was rolled back.
    package init(
        of ledger: any Ledger, root: RootKey, policy: Policy, opening: Bool = true, kept: [SignedHead] = []
    ) throws {
        let signing = try SigningKey(of: ledger, root: root)
        let envelope = Envelope(keyring: root, policy: policy)
        let keys = opening ? try ledger.keys() : [:]
        var heads = (try ledger.heads() + kept).sorted { $0.size < $1.size }[...]
        var tree = MerkleTree.Frontier()
        /// The heads over the tree as it is now; the first that does not match ends it.
        func match() -> Bool {
            while let head = heads.first, head.size <= tree.size {
                guard head.size == tree.size, head.root == tree.root, head.isSigned(by: signing.key.publicKey) else {
                    fault = .head(size: head.size)
                    return false
                }
                heads = heads.dropFirst()
                self.heads += 1
            }
            return true
        }
        guard match() else { return }
        var keyless: [ChronicleID: [Int]] = [:]
        var certified: Set<ChronicleID> = []
        try ledger.batches(of: 4096) { rows in
            let checked = try onEveryCore(rows, each: 512) { row -> (leaf: MerkleTree.Hash, inside: Inside) in
                let leaf = row.computedLeaf
                guard opening, row.leaf == leaf else { return (leaf, .good) }
                return (leaf, try Verification.look(into: row, keys[row.chronicle], envelope, ledger))
            }
            for (row, found) in zip(rows, checked) {
                guard row.position == tree.size + 1 else {
                    fault = .missing(position: tree.size + 1)
                    return false
                }
                guard row.leaf == found.leaf else {
                    fault = .entry(position: row.position)
                    return false
                }
                switch found.inside {
                case .good: break
                case .keyless: keyless[row.chronicle, default: []].append(row.position)
                case .certificate(let chronicles): certified.formUnion(chronicles)
                case .closed: fault = .key(position: row.position)
                case .fileless: fault = .file(position: row.position)
                }
                guard fault == nil else { return false }
                tree.append(found.leaf)
                entries += 1
                guard match() else { return false }
            }
            return true
        }
        if fault == nil, let head = heads.first { fault = .head(size: head.size) }
        destroyed = keyless.values.reduce(0) { $0 + $1.count }
        let lost = keyless.filter { !certified.contains($0.key) }.values.compactMap(\.first).min()
        if fault == nil, let lost { fault = .key(position: lost) }
        self.root = tree.root.base64
    }
}

extension Verification {
    /// What a check finds inside an entry.
    private enum Inside {
        case good
        /// Its chronicle has no key at all, as after a destruction.
        case keyless
        case certificate([ChronicleID])
        /// It has keys that do not open it.
        case closed
        /// Its file is not there or not what was kept.
        case fileless
    }

    private static func look(
        into row: LedgerRow, _ keys: [Compartment: Data]?, _ envelope: Envelope, _ ledger: any Ledger
    ) throws -> Inside {
        guard let keys, !keys.isEmpty else { return .keyless }
        guard let opener = try? envelope.opener(keys, of: row.chronicle), let core = try? opener.check(row) else { return .closed }
        // Few entries are read in full: those that brought a file, and the certificates of destruction.
        if core.range(of: Data("\"attached\"".utf8)) != nil {
            guard case .attached(let attachment, _)? = (try? opener.entry(row, of: CaseFile.self))?.action else {
                return try lookAtPicture(row, opener, ledger)
            }
            guard let sealed = try ledger.blob(of: row.id),
                let bytes = try? opener.file(sealed, of: row.id, attachment.compartment),
                Store.digest(bytes) == attachment.digest
            else { return .fileless }
        } else if core.range(of: Data("\"destroyed\"".utf8)) != nil {
            guard case .destroyed(let certificate)? = (try? opener.entry(row, of: Destruction.self))?.action else { return .good }
            return .certificate(certificate.chronicles)
        } else if core.range(of: Data("\"\(ChronicleKind.publication)\"".utf8)) != nil {
            guard let digest = (try? opener.entry(row, of: Publication.self))?.action.digestOfFile else { return .good }
            guard let sealed = try ledger.blob(of: row.id),
                let bytes = try? opener.file(sealed, of: row.id, .core), Store.digest(bytes) == digest
            else { return .fileless }
        }
        return .good
    }

    private static func lookAtPicture(_ row: LedgerRow, _ opener: Envelope.Opener, _ ledger: any Ledger) throws -> Inside {
        guard case .attached(let picture, _)? = (try? opener.entry(row, of: Dialogue.self))?.action else { return .good }
        guard let sealed = try ledger.blob(of: row.id),
            let filled = try? opener.file(sealed, of: row.id, Dialogue.pictures),
            let bytes = Padding.taken(from: filled), Store.digest(bytes) == picture.digest
        else { return .fileless }
        return .good
    }

    /// When a paper with this digest was kept or given out. Nil when it never was, or when its case was destroyed.
    package static func paper(_ digest: String, in ledger: any Ledger, root: RootKey, policy: Policy) throws -> (
        position: Int, at: Moment
    )? {
        let envelope = Envelope(keyring: root, policy: policy)
        let keys = try ledger.keys()
        let wanted = Data("\"\(digest)\"".utf8)
        var found: (Int, Moment)?
        try ledger.batches(of: 4096) { rows in
            let hits = try onEveryCore(rows, each: 512) { row -> Moment? in
                guard let keys = keys[row.chronicle], let opener = try? envelope.opener(keys, of: row.chronicle),
                    let core = try? opener.check(row),
                    core.range(of: wanted) != nil
                else { return nil }
                return try opener.stamp(of: row).at
            }
            guard let index = hits.firstIndex(where: { $0 != nil }), let at = hits[index] else { return true }
            found = (rows[index].position, at)
            return false
        }
        return found
    }
}

/// The key that signs tree heads, kept sealed under the root.
package struct SigningKey: Sendable {
    let key: Curve25519.Signing.PrivateKey

    /// What an outside body checks a head with.
    package var publicKey: Curve25519.Signing.PublicKey { key.publicKey }

    /// Makes it the first time.
    package init(of ledger: any Ledger, root: RootKey) throws {
        let seal = Seal(key: root.derived(for: "signing"))
        if let sealed = try ledger.setting("signing") {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: try seal.open(sealed, at: Data("signing".utf8)))
        } else {
            key = Curve25519.Signing.PrivateKey()
            try ledger.set("signing", to: try seal.seal(key.rawRepresentation, at: Data("signing".utf8)))
        }
    }

    /// Signs what is there now, unless the last head already says so.
    @discardableResult
    package func signHead(of ledger: any Ledger, at now: Moment) throws -> SignedHead? {
        let tree = try ledger.frontier()
        guard try ledger.heads().last?.size != tree.size else { return nil }
        let head = try SignedHead(signing: tree, at: now, with: key)
        try ledger.add(head)
        return head
    }
}
