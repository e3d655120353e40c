/// A JPEG picture, taken apart by its segments and put together from those that draw it.
///
/// Source: ITU-T T.81 annex B; JFIF 1.02; EXIF 2.32 (how the picture is turned is kept, alone).
struct JPEGFile {
    /// Units: pixels. More would be a bomb for whoever opens it.
    static let largest = 200_000_000

    private var reader: ByteReader
    private var clean = Cleaned()
    private var turn: Int?
    private var hasFrame = false

    static func clean(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        var file = JPEGFile(reader: ByteReader(bytes))
        return try file.read()
    }

    private init(reader: ByteReader) { self.reader = reader }

    private mutating func read() throws(AttachmentRefusal) -> Cleaned {
        guard reader.big(2) == 0xFFD8 else { throw .damaged(.jpeg) }
        var hasScan = false
        // Each marker takes two bytes, so that this comes to the end.
        while reader.left > 0 {
            let marker = try marker()
            switch marker {
            case 0xD9:
                guard hasScan else { throw .damaged(.jpeg) }
                clean.bytes += [0xFF, 0xD9]
                if reader.left > 0 { clean.removed.insert(.afterEnd) }
                return finished()
            case 0xDA:
                let header = try segment()
                guard hasFrame, header.count == 4 + 2 * Int(header[0]), (1...4).contains(header[0]) else { throw .damaged(.jpeg) }
                keep(marker, header)
                try copyScan()
                hasScan = true
            case 0xC0, 0xC1, 0xC2: try frame(marker)
            case 0xC4: try table(marker, isHuffman: true)
            case 0xDB: try table(marker, isHuffman: false)
            case 0xDD:
                let interval = try segment()
                guard interval.count == 2 else { throw .damaged(.jpeg) }
                keep(marker, interval)
            case 0xE0...0xEF, 0xFE: application(marker, try segment())
            default: throw .damaged(.jpeg)
            }
        }
        throw .damaged(.jpeg)
    }

    /// How the picture is turned goes first, where EXIF belongs.
    private func finished() -> Cleaned {
        var clean = clean
        var head: [UInt8] = [0xFF, 0xD8]
        if let turn {
            let exif = Array("Exif\0\0".utf8) + Orientation.tiff(turn)
            head += [0xFF, 0xE1]
            head.append(big: exif.count + 2, 2)
            head += exif
        }
        clean.bytes = head + clean.bytes
        return clean
    }

    private mutating func marker() throws(AttachmentRefusal) -> UInt8 {
        guard reader.byte() == 0xFF, var marker = reader.byte() else { throw .damaged(.jpeg) }
        while marker == 0xFF {
            guard let next = reader.byte() else { throw .damaged(.jpeg) }
            marker = next
        }
        return marker
    }

    private mutating func segment() throws(AttachmentRefusal) -> [UInt8] {
        guard let length = reader.big(2), length > 2, let body = reader.take(length - 2) else { throw .damaged(.jpeg) }
        return Array(body)
    }

    private mutating func keep(_ marker: UInt8, _ body: [UInt8]) {
        clean.bytes += [0xFF, marker]
        clean.bytes.append(big: body.count + 2, 2)
        clean.bytes += body
    }

    private mutating func frame(_ marker: UInt8) throws(AttachmentRefusal) {
        let body = try segment()
        var fields = ByteReader(body)
        guard !hasFrame, let bits = fields.byte(), let height = fields.big(2), let width = fields.big(2), let parts = fields.byte(),
            bits == 8 || bits == 12, height > 0, width > 0, (1...4).contains(parts), body.count == 6 + 3 * Int(parts)
        else { throw .damaged(.jpeg) }
        guard width * height <= JPEGFile.largest else { throw .bomb }
        hasFrame = true
        keep(marker, body)
    }

    /// The tables are read to their end, so that no text can pass for one.
    private mutating func table(_ marker: UInt8, isHuffman: Bool) throws(AttachmentRefusal) {
        let body = try segment()
        var fields = ByteReader(body)
        while let head = fields.byte() {
            guard head >> 4 <= 1, head & 15 <= 3 else { throw .damaged(.jpeg) }
            let size = isHuffman ? fields.take(16).map { $0.reduce(0) { $0 + Int($1) } } : (head >> 4 == 0 ? 64 : 128)
            guard let size, (1...256).contains(size), fields.take(size) != nil else { throw .damaged(.jpeg) }
        }
        keep(marker, body)
    }

    /// Of what programs add, only what the colours and the turning need.
    private mutating func application(_ marker: UInt8, _ body: [UInt8]) {
        if marker == 0xE0, body.starts(with: "JFIF\0".utf8), body.count >= 14 {
            if body.count > 14 { clean.removed.insert(.preview) }
            return keep(marker, body[..<12] + [0, 0])
        }
        if marker == 0xE2, body.starts(with: "ICC_PROFILE\0".utf8) {
            clean.kept.insert(.colours)
            return keep(marker, body)
        }
        if marker == 0xEE, body.starts(with: "Adobe".utf8), body.count >= 12 { return keep(marker, Array(body[..<12])) }
        if marker == 0xE1, body.starts(with: "Exif\0".utf8) {
            let tiff = Array(body.dropFirst(6))
            turn = turn ?? Orientation.of(tiff: tiff)
            guard tiff != turn.map(Orientation.tiff) else { return }
            clean.removed.insert(.device)
            if Orientation.hasPlace(tiff) { clean.removed.insert(.place) }
        } else {
            clean.removed.insert([0xE1, 0xED, 0xFE].contains(marker) ? .words : .unknownParts)
        }
    }

    /// Copies the drawn data up to the next marker that ends it.
    private mutating func copyScan() throws(AttachmentRefusal) {
        let start = reader.at
        var at = start
        while at + 1 < reader.end {
            if reader.bytes[at] == 0xFF, reader.bytes[at + 1] != 0, !(0xD0...0xD7).contains(reader.bytes[at + 1]) {
                clean.bytes += reader.bytes[start..<at]
                _ = reader.take(at - start)
                return
            }
            at += 1
        }
        throw .damaged(.jpeg)
    }
}
