package import Register
import Foundation

extension EntryID {
    /// A new identity that sorts by time. Source: UUIDv7, RFC 9562 section 5.7.
    package static func made(at now: Moment) -> EntryID {
        var raw = UUID().uuid
        let milliseconds = UInt64(now.seconds) * 1000
        raw.0 = UInt8(truncatingIfNeeded: milliseconds >> 40)
        raw.1 = UInt8(truncatingIfNeeded: milliseconds >> 32)
        raw.2 = UInt8(truncatingIfNeeded: milliseconds >> 24)
        raw.3 = UInt8(truncatingIfNeeded: milliseconds >> 16)
        raw.4 = UInt8(truncatingIfNeeded: milliseconds >> 8)
        raw.5 = UInt8(truncatingIfNeeded: milliseconds)
        raw.6 = raw.6 & 0x0F | 0x70
        return EntryID(uuid: UUID(uuid: raw))
    }
}
