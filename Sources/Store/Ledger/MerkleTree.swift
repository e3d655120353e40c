import Crypto
package import Foundation

/// The hashes of an append-only tree. Source: RFC 6962 section 2.1.
package enum MerkleTree {
    package typealias Hash = [UInt8]

    package static func leaf(_ bytes: some DataProtocol) -> Hash {
        var hasher = SHA256()
        hasher.update(data: [0])
        hasher.update(data: bytes)
        return Array(hasher.finalize())
    }

    static func node(_ left: Hash, _ right: Hash) -> Hash {
        var hasher = SHA256()
        hasher.update(data: [1])
        hasher.update(data: left)
        hasher.update(data: right)
        return Array(hasher.finalize())
    }

    /// The right edge of a growing tree: enough to append and to tell the root, 32 bytes a level.
    package struct Frontier: Sendable, Equatable, Codable {
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

        package var root: Hash {
            guard var hash = complete.last else { return Array(SHA256.hash(data: Data())) }
            for left in complete.dropLast().reversed() { hash = MerkleTree.node(left, hash) }
            return hash
        }
    }
}
