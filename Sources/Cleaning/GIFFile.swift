/// A GIF picture without its comments and what programs added.
///
/// Source: GIF89a specification, sections 17 to 27.
struct GIFFile {
    private var reader: ByteReader
    private var clean = Cleaned()

    static func clean(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        var file = GIFFile(reader: ByteReader(bytes))
        return try file.read()
    }

    private init(reader: ByteReader) { self.reader = reader }

    private mutating func read() throws(AttachmentRefusal) -> Cleaned {
        _ = try take(6)
        try checkSize()
        let flags = try byte()
        _ = try take(2)
        try copyColours(flags)
        var hasPicture = false
        // Each part has a byte that says what it is, so that this comes to the end.
        while reader.left > 0 {
            switch try byte() {
            case 0x2C:
                _ = try take(4)
                try checkSize()
                try copyColours(try byte())
                _ = try byte()
                try copyBlocks()
                hasPicture = true
            case 0x21: try added()
            case 0x3B:
                guard hasPicture else { throw .damaged(.gif) }
                if reader.left > 0 { clean.removed.insert(.afterEnd) }
                return clean
            default: throw .damaged(.gif)
            }
        }
        throw .damaged(.gif)
    }

    /// The width and the height of the whole, or of one picture in it.
    private mutating func checkSize() throws(AttachmentRefusal) {
        var ahead = reader
        guard let width = ahead.little(2), let height = ahead.little(2) else { throw .damaged(.gif) }
        guard width * height <= JPEGFile.largest else { throw .bomb }
        _ = try take(4)
    }

    private mutating func byte() throws(AttachmentRefusal) -> UInt8 {
        guard let byte = reader.byte() else { throw .damaged(.gif) }
        clean.bytes.append(byte)
        return byte
    }

    private mutating func take(_ count: Int) throws(AttachmentRefusal) -> ArraySlice<UInt8> {
        guard let bytes = reader.take(count) else { throw .damaged(.gif) }
        clean.bytes += bytes
        return bytes
    }

    private mutating func copyColours(_ flags: UInt8) throws(AttachmentRefusal) {
        if flags & 0x80 != 0 { _ = try take(3 << (Int(flags & 7) + 1)) }
    }

    private mutating func copyBlocks() throws(AttachmentRefusal) {
        while case let size = try byte(), size > 0 { _ = try take(Int(size)) }
    }

    /// Keeps the timing and the loop of a moving picture; the rest is words.
    private mutating func added() throws(AttachmentRefusal) {
        let start = clean.bytes.count - 1
        let label = try byte()
        let first = reader.at
        try copyBlocks()
        let isLoop = label == 0xFF && Array(reader.bytes[first..<reader.at]).starts(with: [11] + Array("NETSCAPE2.0".utf8))
        guard !(label == 0xF9 && reader.at - first == 6), !(isLoop && reader.at - first == 17) else { return }
        clean.bytes.removeSubrange(start...)
        clean.removed.insert(label == 0xFE || label == 0x01 ? .words : .unknownParts)
    }
}
