/// The code under which somebody from the public reads the answer to what they wrote: twenty digits, shown in groups of four.
package struct ReplyCode: Sendable, Equatable {
    package static let length = 20
    package let digits: String

    /// As a person typed it, with spaces or dashes between the groups. Nil when it is not twenty digits.
    package init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8).filter { (0x30...0x39).contains($0) }
        let others = text.contains { !$0.isASCII || !($0.isNumber || $0.isWhitespace || "-.".contains($0)) }
        guard !others, digits.count == ReplyCode.length else { return nil }
        self.digits = String(decoding: digits, as: UTF8.self)
    }

    /// Drawn from random bytes, each digit as likely as any other. Nil when there are too few.
    package init?(drawing bytes: some Sequence<UInt8>) {
        let digits = Array(bytes).filter { $0 < 250 }.prefix(ReplyCode.length).map { 0x30 + $0 % 10 }
        guard digits.count == ReplyCode.length else { return nil }
        self.digits = String(decoding: digits, as: UTF8.self)
    }

    package var groups: [String] {
        stride(from: 0, to: ReplyCode.length, by: 4).map { start in
            String(decoding: Array(digits.utf8)[start..<start + 4], as: UTF8.self)
        }
    }
}
