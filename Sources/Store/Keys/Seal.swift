package import Crypto
package import Foundation
package import Register

/// Seals and opens bytes under one key: AES-256-GCM, a random nonce, and one byte that names the suite.
///
/// Shape: suite 1 ‖ nonce 12 ‖ ciphertext ‖ tag 16. Errors: `KeyFault.damaged` when the bytes, the key or the place do not fit.
package struct Seal: Sendable {
    private static let suite: UInt8 = 1
    private let key: SymmetricKey

    package init(key: SymmetricKey) { self.key = key }

    package func seal(_ plain: some DataProtocol, at place: some DataProtocol) throws -> Data {
        let box = try AES.GCM.seal(plain, using: key, authenticating: place)
        var sealed = Data(capacity: plain.count + 29)
        sealed.append(Seal.suite)
        sealed.append(contentsOf: box.nonce)
        sealed.append(box.ciphertext)
        sealed.append(box.tag)
        return sealed
    }

    package func open(_ sealed: some DataProtocol, at place: some DataProtocol) throws -> Data {
        guard sealed.first == Seal.suite, sealed.count >= 29,
            let box = try? AES.GCM.SealedBox(combined: Data(sealed.dropFirst())),
            let plain = try? AES.GCM.open(box, using: key, authenticating: place)
        else { throw KeyFault.damaged }
        return plain
    }
}

/// The keys of every chronicle, by compartment. Today they are all wrapped by one root; later a team may hold one alone.
package protocol Keyring: Sendable {
    func newKey() throws -> (key: SymmetricKey, wrapped: Data)
    func unwrap(_ wrapped: Data) throws -> SymmetricKey
    /// Hides the kind of a chronicle beside its sealed entries, the same for all of them.
    func mask(of chronicle: ChronicleID) -> UInt8
}

/// The random root of all keys, in memory only while the program is unlocked.
///
/// Source: AES key wrap RFC 3394, HKDF RFC 5869.
package struct RootKey: Keyring {
    let key: SymmetricKey
    private let masks: KeyedHash

    init(key: SymmetricKey) {
        self.key = MemoryFence.kept(key)
        masks = KeyedHash(key: RootKey.derived(from: key, for: "kind"))
    }

    package static func random() -> RootKey { RootKey(key: SymmetricKey(size: .bits256)) }

    package func mask(of chronicle: ChronicleID) -> UInt8 {
        masks { add in withUnsafeBytes(of: chronicle.uuid.uuid) { add($0) } }.withUnsafeBytes { $0[0] }
    }

    package func newKey() throws -> (key: SymmetricKey, wrapped: Data) {
        let fresh = SymmetricKey(size: .bits256)
        return (fresh, try AES.KeyWrap.wrap(fresh, using: key))
    }

    package func unwrap(_ wrapped: Data) throws -> SymmetricKey {
        guard let opened = try? AES.KeyWrap.unwrap(wrapped, using: key) else { throw KeyFault.damaged }
        return opened
    }

    /// A key for one use: `checkpoint`, `vault`, `index`, `cookie`.
    package func derived(for use: String) -> SymmetricKey { RootKey.derived(from: key, for: use) }

    private static func derived(from key: SymmetricKey, for use: String) -> SymmetricKey {
        MemoryFence.kept(HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data("anse/\(use)".utf8), outputByteCount: 32))
    }
}
