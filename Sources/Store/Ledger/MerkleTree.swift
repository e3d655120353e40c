import Crypto
package import Foundation

/// The hashes of an append-only tree. Source: RFC 6962 section 2.1.
package enum MerkleTree {
    package static func leaf(_ bytes: some DataProtocol) -> Hash {
        var hasher = SHA256()
        mark(0, &hasher)
        hasher.update(data: bytes)
        return Hash(hasher.finalize())
    }

    /// The leaf of bytes that stand in several places, without bringing them together first.
    static func leaf(_ parts: (_ hash: (UnsafeRawBufferPointer) -> Void) -> Void) -> Hash {
        var hasher = SHA256()
        mark(0, &hasher)
        parts { hasher.update(bufferPointer: $0) }
        return Hash(hasher.finalize())
    }

    static func node(_ left: Hash, _ right: Hash) -> Hash {
        var hasher = SHA256()
        mark(1, &hasher)
        left.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        right.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return Hash(hasher.finalize())
    }

    private static func mark(_ byte: UInt8, _ hasher: inout SHA256) {
        withUnsafeBytes(of: byte) { hasher.update(bufferPointer: $0) }
    }

    /// The right edge of a growing tree: enough to append and to tell the root, 32 bytes a level.
    package struct Frontier: Sendable, Equatable {
        package private(set) var size = 0
        private var complete: [Hash] = []

        package init() {}

        package mutating func append(_ leaf: Hash) {
            var hash = leaf
            var rest = size
            while rest & 1 == 1, let left = complete.popLast() {
                hash = MerkleTree.node(left, hash)
                rest >>= 1
            }
            complete.append(hash)
            size += 1
        }

        /// Shape: size (8 bytes, big-endian), then the complete subtrees of it, largest first, 32 bytes each.
        package var bytes: Data {
            var bytes = Data()
            bytes.append(bigEndian: UInt64(size))
            for hash in complete { bytes.append(hash.data) }
            return bytes
        }

        /// Nil when the bytes are no edge of a tree.
        package init?(bytes: Data) {
            let all = Array(bytes)
            guard all.count >= 8 else { return nil }
            size = all.prefix(8).reduce(0) { $0 << 8 | Int($1 & 0xFF) }
            guard size >= 0, all.count == 8 + 32 * size.nonzeroBitCount else { return nil }
            complete = stride(from: 8, to: all.count, by: 32).compactMap { Hash(all[$0..<$0 + 32]) }
        }

        package var root: Hash {
            guard var hash = complete.last else { return Hash(SHA256.hash(data: Data())) }
            for left in complete.dropLast().reversed() { hash = MerkleTree.node(left, hash) }
            return hash
        }
    }
}
