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
