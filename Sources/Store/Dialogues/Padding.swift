import Foundation

/// Fills what is sealed up to one of few sizes, so that its length tells nothing.
///
/// Units: 4, 16, 64, 256 KiB, and beyond that whole steps of 256 KiB.
enum Padding {
    private static let steps = [4 << 10, 16 << 10, 64 << 10, 256 << 10]

    static func size(for count: Int) -> Int {
        steps.first { count <= $0 } ?? (count + (256 << 10) - 1) / (256 << 10) * (256 << 10)
    }

    /// JSON may end in spaces, so what is filled reads as before.
    static func filled(_ json: Data) -> Data { json + Data(repeating: 0x20, count: size(for: json.count) - json.count) }

    /// Any bytes, their length before them. Shape: 8 bytes big-endian ‖ bytes ‖ zeros.
    static func wrapped(_ bytes: Data) -> Data {
        var all = Data(capacity: size(for: bytes.count + 8))
        all.append(bigEndian: UInt64(bytes.count))
        all.append(bytes)
        all.append(Data(repeating: 0, count: size(for: all.count) - all.count))
        return all
    }

    /// Nil when it was never wrapped.
    static func taken(from all: Data) -> Data? {
        guard all.count >= 8 else { return nil }
        let count = all.prefix(8).reduce(0) { $0 << 8 | Int($1) }
        guard count >= 0, count <= all.count - 8 else { return nil }
        return Data(all.dropFirst(8).prefix(count))
    }
}
