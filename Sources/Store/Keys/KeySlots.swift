import CSodium
import Crypto
package import Foundation

/// The ways to the root key, as with disk encryption: each slot holds the root key sealed under another secret.
package struct KeySlots: Codable, Sendable {
    package static let shortestPassphrase = PasswordStrength.shortest
    static let setting = "slots"

    private struct Slot: Codable {
        let salt: [UInt8]
        let sealed: Data
    }

    private var passphrase: Slot?
    private var keyFile: Slot?

    package init() {}

    /// Errors: `KeyFault` for one that is short, or that somebody who knows the `context` would guess.
    package mutating func add(passphrase text: String, for root: RootKey, context: [String] = []) throws {
        switch PasswordStrength(of: text, context: context) {
        case .short: throw KeyFault.tooShort(KeySlots.shortestPassphrase)
        case .common: throw KeyFault.tooCommon
        case .fine: break
        }
        let salt = KeySlots.salt()
        passphrase = try slot(root, under: try Argon2.key(from: text, salt: salt), salt)
    }

    /// Gives the content of a new key file: 32 random bytes as text. Keep it with mode 0600, away from the data.
    package mutating func addKeyFile(for root: RootKey) throws -> String {
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        keyFile = try slot(root, under: SymmetricKey(data: secret), KeySlots.salt())
        return secret.base64EncodedString() + "\n"
    }

    /// Errors: `KeyFault` with the sentence to show.
    package func open(passphrase text: String) throws -> RootKey {
        guard let passphrase else { throw KeyFault.noSuchSlot }
        return try open(passphrase, try Argon2.key(from: text, salt: passphrase.salt), otherwise: .wrongPassphrase)
    }

    package func open(keyFile url: URL) throws -> RootKey {
        let found = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
        guard let found, found[.type] as? FileAttributeType == .typeRegular else { throw KeyFault.noKeyFile }
        guard let mode = found[.posixPermissions] as? Int, mode & 0o077 == 0 else { throw KeyFault.keyFileIsReadable }
        guard let bytes = WholeFile.read(url) else { throw KeyFault.noKeyFile }
        let text = String(decoding: bytes.prefix(200), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let keyFile else { throw KeyFault.noSuchSlot }
        guard let secret = Data(base64Encoded: text), secret.count == 32 else { throw KeyFault.wrongKeyFile }
        return try open(keyFile, SymmetricKey(data: secret), otherwise: .wrongKeyFile)
    }

    private func slot(_ root: RootKey, under key: SymmetricKey, _ salt: [UInt8]) throws -> Slot {
        Slot(salt: salt, sealed: try Seal(key: key).seal(root.key.withUnsafeBytes { Data($0) }, at: salt))
    }

    private func open(_ slot: Slot, _ key: SymmetricKey, otherwise fault: KeyFault) throws -> RootKey {
        guard let bytes = try? Seal(key: key).open(slot.sealed, at: slot.salt) else { throw fault }
        return RootKey(key: SymmetricKey(data: bytes))
    }

    private static func salt() -> [UInt8] { SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) } }
}
