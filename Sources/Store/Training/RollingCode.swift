import Crypto
import Foundation
package import Register

/// What the trainer's screen shows. It changes each minute, so that nobody signs for a friend who is elsewhere.
///
/// Shape: HMAC-SHA256 of the minute under the secret of the workshop, as six digits to type, cut as RFC 4226 does, and as a word of 96
/// bits in the square. The ones before are taken too, for whoever types slowly. The digits can be guessed in many tries, so those are
/// counted; the word cannot.
package enum RollingCode {
    /// Units: seconds for which one stands.
    package static let seconds = 60

    package static func code(of keys: Workshop.Keys, at now: Moment) -> String { code(keys, now.seconds / seconds) }
    package static func word(of keys: Workshop.Keys, at now: Moment) -> String { word(keys, now.seconds / seconds) }

    package static func isRight(_ typed: String, for keys: Workshop.Keys, at now: Moment) -> Bool {
        isOne(typed.filter { $0.isASCII && $0.isNumber }, code, keys, now)
    }

    package static func isWord(_ text: String, for keys: Workshop.Keys, at now: Moment) -> Bool { isOne(text, word, keys, now) }

    private static func isOne(_ text: String, _ make: (Workshop.Keys, Int) -> String, _ keys: Workshop.Keys, _ now: Moment) -> Bool
    {
        let step = now.seconds / seconds
        return !keys.secret.isEmpty && [step, step - 1].contains { SecretText.isSame(text, make(keys, $0)) }
    }

    private static func code(_ keys: Workshop.Keys, _ step: Int) -> String {
        let mac = keys.mac("minute/\(step)")
        let at = Int(mac[31] & 0x0F)
        let number = mac[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - text.count) + text
    }

    private static func word(_ keys: Workshop.Keys, _ step: Int) -> String {
        Workshop.Keys.word(keys.mac("square/\(step)").prefix(12))
    }
}

extension Workshop.Keys {
    /// The secret part of a participant's own address. Nobody without the secret of the workshop can make it.
    package func token(of participant: EntryID) -> String { Workshop.Keys.word(mac("participant/\(participant)").prefix(18)) }

    /// The entry that a form of the door becomes, and the participant it brings. A form chooses neither, so none can name somebody else.
    ///
    /// Shape: a UUID of version 8. Source: RFC 9562 section 5.8.
    func arrival(by form: Mark) -> EntryID? {
        var bytes = Array(mac("arrival/\(form)").prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return EntryID(bytes: bytes)
    }

    func mac(_ text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8))))
    }

    /// Base 64 for addresses.
    fileprivate static func word(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }
}
