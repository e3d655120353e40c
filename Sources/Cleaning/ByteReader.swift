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
