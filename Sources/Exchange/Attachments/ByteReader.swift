/// Bytes read in order; past the end there is nothing, never a crash.
struct ByteReader {
    let bytes: [UInt8]
    private(set) var at: Int
    let end: Int

    init(_ bytes: [UInt8], from start: Int = 0, to end: Int? = nil) {
        self.bytes = bytes
        self.end = min(max(0, end ?? bytes.count), bytes.count)
        at = min(max(0, start), self.end)
    }

    var left: Int { end - at }

    mutating func byte() -> UInt8? {
        guard left > 0 else { return nil }
        defer { at += 1 }
        return bytes[at]
    }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= left else { return nil }
        defer { at += count }
        return bytes[at..<at + count]
    }

    /// The most significant byte first.
    mutating func big(_ count: Int) -> Int? { take(count)?.reduce(0) { $0 << 8 | Int($1) } }
    mutating func little(_ count: Int) -> Int? { take(count)?.reversed().reduce(0) { $0 << 8 | Int($1) } }
    mutating func name() -> String? { take(4).map { String(decoding: $0, as: UTF8.self) } }
}

extension [UInt8] {
    mutating func append(big value: Int, _ count: Int) {
        for shift in (0..<count).reversed() { append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
    }

    mutating func append(little value: Int, _ count: Int) {
        for shift in 0..<count { append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
    }
}

/// The checksum of PNG and ZIP. Source: ISO 3309, PNG (W3C) annex D.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    static func of(_ bytes: some Sequence<UInt8>) -> Int {
        Int(bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 } ^ ~UInt32(0))
    }
}

/// How a picture is to be turned, the one thing of its EXIF that is needed to see it right.
///
/// Source: CIPA DC-008 (EXIF 2.32), tag 0x0112.
enum Orientation {
    /// 2 to 8, or nothing when upright or unreadable.
    static func of(tiff: [UInt8]) -> Int? {
        guard
            let isLittle = [[0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A]].firstIndex(of: Array(tiff.prefix(4))).map({ $0 == 0 })
        else {
            return nil
        }
        func number(_ at: Int, _ count: Int) -> Int? {
            var reader = ByteReader(tiff, from: at)
            return isLittle ? reader.little(count) : reader.big(count)
        }
        guard let start = number(4, 4), let count = number(start, 2) else { return nil }
        for entry in 0..<count {
            let at = start + 2 + 12 * entry
            guard let tag = number(at, 2) else { return nil }
            guard tag == 0x0112 else { continue }
            guard number(at + 2, 2) == 3, number(at + 4, 4) == 1, let value = number(at + 8, 2), (2...8).contains(value) else {
                return nil
            }
            return value
        }
        return nil
    }

    /// A TIFF block that says only how the picture is turned.
    static func tiff(_ value: Int) -> [UInt8] {
        var tiff: [UInt8] = [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1]
        tiff.append(big: value, 2)
        return tiff + [0, 0, 0, 0, 0, 0]
    }

    /// Whether the block points to a table of GPS values, tag 0x8825, in either byte order.
    static func hasPlace(_ tiff: [UInt8]) -> Bool {
        zip(tiff, tiff.dropFirst()).contains { $0 == (0x88, 0x25) || $0 == (0x25, 0x88) }
    }
}
