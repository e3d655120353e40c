import CSodium
import Crypto
import Foundation

/// Turns a passphrase into a key slowly.
///
/// Units: 64 MiB of memory, three passes (about 0.2 s). Source: RFC 9106, libsodium's crypto_pwhash.
package enum Argon2 {
    static let saltLength = 16

    /// Errors: `KeyFault.noMemory` when the 64 MiB cannot be had.
    static func key(from passphrase: String, salt: [UInt8]) throws -> SymmetricKey {
        var key = [UInt8](repeating: 0, count: 32)
        let status = crypto_pwhash(
            &key, 32, passphrase, UInt64(passphrase.utf8.count), salt, 3, 64 << 20, crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else { throw KeyFault.noMemory }
        defer { sodium_memzero(&key, key.count) }
        return SymmetricKey(data: key)
    }

    /// A text that proves a password later and does not give it away.
    package static func hash(_ password: String) throws -> String {
        var text = [CChar](repeating: 0, count: 128)
        guard crypto_pwhash_str(&text, password, UInt64(password.utf8.count), 3, 64 << 20) == 0 else { throw KeyFault.noMemory }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    package static func isMatch(_ password: String, _ hash: String) -> Bool {
        crypto_pwhash_str_verify(hash, password, UInt64(password.utf8.count)) == 0
    }
}

/// What can be wrong with keys, in a sentence that says what to do.
package enum KeyFault: Error, Equatable, CustomStringConvertible {
    case wrongPassphrase, wrongKeyFile, noSuchSlot, noMemory, tooShort(Int), tooCommon, keyFileIsReadable, noKeyFile, damaged

    package var description: String {
        switch self {
        case .wrongPassphrase: "the passphrase does not open this data folder; nothing was changed, try again"
        case .wrongKeyFile: "this key file does not belong to this data folder; use the one that was made with it"
        case .noSuchSlot: "this data folder has no such way in; use the passphrase"
        case .noMemory: "not enough memory to check the passphrase (64 MiB are needed); free some and try again"
        case .tooShort(let length): "the passphrase is too short; use at least \(length) characters"
        case .tooCommon:
            "the passphrase is easy to guess: common words, rows of keys, or a name; use four words that belong to nothing"
        case .keyFileIsReadable: "the key file can be read by others; run: chmod 600 FILE"
        case .noKeyFile: "there is no key file at this path that can be read; name the one that was made with this data folder"
        case .damaged: "a sealed value was altered; run: anse verify --data DIR"
        }
    }
}
