import Foundation

/// How far the ledger is: what its file may never be behind of.
///
/// Shape: heads (8, big-endian) ‖ hash of the last one (32) ‖ claims (8) ‖ their keyed sum (16) ‖ generation of the vault (8) ‖ the
/// generation of each of its 256 buckets (8 each) ‖ the edge of the tree. It is sealed anew with each change, in the same transaction,
/// and copies of it stand in files beside the ledger.
package struct Counter: Sendable, Equatable {
    package var tree = MerkleTree.Frontier()
    package var heads = 0
    var lastHead = MerkleTree.Hash.zero
    var claims = 0
    var claimSum = SIMD2<UInt64>.zero
    /// That of the newest row of the vault.
    var generation: UInt64 = 0
    var buckets = [UInt64](repeating: 0, count: VaultBucket.count)

    init() {}

    /// Nil when the bytes are no counter.
    init?(bytes: Data) {
        var reader = ByteReader(bytes)
        guard let heads = reader.count(), let lastHead = reader.hash(), let claims = reader.count(),
            let low: UInt64 = reader.number(), let high: UInt64 = reader.number(), let generation: UInt64 = reader.number(),
            let buckets = reader.numbers(VaultBucket.count)
        else { return nil }
        guard let tree = MerkleTree.Frontier(bytes: reader.rest) else { return nil }
        (self.heads, self.lastHead, self.claims, self.tree) = (heads, lastHead, claims, tree)
        (claimSum, self.generation, self.buckets) = (SIMD2(low, high), generation, buckets)
    }

    var bytes: Data {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(80 + 8 * VaultBucket.count + 40 + 32 * 24)
        func add(_ number: UInt64) { withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) } }
        add(UInt64(heads))
        lastHead.withUnsafeBytes { bytes.append(contentsOf: $0) }
        add(UInt64(claims))
        add(claimSum.x)
        add(claimSum.y)
        add(generation)
        for bucket in buckets { add(bucket) }
        bytes.append(contentsOf: tree.bytes)
        return Data(bytes)
    }

    /// Whether something that the other counted is missing here. Both only ever grow.
    func isBehind(_ other: Counter) -> Bool {
        tree.size < other.tree.size || heads < other.heads || claims < other.claims || generation < other.generation
    }

    /// Whether two counters of equal length tell of the same ledger.
    func agrees(with other: Counter) -> Bool {
        (tree.size != other.tree.size || tree.root == other.tree.root)
            && (heads != other.heads || lastHead == other.lastHead)
            && (generation != other.generation || buckets == other.buckets)
    }
}
