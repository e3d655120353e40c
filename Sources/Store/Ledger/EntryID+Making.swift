import Crypto
import Foundation
package import Register

extension EntryID {
    /// A new identity that sorts by time. Source: UUIDv7, RFC 9562 section 5.7.
    package static func made(at now: Moment) -> EntryID {
        // Not UUID(), which opens a file for each.
        var raw = SymmetricKey(size: .bits128).withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) }
        let milliseconds = UInt64(max(0, now.seconds)) * 1000
        raw.0 = UInt8(truncatingIfNeeded: milliseconds >> 40)
        raw.1 = UInt8(truncatingIfNeeded: milliseconds >> 32)
        raw.2 = UInt8(truncatingIfNeeded: milliseconds >> 24)
        raw.3 = UInt8(truncatingIfNeeded: milliseconds >> 16)
        raw.4 = UInt8(truncatingIfNeeded: milliseconds >> 8)
        raw.5 = UInt8(truncatingIfNeeded: milliseconds)
        raw.6 = raw.6 & 0x0F | 0x70
        raw.8 = raw.8 & 0x3F | 0x80
        return EntryID(uuid: UUID(uuid: raw))
    }
}

extension Mark {
    /// What a page gives its form.
    package static func made(at now: Moment) -> Mark { Mark(uuid: EntryID.made(at: now).uuid) }
}
