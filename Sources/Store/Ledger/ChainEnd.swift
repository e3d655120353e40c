/// Where a chronicle ends: what the next entry must name.
///
/// Shape: the sequence of its last entry and that entry's leaf; zero and zeros before the first.
struct ChainEnd: Sendable, Equatable {
    private(set) var sequence = 0
    private(set) var leaf = MerkleTree.Hash.zero

    /// Goes one entry on. Errors: `StoreFault.damaged` with its position when it is not the next one, or not what was recorded.
    mutating func take(_ row: LedgerRow) throws {
        guard row.sequence == sequence + 1, row.before == leaf, row.leaf == row.computedLeaf else {
            throw StoreFault.damaged(position: row.position)
        }
        (sequence, leaf) = (row.sequence, row.leaf)
    }

    /// Goes on by an entry that this process just sealed.
    mutating func take(_ proposal: Proposal) { (sequence, leaf) = (proposal.sequence, proposal.leaf) }
}
