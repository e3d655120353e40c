import Foundation
import Register
import Store

/// The token in every form of one session: nobody can guess it, and it proves, also when that session is over, whose it was.
///
/// Shape: 32 random bytes ‖ account (16) ‖ second of making (8, big-endian) in Base64 for addresses, then a keyed mark of them.
enum FormToken {
    /// A form stands open no longer than a session lasts, and a night.
    static let hours = 24

    /// Before the one-time code nobody has proved who they are: such a token keeps nothing.
    static func make(for account: AccountID, isComplete: Bool, at now: Moment, _ store: Store) -> String {
        var bytes = Data((0..<32).map { _ in UInt8.random(in: .min ... .max) }) + account.bytes
        withUnsafeBytes(of: UInt64(bitPattern: Int64(now.seconds)).bigEndian) { bytes.append(contentsOf: $0) }
        let text = bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return "\(text).\(store.mark("\(isComplete ? "form" : "half")/\(text)"))"
    }

    /// Whose session it belonged to. Nil when nobody here made it, or too long ago.
    static func account(of token: String, at now: Moment, _ store: Store) -> AccountID? {
        guard let (text, mark) = Bounded.halves(token, at: "."), SecretText.isSame(mark, store.mark("form/\(text)")),
            let bytes = Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + "="),
            bytes.count == 56
        else { return nil }
        let made = Moment(seconds: Int(clamping: bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
        guard made <= now, now < made.after(hours: hours) else { return nil }
        return AccountID(bytes: bytes.dropFirst(32).prefix(16))
    }
}
