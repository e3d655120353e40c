/// A ZIP file whose parts lie in it as they are, so that bent parts keep a true sum and reach the reader behind the ZIP.
///
/// Source: APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
enum StoredZip {
    static func file(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let name = Array(part.name.utf8)
            let facts = small(20) + small(0x0800) + small(0) + small(0) + small(0x21) + large(sum(part.bytes))
            let sizes = large(UInt32(part.bytes.count)) + large(UInt32(part.bytes.count)) + small(UInt16(name.count)) + small(0)
            directory += [0x50, 0x4B, 1, 2] + small(20) + facts + sizes + small(0) + small(0) + small(0) + large(0)
            directory += large(UInt32(file.count)) + name
            file += [0x50, 0x4B, 3, 4] + facts + sizes + name + part.bytes
        }
        let count = small(UInt16(parts.count))
        let ending = [0x50, 0x4B, 5, 6] + small(0) + small(0) + count + count + large(UInt32(directory.count))
        return file + directory + ending + large(UInt32(file.count)) + small(0)
    }

    private static func small(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }
    private static func large(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> (8 * $0) & 0xFF) } }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }

    private static func sum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
    }
}
