import Crypto
import Foundation
package import Register

/// The six digits on the trainer's screen. They change each minute, so that nobody signs for a friend who is elsewhere.
///
/// Shape: HMAC-SHA256 of the minute under the secret of the workshop, cut to six digits as RFC 4226 does. The one before is taken
/// too, for whoever types slowly.
package enum RollingCode {
    /// Units: seconds for which one stands.
    package static let seconds = 60

    package static func code(of keys: Workshop.Keys, at now: Moment) -> String { code(keys, now.seconds / seconds) }

    package static func isRight(_ typed: String, for keys: Workshop.Keys, at now: Moment) -> Bool {
        let digits = typed.filter { $0.isASCII && $0.isNumber }
        let step = now.seconds / seconds
        return !keys.secret.isEmpty && (digits == code(keys, step) || digits == code(keys, step - 1))
    }

    private static func code(_ keys: Workshop.Keys, _ step: Int) -> String {
        let mac = Array(
            HMAC<SHA256>.authenticationCode(for: Data("minute/\(step)".utf8), using: SymmetricKey(data: Data(keys.secret.utf8))))
        let at = Int(mac[31] & 0x0F)
        let number = mac[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - text.count) + text
    }
}

extension Workshop.Keys {
    /// The secret part of a participant's own address. Nobody without the secret of the workshop can make it.
    package func token(of participant: EntryID) -> String {
        let mac = HMAC<SHA256>.authenticationCode(
            for: Data("participant/\(participant)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return Data(mac.prefix(18)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }
}

extension RollingCode {
    /// Units: seconds in which the questions must be answered, once the digits were right.
    private static let patience = 900

    /// That somebody saw the screen just now: good for a quarter of an hour, so that slow typing shuts nobody out.
    package static func ticket(of keys: Workshop.Keys, at now: Moment) -> String { "\(now.seconds).\(mark(keys, now.seconds))" }

    package static func isTicket(_ text: String, for keys: Workshop.Keys, at now: Moment) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let seconds = Int(parts[0]), seconds <= now.seconds, now.seconds - seconds <= patience else {
            return false
        }
        return !keys.secret.isEmpty && mark(keys, seconds) == parts[1]
    }

    private static func mark(_ keys: Workshop.Keys, _ seconds: Int) -> String {
        Store.hexadecimal(
            HMAC<SHA256>.authenticationCode(for: Data("ticket/\(seconds)".utf8), using: SymmetricKey(data: Data(keys.secret.utf8)))
                .prefix(12))
    }
}
