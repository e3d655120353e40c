import Crypto
import Foundation
import Register
import Store

/// When somebody first asked at the public door, signed by the server. It reserves nothing, and lets in once.
///
/// Shape: the second, a random word, and the mark of both, with points between them.
struct TurnTicket: Sendable, Equatable {
    /// Units: seconds. Older ones are as if nobody had asked.
    static let lifetime = 3600
    /// Units: bits that must be zero. Less than a second of a phone of today, some seconds of an old one.
    static let workBits = 18

    let text: String
    /// Units: seconds since 1970.
    let asked: Int
    private let mark: String

    init(asked: Int, by key: SymmetricKey) {
        let words = "\(asked).\(UInt64.random(in: 0...UInt64.max))"
        self.asked = asked
        mark = TurnTicket.mark(words, by: key)
        text = "\(words).\(mark)"
    }

    /// Nil for one that nobody here made, and for one that is too old.
    init?(_ text: String, at now: Moment, by key: SymmetricKey) {
        guard text.utf8.count <= 200, let dot = text.lastIndex(of: "."),
            let asked = Bounded.whole(text.prefix { $0 != "." }, in: 0...Bounded.largest),
            SecretText.isSame(text[text.index(after: dot)...], TurnTicket.mark(String(text[..<dot]), by: key)),
            (0...TurnTicket.lifetime).contains(now.seconds - asked)
        else { return nil }
        self.text = text
        self.asked = asked
        mark = String(text[text.index(after: dot)...])
    }

    /// Whether a browser worked for it: eight signs that, after the mark, give a digest that begins with enough zeros.
    ///
    /// Source: Back, Hashcash, 2002.
    func isWorked(_ work: String) -> Bool {
        guard work.utf8.count == 8 else { return false }
        let head = SHA256.hash(data: Data((mark + work).utf8)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return head.leadingZeroBitCount >= TurnTicket.workBits
    }

    private static func mark(_ words: String, by key: SymmetricKey) -> String {
        HMAC<SHA256>.authenticationCode(for: Data(words.utf8), using: key).prefix(16).hexadecimal
    }
}
