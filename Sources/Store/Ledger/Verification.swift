package import Crypto
import Foundation
package import Register

/// What a check of the whole ledger found.
package struct Verification: Sendable, Equatable {
    package private(set) var entries = 0
    package private(set) var heads = 0
    package private(set) var root = ""
    package private(set) var fault: Fault?

    package enum Fault: Sendable, Equatable, CustomStringConvertible {
        case entry(position: Int), missing(position: Int), head(size: Int), key(position: Int)

        package var description: String {
            switch self {
            case .entry(let position): "entry \(position) was altered: it is not what was recorded"
            case .missing(let position): "entry \(position) is missing"
            case .head(let size): "the signed head over \(size) entries does not match the ledger"
            case .key(let position): "entry \(position) cannot be opened with the keys of its chronicle"
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
        try ledger.batches(of: 4096) { rows in
            let checked = try onEveryCore(rows, each: 512) { row -> (leaf: MerkleTree.Hash, opens: Bool) in
                let leaf = LedgerRow.leaf(row.chronicle, row.sequence, row.id, row.sealed)
                guard opening, row.leaf == leaf else { return (leaf, true) }
                return (leaf, (try? envelope.opener(keys[row.chronicle] ?? [:]).check(row)) != nil)
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
                guard found.opens else {
                    fault = .key(position: row.position)
                    return false
                }
                tree.append(found.leaf)
                entries += 1
                guard match() else { return false }
            }
            return true
        }
        if fault == nil, let head = heads.first { fault = .head(size: head.size) }
        self.root = Data(tree.root).base64EncodedString()
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
