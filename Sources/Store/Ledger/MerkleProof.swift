/// What proves to somebody without the ledger that an entry is in the tree, or that an older tree is the beginning of a newer one.
///
/// Shape: the ranges of leaves whose roots make the proof, in its order. Source: RFC 9162 sections 2.1.3 and 2.1.4.
package struct MerkleProof: Sendable, Equatable {
    package let ranges: [Range<Int>]

    /// That the leaf with this index, the first being 0, is in a tree of so many. Nil when it is not.
    package init?(ofLeaf index: Int, in size: Int) {
        guard (0..<max(0, size)).contains(index) else { return nil }
        var (ranges, tree): ([Range<Int>], Range<Int>) = ([], 0..<size)
        while tree.count > 1 {
            let middle = tree.lowerBound + MerkleProof.split(tree.count)
            let isLeft = index < middle
            ranges.append(isLeft ? middle..<tree.upperBound : tree.lowerBound..<middle)
            tree = isLeft ? tree.lowerBound..<middle : middle..<tree.upperBound
        }
        self.ranges = ranges.reversed()
    }

    /// That the tree of so many leaves begins with that of the first `old`. Nil when it can not.
    package init?(from old: Int, to size: Int) {
        guard old > 0, old <= size else { return nil }
        var (ranges, tree, isWhole): ([Range<Int>], Range<Int>, Bool) = ([], 0..<size, true)
        while old < tree.upperBound {
            let middle = tree.lowerBound + MerkleProof.split(tree.count)
            if old <= middle {
                ranges.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                ranges.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
                isWhole = false
            }
        }
        if !isWhole { ranges.append(tree) }
        self.ranges = ranges.reversed()
    }

    /// The largest power of two that is smaller.
    private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}

/// A proof over the leaves of a ledger, made in one pass.
package struct MadeProof: Sendable {
    package let hashes: [MerkleTree.Hash]
    /// The leaf that was asked for, where one was.
    package let leaf: MerkleTree.Hash?
    package let oldRoot: MerkleTree.Hash?
    package let root: MerkleTree.Hash

    /// Errors: `StoreFault.damaged` when the leaves are not those that were counted.
    package init(_ proof: MerkleProof, leaf index: Int? = nil, from old: Int? = nil, to size: Int, in ledger: any Ledger) throws {
        var parts = proof.ranges.map { (range: $0, tree: MerkleTree.Frontier()) }
        // One after the other, each leaf is in at most one part.
        let order = parts.indices.sorted { parts[$0].range.lowerBound < parts[$1].range.lowerBound }
        var (next, all, leaf, oldRoot) = (0, MerkleTree.Frontier(), MerkleTree.Hash?.none, MerkleTree.Hash?.none)
        try ledger.leaves { hash in
            if all.size == index { leaf = hash }
            if next < order.count, parts[order[next]].range.contains(all.size) {
                parts[order[next]].tree.append(hash)
                if parts[order[next]].tree.size == parts[order[next]].range.count { next += 1 }
            }
            all.append(hash)
            if all.size == old { oldRoot = all.root }
            return all.size < size
        }
        guard all.size == size else { throw StoreFault.damaged(position: all.size + 1) }
        (hashes, root) = (parts.map(\.tree.root), all.root)
        self.leaf = leaf
        self.oldRoot = oldRoot
    }
}
