/// The public key of whoever a file is sealed to: `age1…`, which only their own secret key opens.
///
/// Shape: lower case, 62 characters, with a checksum, so that a slip of the pen is found. Source: age-encryption.org/v1 (X25519
/// recipients); BIP 173 (Bech32).
package struct RecipientKey: Codable, Sendable, Hashable {
    package let text: String

    /// Errors: `Refusal` when it is no such key, or the secret one.
    package init(_ text: String) throws(Refusal) {
        guard !text.uppercased().hasPrefix("AGE-SECRET-KEY-") else { throw Refusal("exportKeySecret") }
        guard text.hasPrefix("age1"), RecipientKey.holds(text) else {
            // Enough to find it among several, never all of what somebody pasted.
            throw Refusal("exportKeyWrong", ["key": String(text.prefix(12))])
        }
        self.text = text
    }

    package init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The keys in a text, one a line. Errors: `Refusal` for the first that is none.
    package static func all(in text: String) throws(Refusal) -> [RecipientKey] {
        var keys: [RecipientKey] = []
        for part in text.split(whereSeparator: \.isWhitespace) {
            let key = try RecipientKey(String(part))
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    // MARK: Bech32

    private static let letters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let prefix = Array("age".utf8)
    /// 32 bytes are 52 letters of five bits; six more are the checksum.
    private static let length = 58

    private static func holds(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst(4).map { letters.firstIndex(of: $0) }
        guard digits.count == length, !digits.contains(nil) else { return false }
        let high = prefix.map { Int($0 >> 5) }
        let low = prefix.map { Int($0 & 31) }
        // The last four bits of the 52 letters fill up and say nothing.
        guard let last = digits[51], last & 0b1111 == 0 else { return false }
        // bounded: lists put together, no number is added
        return checksum(high + [0] + low + digits.compactMap(\.self)) == 1
    }

    private static func checksum(_ values: [Int]) -> Int {
        let steps = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        return values.reduce(1) { sum, value in
            let top = sum >> 25
            return steps.enumerated().reduce((sum & 0x1ff_ffff) << 5 ^ value) { sum, step in
                top >> step.offset & 1 == 1 ? sum ^ step.element : sum
            }
        }
    }
}
