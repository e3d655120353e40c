import Crypto
package import Foundation

extension MerkleTree {
    /// A SHA-256 digest that lies where it is kept, without memory of its own.
    package struct Hash: Hashable, Sendable, RandomAccessCollection {
        private var words: SIMD4<UInt64>

        /// What stands before the first of anything.
        package static let zero = Hash(words: .zero)

        private init(words: SIMD4<UInt64>) { self.words = words }

        /// Nil when it is not 32 bytes.
        package init?(_ bytes: UnsafeRawBufferPointer) {
            guard bytes.count == 32 else { return nil }
            words = bytes.loadUnaligned(as: SIMD4<UInt64>.self)
        }

        /// Nil when it is not 32 bytes.
        package init?(_ bytes: some DataProtocol) {
            guard bytes.count == 32, let hash = Array(bytes).withUnsafeBytes({ Hash($0) }) else { return nil }
            self = hash
        }

        init(_ digest: SHA256.Digest) { self = digest.withUnsafeBytes { Hash($0) } ?? .zero }

        package var startIndex: Int { 0 }
        package var endIndex: Int { 32 }
        package subscript(index: Int) -> UInt8 { withUnsafeBytes { $0[index] } }

        package func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
            try Swift.withUnsafeBytes(of: words, body)
        }

        package var data: Data { withUnsafeBytes { Data($0) } }
        package var base64: String { data.base64EncodedString() }
    }
}
