import Foundation
import Register

/// The end of each chronicle that was seen so far, in few bytes each.
///
/// Shape: for a chronicle the first eight bytes of the leaf of its last entry, its kind as it is masked there, and the sequence.
struct Links {
    private struct End {
        let leaf: UInt64
        let sequence: UInt32
        let kind: UInt8
    }

    private var ends: [ChronicleID: End] = [:]

    /// Whether a row is the next of its chronicle, of the same kind, and names the one before it.
    mutating func take(_ row: LedgerRow) -> Bool {
        guard let before = row.before, let sequence = UInt32(exactly: row.sequence) else { return false }
        let kind = row.sealed[row.sealed.startIndex + 1]
        let isNext =
            if let end = ends[row.chronicle] {
                end.sequence + 1 == sequence && end.kind == kind && end.leaf == Links.first(before)
            } else {
                sequence == 1 && before == .zero
            }
        ends[row.chronicle] = End(leaf: Links.first(row.leaf), sequence: sequence, kind: kind)
        return isNext
    }

    private static func first(_ hash: MerkleTree.Hash) -> UInt64 {
        hash.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    }
}
