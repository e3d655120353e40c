import Crypto
import Foundation

/// The keys of what the ledger keeps beside its entries, all from the root.
struct LedgerKeys: Sendable {
    private let counter: Seal
    private let vault: Seal
    /// Of the index file.
    let index: Seal
    private let places: KeyedHash
    private let claims: KeyedHash
    private let marks: KeyedHash

    init(_ root: RootKey) {
        counter = Seal(key: root.derived(for: "counter"))
        vault = Seal(key: root.derived(for: "vault"))
        index = Seal(key: root.derived(for: "checkpoint"))
        places = KeyedHash(key: root.derived(for: "places"))
        claims = KeyedHash(key: root.derived(for: "claims"))
        marks = KeyedHash(key: root.derived(for: "marks"))
    }

    // MARK: Entries

    /// What proves that an entry stands where it was recorded: nobody without the key can give another entry this position.
    ///
    /// Shape: HMAC-SHA-256 over position (8, big-endian) ‖ leaf, its first 16 bytes.
    func place(of leaf: MerkleTree.Hash, at position: Int) -> SIMD2<UInt64> {
        LedgerKeys.half(
            places { add in
                withUnsafeBytes(of: UInt64(bitPattern: Int64(position)).bigEndian) { add($0) }
                leaf.withUnsafeBytes { add($0) }
            })
    }

    /// What a claim adds to the sum of all claims.
    func sum(of claim: Data) -> SIMD2<UInt64> { LedgerKeys.half(claims(claim)) }

    // MARK: The counter

    /// Where a sealed counter stands. None can be put in the place of another.
    enum CounterPlace: String { case ledger, file, index }

    func seal(_ counter: Counter, at place: CounterPlace) throws -> Data {
        try self.counter.seal(counter.bytes, at: Data("counter/\(place.rawValue)".utf8))
    }

    /// Nil when it was altered.
    func counter(_ sealed: Data, at place: CounterPlace) -> Counter? {
        (try? counter.open(sealed, at: Data("counter/\(place.rawValue)".utf8))).flatMap { Counter(bytes: $0) }
    }

    // MARK: The vault

    /// The name of a row: the same for the same kind and key, and nothing to whoever has no key.
    func mark(_ kind: String, _ key: String) -> VaultMark {
        VaultMark(words: LedgerKeys.half(marks(Data("row/\(kind)/\(key)".utf8))))
    }

    func mark(ofKind kind: String) -> UInt64 {
        LedgerKeys.half(marks(Data("kind/\(kind)".utf8))).x
    }

    func seal(_ row: VaultRow, at mark: VaultMark) throws -> Data { try vault.seal(row.bytes, at: Data("row".utf8) + mark.data) }

    /// Nil when it was altered, or was sealed for another row.
    func row(_ sealed: Data, at mark: VaultMark) -> VaultRow? {
        (try? vault.open(sealed, at: Data("row".utf8) + mark.data)).flatMap { VaultRow(bytes: $0) }
    }

    func seal(_ bucket: VaultBucket, number: Int, generation: UInt64) throws -> Data {
        try vault.seal(bucket.bytes, at: LedgerKeys.place(ofBucket: number, generation))
    }

    /// Nil when it was altered, or is of another generation.
    func bucket(_ sealed: Data, number: Int, generation: UInt64) -> VaultBucket? {
        (try? vault.open(sealed, at: LedgerKeys.place(ofBucket: number, generation))).flatMap { VaultBucket(bytes: $0) }
    }

    private static func place(ofBucket number: Int, _ generation: UInt64) -> Data {
        var place = Data("bucket".utf8)
        place.append(bigEndian: UInt16(clamping: number))
        place.append(bigEndian: generation)
        return place
    }

    private static func half(_ code: SHA256.Digest) -> SIMD2<UInt64> {
        code.withUnsafeBytes { $0.loadUnaligned(as: SIMD2<UInt64>.self) }
    }
}
