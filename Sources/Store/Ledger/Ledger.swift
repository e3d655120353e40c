package import Foundation
package import Register

/// A row of the ledger: sealed bytes, and the place they belong to.
package struct LedgerRow: Sendable, Equatable {
    package let position: Int
    package let chronicle: ChronicleID
    package let sequence: Int
    package let id: EntryID
    package let sealed: Data
    package let leaf: MerkleTree.Hash
    /// What proves to whoever has the key that it was recorded at this position.
    let place: SIMD2<UInt64>

    static let columns = "position, chronicle, sequence, id, sealed, leaf, place"

    init(
        position: Int, chronicle: ChronicleID, sequence: Int, id: EntryID, sealed: Data, leaf: MerkleTree.Hash,
        place: SIMD2<UInt64>
    ) {
        self.position = position
        self.chronicle = chronicle
        self.sequence = sequence
        self.id = id
        self.sealed = sealed
        self.leaf = leaf
        self.place = place
    }

    /// The leaf of the entry before it in its chronicle, as its own bytes tell. Nil when they tell none.
    var before: MerkleTree.Hash? {
        sealed.withUnsafeBytes { bytes in
            guard bytes.first == Envelope.version, bytes.count > Envelope.headLength else { return nil }
            return MerkleTree.Hash(UnsafeRawBufferPointer(rebasing: bytes[2..<Envelope.headLength]))
        }
    }

    /// What its leaf must be.
    var computedLeaf: MerkleTree.Hash { LedgerRow.leaf(chronicle, sequence, id, sealed) }

    /// What the tree covers: where the sealed bytes stand, and they themselves.
    static func leaf(_ chronicle: ChronicleID, _ sequence: Int, _ id: EntryID, _ sealed: Data) -> MerkleTree.Hash {
        MerkleTree.leaf { hash in
            withUnsafeBytes(of: chronicle.uuid.uuid) { hash($0) }
            withUnsafeBytes(of: UInt64(bitPattern: Int64(sequence)).bigEndian) { hash($0) }
            withUnsafeBytes(of: id.uuid.uuid) { hash($0) }
            sealed.withUnsafeBytes { hash($0) }
        }
    }
}

/// An entry that waits to be recorded, already sealed, with the place it expects: its sequence, and the leaf of the entry before it.
package struct Proposal: Sendable {
    package let chronicle: ChronicleID
    package let sequence: Int
    package let id: EntryID
    /// The leaf of the entry that must be the last of its chronicle; zeros for the first.
    package let before: MerkleTree.Hash
    package let sealed: Data
    /// What the tree will hold of it.
    package let leaf: MerkleTree.Hash
    /// Keys of compartments this chronicle had not used before.
    package var newKeys: [Compartment: Data]
    /// The sealed bytes of a file that comes with the entry, kept beside it.
    package var blob: Data?
    /// What only one entry of the ledger may have, such as the number of a case, as a mark that tells nothing.
    package var claim: Data?

    package init(
        chronicle: ChronicleID, sequence: Int, id: EntryID, before: MerkleTree.Hash, sealed: Data, newKeys: [Compartment: Data]
    ) {
        self.chronicle = chronicle
        self.sequence = sequence
        self.id = id
        self.before = before
        self.sealed = sealed
        self.newKeys = newKeys
        leaf = LedgerRow.leaf(chronicle, sequence, id, sealed)
    }
}

/// How an append ended. All three are expected.
package enum Recorded: Sendable, Hashable {
    case recorded(position: Int)
    /// The same entry came before: the first result again.
    case again(sequence: Int)
    /// Somebody else recorded first, so that another entry is the last of its chronicle, or has what this entry claims; `sequence` is the latest.
    case behind(sequence: Int)
}

/// Where the ledger is kept. Small, so that another engine is one file.
///
/// Shape: `append` takes proposals in order and flushes once for all; when it returns, they survive a power cut. `asOne`: all are
/// recorded or none is, and then it gives fewer results than proposals. Everything is
/// called on threads that may block.
package protocol Ledger: Sendable {
    func append(_ proposals: [Proposal], asOne: Bool) throws -> [Recorded]
    func rows(of chronicle: ChronicleID, after sequence: Int) throws -> [LedgerRow]
    /// Where an entry was recorded, nil when it never was.
    func place(of entry: EntryID) throws -> (chronicle: ChronicleID, sequence: Int)?
    /// Which of these entries were recorded.
    func known(among entries: [EntryID]) throws -> Set<EntryID>
    func keys(of chronicle: ChronicleID) throws -> [Compartment: Data]
    /// Those of these chronicles; none for one that was destroyed.
    func keys(of chronicles: Set<ChronicleID>) throws -> [ChronicleID: [Compartment: Data]]
    /// The wrapped keys of every chronicle, for a fold of everything.
    func keys() throws -> [ChronicleID: [Compartment: Data]]
    /// Every row after a position, in order, until `visit` gives false.
    func scan(after position: Int, _ visit: (LedgerRow) throws -> Bool) throws
    /// Every row in order, many at a time, the next ones read while these are visited, until `visit` gives false.
    func batches(of size: Int, _ visit: ([LedgerRow]) throws -> Bool) throws
    /// Every leaf in order, until `visit` gives false.
    func leaves(_ visit: (MerkleTree.Hash) throws -> Bool) throws
    /// Every chronicle whole, many at a time, for a fold of everything.
    func chronicles(_ visit: ([[LedgerRow]]) throws -> Void) throws
    func lastPosition() throws -> Int
    /// The sealed file that came with an entry.
    func blob(of entry: EntryID) throws -> Data?
    /// Takes away every key and file of these chronicles and records that, all of it or nothing; what is sealed stays and opens no more.
    func destroy(_ chronicles: [ChronicleID], recording proposal: Proposal) throws -> Recorded

    /// Gives it the keys of what it keeps sealed: before that nothing of it can be written, and its counter and vault not be read.
    func unlock(_ root: RootKey)
    func counter() throws -> Counter
    /// What is wrong with anything but the entries and heads themselves: settings, copies, the vault.
    func checkedBesides(_ counter: Counter) throws -> Verification.Fault?
    /// Writes what waits to the copy of the counter beside the ledger.
    func keepCounter() throws

    /// Signed heads with a number above this, in order, at most so many.
    func heads(after number: Int, limit: Int) throws -> [SignedHead]
    func lastHead() throws -> SignedHead?
    /// Adds what `sign` makes of the tree as it is and the last head, in one step with the counter; nothing when it makes none.
    func addHead(_ sign: (MerkleTree.Frontier, SignedHead?) throws -> SignedHead?) throws -> SignedHead?

    /// Plain settings, for what must be known before the key is there.
    func setting(_ name: String) throws -> Data?
    /// Its copy in the vault.
    func sealedSetting(_ name: String) throws -> Data?
    /// Both copies at once.
    func set(_ name: String, to value: Data) throws

    /// Sealed things that are not history, by kind and key: drafts, credentials, sessions. Nil when there is none.
    ///
    /// Errors: `StoreFault.vault` for one that is not what was kept last, as when an older one was put back.
    func vault(_ kind: String, _ key: String) throws -> Data?
    /// All of a kind. One that was put back is left out.
    func vault(_ kind: String) throws -> [(key: String, value: Data)]
    func setVault(_ kind: String, _ key: String, _ value: Data?) throws
    /// Leaves alone what is there already.
    func addVault(_ kind: String, _ key: String, _ value: Data) throws
}

extension Data {
    mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
