import Foundation

/// Reads bytes from the front, and gives nil once there are too few.
struct ByteReader {
    private(set) var rest: Data

    init(_ bytes: Data) { rest = bytes }

    mutating func bytes(_ count: Int) -> Data? {
        guard count >= 0, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Big-endian.
    mutating func number<Number: FixedWidthInteger>(as type: Number.Type = Number.self) -> Number? {
        bytes(Number.bitWidth / 8)?.withUnsafeBytes { Number(bigEndian: $0.loadUnaligned(as: Number.self)) }
    }

    /// So many of eight bytes each.
    mutating func numbers(_ count: Int) -> [UInt64]? {
        bytes(8 * count)?.withUnsafeBytes { raw in
            (0..<count).map { UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)) }
        }
    }

    /// A number of things: never negative.
    mutating func count() -> Int? { number(as: UInt64.self).flatMap { Int(exactly: $0) } }

    mutating func hash() -> MerkleTree.Hash? { bytes(32).flatMap { MerkleTree.Hash($0) } }
}
