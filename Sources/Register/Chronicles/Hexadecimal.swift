extension Sequence<UInt8> {
    /// Two digits a byte, in small letters.
    package var hexadecimal: String {
        var digits: [UInt8] = []
        func add(_ half: UInt8) { digits.append(half < 10 ? 0x30 + half : 0x57 + half) }
        for byte in self {
            add(byte >> 4)
            add(byte & 15)
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
