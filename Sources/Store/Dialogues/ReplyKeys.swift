import Crypto
import Foundation
import Register

/// What a reply code unlocks, derived slowly: the name of its place in the vault, and the key of what lies there.
///
/// Shape: neither the folder, nor the root key without the code, leads from a code to its messages.
package struct ReplyKey: Sendable {
    /// A slow hash, all that is kept of the code. Also what tries are counted by.
    package let lookUp: String
    let seal: Seal
}

/// A door that a code opened, for a quarter of an hour, so that a page need not hold the code.
package struct ReplyPass: Codable, Sendable, Equatable {
    let dialogue: ChronicleID
    let lookUp: String
    let until: Moment
}

/// What the installation adds to every reply code: without its root key no code can be tried.
struct ReplyKeys: Sendable {
    private let salt: [UInt8]
    private let door: SymmetricKey
    private let draw: SymmetricKey
    private let passes: Seal

    init(_ root: RootKey) {
        salt = root.derived(for: "reply-salt").withUnsafeBytes { Array($0.prefix(Argon2.saltLength)) }
        door = root.derived(for: "reply-door")
        draw = root.derived(for: "reply-draw")
        passes = Seal(key: root.derived(for: "reply-pass"))
    }

    /// Takes as long for what is no code as for one. Errors: `KeyFault.noMemory`.
    func key(for text: String) throws -> ReplyKey {
        let slow = try Argon2.key(from: ReplyCode(text)?.digits ?? text, salt: salt)
        func derived(_ use: String, _ count: Int) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: slow, salt: door.withUnsafeBytes { Data($0) }, info: Data("anse/\(use)".utf8),
                outputByteCount: count)
        }
        return ReplyKey(
            lookUp: derived("reply-look-up", 16).withUnsafeBytes { $0.hexadecimal },
            seal: Seal(key: derived("reply-locator", 32)))
    }

    /// The same for the same words of the same form, so that what is sent again after a lost answer has the same code.
    func drawn(_ use: String, from words: Data, _ count: Int) -> [UInt8] {
        let mac = HMAC<SHA256>.authenticationCode(for: words, using: draw)
        return HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: mac), info: Data("anse/\(use)".utf8), outputByteCount: count
        ).withUnsafeBytes { Array($0) }
    }

    func text(of pass: ReplyPass) throws -> String {
        try passes.seal(try JSONEncoder().encode(pass), at: Data("pass".utf8)).base64EncodedString()
    }

    /// Nil for one that is over, or that nobody here made.
    func pass(_ text: String, at now: Moment) -> ReplyPass? {
        guard let sealed = Data(base64Encoded: text), let plain = try? passes.open(sealed, at: Data("pass".utf8)),
            let pass = try? JSONDecoder().decode(ReplyPass.self, from: plain), now < pass.until
        else { return nil }
        return pass
    }
}
