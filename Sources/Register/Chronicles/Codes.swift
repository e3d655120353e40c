/// A short text that names one thing of the pack.
package protocol Code: RawRepresentable<String>, Hashable, Comparable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    init(rawValue: String)
}

extension Code {
    package init(_ text: some StringProtocol) { self.init(rawValue: String(text)) }
    package init(stringLiteral value: String) { self.init(rawValue: value) }
    package var description: String { rawValue }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    package init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

package struct AgencyCode: Code {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct RoleCode: Code {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct ServiceCode: Code {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct FormID: Code {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct FieldID: Code, CodingKeyRepresentable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}
