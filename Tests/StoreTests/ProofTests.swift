import Foundation
@testable import Store
import Testing

/// Proofs against the definition of the standard, for every tree of up to forty leaves. Source: RFC 9162 section 2.1.
struct ProofTests {
    private let leaves = (0..<40).map { MerkleTree.leaf([UInt8($0)]) }

    /// The root of some leaves, by the definition itself.
    private func root(_ range: Range<Int>) -> MerkleTree.Hash {
        guard range.count > 1 else { return leaves[range.lowerBound] }
        var half = 1
        while half * 2 < range.count { half *= 2 }
        let middle = range.lowerBound + half
        return MerkleTree.node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
    }

    /// Section 2.1.3.2, from the leaf upwards.
    @Test func everyLeafIsProvenToBeInItsTree() throws {
        for size in 1...40 {
            for index in 0..<size {
                var (at, last, hash) = (index, size - 1, leaves[index])
                for each in try #require(MerkleProof(ofLeaf: index, in: size)).ranges.map(root) {
                    if at & 1 == 1 || at == last {
                        hash = MerkleTree.node(each, hash)
                        while at & 1 == 0, at != 0 { (at, last) = (at >> 1, last >> 1) }
                    } else {
                        hash = MerkleTree.node(hash, each)
                    }
                    (at, last) = (at >> 1, last >> 1)
                }
                #expect(last == 0 && hash == root(0..<size), "leaf \(index) of \(size)")
            }
        }
        #expect(
            MerkleProof(ofLeaf: 3, in: 3) == nil && MerkleProof(ofLeaf: -1, in: 3) == nil && MerkleProof(ofLeaf: 0, in: 0) == nil)
    }

    /// Section 2.1.4.2, both roots at once.
    @Test func everyTreeIsProvenToBeginALargerOne() throws {
        for size in 1...40 {
            for old in 1...size {
                var path = try #require(MerkleProof(from: old, to: size)).ranges.map(root)
                if old == size {
                    #expect(path.isEmpty)
                    continue
                }
                if old & (old - 1) == 0 { path.insert(root(0..<old), at: 0) }
                var (at, last) = (old - 1, size - 1)
                while at & 1 == 1 { (at, last) = (at >> 1, last >> 1) }
                var (first, second) = (path[0], path[0])
                for each in path.dropFirst() {
                    if at & 1 == 1 || at == last {
                        (first, second) = (MerkleTree.node(each, first), MerkleTree.node(each, second))
                        while at & 1 == 0, at != 0 { (at, last) = (at >> 1, last >> 1) }
                    } else {
                        second = MerkleTree.node(second, each)
                    }
                    (at, last) = (at >> 1, last >> 1)
                }
                #expect(first == root(0..<old) && second == root(0..<size), "\(old) in \(size)")
            }
        }
        #expect(MerkleProof(from: 0, to: 3) == nil && MerkleProof(from: 4, to: 3) == nil)
    }
}
