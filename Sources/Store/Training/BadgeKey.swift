import Crypto
package import Foundation
package import Register

/// What signs this installation's badges. Whoever holds a badge can check it without asking us: the issuer's name is its public key.
package struct BadgeKey: Sendable {
    private let key: P256.Signing.PrivateKey

    init(_ key: P256.Signing.PrivateKey) { self.key = key }

    /// Shape: `did:key:z…`, the compressed key with its kind in base 58. Source: W3C CCG, did:key method, P-256.
    package var did: String {
        "did:key:z" + BadgeKey.base58([0x80, 0x24] + Array(key.publicKey.compressedRepresentation))
    }

    /// Shape: r ‖ s, 64 bytes, over SHA-256. Source: RFC 7518 section 3.4, ES256.
    package func signature(of data: Data) throws -> Data { try key.signature(for: data).rawRepresentation }

    /// Source: the base 58 of Bitcoin, as did:key uses it.
    static func base58(_ bytes: [UInt8]) -> String {
        let letters = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
        var digits: [Int] = []
        for byte in bytes {
            var carry = Int(byte)
            for index in digits.indices {
                carry += digits[index] << 8
                digits[index] = carry % 58
                carry /= 58
            }
            while carry > 0 {
                digits.append(carry % 58)
                carry /= 58
            }
        }
        return String(bytes.prefix { $0 == 0 }.map { _ in letters[0] } + digits.reversed().map { letters[$0] })
    }
}

extension Store {
    /// Made when it is first asked for, then always the same: of two that are made at once, the one kept first is the key of both.
    package func badgeKey(at now: Moment) throws -> BadgeKey {
        if let key = try keptBadgeKey() { return key }
        try keepFirst("badge", "key", P256.Signing.PrivateKey().rawRepresentation, at: now)
        guard let key = try keptBadgeKey() else { throw KeyFault.damaged }
        return key
    }

    private func keptBadgeKey() throws -> BadgeKey? {
        guard let kept = try kept("badge", "key", as: Data.self) else { return nil }
        return BadgeKey(try P256.Signing.PrivateKey(rawRepresentation: kept))
    }
}
