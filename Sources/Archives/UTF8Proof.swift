/// Whether bytes that come in pieces are UTF-8. Source: Unicode 15, table 3-7.
struct UTF8Proof {
    private var left = 0
    private var next: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether no character was left in the middle.
    var isWhole: Bool { left == 0 }

    /// False as soon as they are not.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var at = 0
        while at < bytes.count {
            // Most is ASCII, eight letters at once.
            if left == 0, at + 8 <= bytes.count,
                bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                at += 8
                continue
            }
            guard take(bytes[at]) else { return false }
            at += 1
        }
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard left == 0 else {
            guard next.contains(byte) else { return false }
            (left, next) = (left - 1, 0x80...0xBF)
            return true
        }
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: left = 1
        case 0xE0: (left, next) = (2, 0xA0...0xBF)
        case 0xED: (left, next) = (2, 0x80...0x9F)
        case 0xE1...0xEF: left = 2
        case 0xF0: (left, next) = (3, 0x90...0xBF)
        case 0xF4: (left, next) = (3, 0x80...0x8F)
        case 0xF1...0xF3: left = 3
        default: return false
        }
        return true
    }
}
