package import FoundationEssentials

/// A 16-byte identity.
package protocol Identifier: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    var uuid: UUID { get }
    init(uuid: UUID)
}

extension Identifier {
    /// Nil when it is not 16 bytes.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(uuid: UUID(uuid: bytes.loadUnaligned(as: uuid_t.self)))
    }

    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var value: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &value) { $0.copyBytes(from: bytes) }
        self.init(uuid: UUID(uuid: value))
    }

    package init?(_ text: some StringProtocol) {
        guard let uuid = UUID(uuidString: String(text)) else { return nil }
        self.init(uuid: uuid)
    }

    package var bytes: [UInt8] { withUnsafeBytes(of: uuid.uuid) { Array($0) } }
    package var description: String { uuid.uuidString.lowercased() }

    package static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

    package init(from decoder: any Decoder) throws { self.init(uuid: try decoder.singleValueContainer().decode(UUID.self)) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(uuid)
    }
}

package struct ChronicleID: Identifier {
    package let uuid: UUID
    package init(uuid: UUID) { self.uuid = uuid }
}

package struct EntryID: Identifier {
    package let uuid: UUID
    package init(uuid: UUID) { self.uuid = uuid }
}

/// What a sender chose (UUIDv7), so that sending twice records once. It is nobody's identity: what is recorded has one of the server's.
package struct Mark: Identifier {
    package let uuid: UUID
    package init(uuid: UUID) { self.uuid = uuid }
}

/// A person with an account.
package struct AccountID: Identifier {
    package let uuid: UUID
    package init(uuid: UUID) { self.uuid = uuid }
}

extension ChronicleID {
    /// The chronicle that holds what stays of this one: the same identity with other bytes inverted than for `looks`.
    package var remains: ChronicleID {
        var raw = uuid.uuid
        raw.14 = ~raw.14
        raw.1 = ~raw.1
        return ChronicleID(uuid: UUID(uuid: raw))
    }

    /// The chronicle that holds who opened this one: the same identity with its last byte inverted, so that no table has to relate
    /// the two.
    package var looks: ChronicleID {
        var raw = uuid.uuid
        raw.15 = ~raw.15
        raw.0 = ~raw.0
        return ChronicleID(uuid: UUID(uuid: raw))
    }
}
