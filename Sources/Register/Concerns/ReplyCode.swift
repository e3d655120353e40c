/// The code under which somebody from the public reads the answer to what they wrote: twenty digits, shown in groups of four.
package struct ReplyCode: Sendable, Equatable {
    package static let length = 20
    package let digits: String

    /// As a person typed or pasted it: digits of any script, whatever stands between them. Nil when they are not twenty.
    package init?(_ text: some StringProtocol) {
        let digits = text.compactMap { $0.isWholeNumber ? $0.wholeNumberValue : nil }.filter { (0...9).contains($0) }
        guard digits.count == ReplyCode.length else { return nil }
        self.digits = digits.map(String.init).joined()
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
