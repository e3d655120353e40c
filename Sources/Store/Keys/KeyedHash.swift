import Crypto
import Foundation

/// A hash that only whoever has the key can make: HMAC-SHA-256 under one key that is read in once, which the library's own does anew
/// for each. Source: RFC 2104.
struct KeyedHash: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    init(key: SymmetricKey) {
        inner = KeyedHash.begun(key, 0x36)
        outer = KeyedHash.begun(key, 0x5C)
    }

    /// Shape: a key of at most 64 bytes, filled up with zeros.
    private static func begun(_ key: SymmetricKey, _ pad: UInt8) -> SHA256 {
        var block = [UInt8](repeating: pad, count: SHA256.blockByteCount)
        key.withUnsafeBytes { for (index, byte) in $0.enumerated() { block[index] ^= byte } }
        var hash = SHA256()
        hash.update(data: block)
        return hash
    }

    func callAsFunction(_ data: Data) -> SHA256.Digest { callAsFunction { add in data.withUnsafeBytes { add($0) } } }

    /// The hash of bytes that stand in several places, without bringing them together first.
    func callAsFunction(_ parts: (_ add: (UnsafeRawBufferPointer) -> Void) -> Void) -> SHA256.Digest {
        var (inner, outer) = (inner, outer)
        parts { inner.update(bufferPointer: $0) }
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize()
    }
}
