/// An address that a notice may go to, or come from. What is no plain address is none, so that nothing can be added to a message.
///
/// Source: the part of RFC 5321 that people use: letters, digits and _+-' in ASCII, a host with a dot. No quotes, no comments, no routes.
package struct MailAddress: Codable, Sendable, Hashable {
    package let text: String

    package init?(_ text: String) {
        guard text.utf8.count <= 254, let (name, host) = Bounded.halves(text, at: "@"), (1...64).contains(name.utf8.count) else {
            return nil
        }
        let isName = MailAddress.isDotted(name) { $0.isPlain || "_+-'".utf8.contains($0) }
        let isHost = MailAddress.isDotted(host) { $0.isPlain || $0 == 0x2D }
        let labels = host.split(separator: ".")
        guard isName, isHost, name.first != "-", labels.count >= 2,
            labels.allSatisfy({ $0.utf8.count <= 63 && $0.first != "-" && $0.last != "-" })
        else { return nil }
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let address = MailAddress(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no address"))
        }
        self = address
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static func isDotted(_ text: Substring, _ isAllowed: (UInt8) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAllowed) }
    }
}

extension UInt8 {
    fileprivate var isPlain: Bool { (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
