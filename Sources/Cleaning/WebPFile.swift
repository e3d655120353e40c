/// A WebP picture without its EXIF and XMP; how it is turned is kept, alone.
///
/// Source: RFC 9649 section 2.
struct WebPFile {
    private static let drawn: Set = ["VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP", "VP8X"]

    private var clean = Cleaned()
    private var turn: Int?

    static func clean(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        var picture = WebPFile()
        return try picture.read(bytes)
    }

    private mutating func read(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        var file = try RIFFFile(bytes, .webp)
        if file.hasMore { clean.removed.insert(.afterEnd) }
        guard let first = file.chunks.first, ["VP8 ", "VP8L", "VP8X"].contains(first.name) else { throw .damaged(.webp) }
        let isExtended = first.name == "VP8X"
        var kept: [RIFFFile.Chunk] = []
        for chunk in file.chunks { try take(chunk, into: &kept) }
        let names = kept.map(\.name)
        guard names.contains("ANMF") || names.filter({ $0 == "VP8 " || $0 == "VP8L" }).count == 1,
            names.filter({ $0 == "VP8X" }).count == (isExtended ? 1 : 0)
        else { throw .damaged(.webp) }
        if isExtended {
            kept[0].body[0] = kept[0].body[0] & ~0x0C | (turn == nil ? 0 : 0x08)
            if let turn { kept.append(RIFFFile.Chunk(name: "EXIF", body: Orientation.tiff(turn))) }
        }
        file.chunks = kept
        clean.bytes = file.bytes(form: "WEBP")
        return clean
    }

    private mutating func take(_ chunk: RIFFFile.Chunk, into kept: inout [RIFFFile.Chunk]) throws(AttachmentRefusal) {
        switch chunk.name {
        case "VP8X": try checkCanvas(chunk.body)
        case "VP8 ", "VP8L": try WebPFile.checkDrawing(chunk)
        case "ICCP": clean.kept.insert(.colours)
        case "ANMF": return kept.append(try frame(chunk))
        case "EXIF": return exif(chunk.body)
        default: break
        }
        if WebPFile.drawn.contains(chunk.name) {
            kept.append(chunk)
        } else {
            clean.removed.insert(chunk.name == "XMP " ? .words : .unknownParts)
        }
    }

    private mutating func exif(_ body: [UInt8]) {
        let tiff = body.starts(with: "Exif\0\0".utf8) ? Array(body.dropFirst(6)) : body
        turn = turn ?? Orientation.of(tiff: tiff)
        guard tiff != turn.map(Orientation.tiff) else { return }
        clean.removed.insert(.device)
        if Orientation.hasPlace(tiff) { clean.removed.insert(.place) }
    }

    private func checkCanvas(_ body: [UInt8]) throws(AttachmentRefusal) {
        var fields = ByteReader(body, from: 4)
        guard body.count == 10, let width = fields.little(3), let height = fields.little(3) else { throw .damaged(.webp) }
        guard (width + 1) * (height + 1) <= JPEGFile.largest else { throw .bomb }
    }

    private static func checkDrawing(_ chunk: RIFFFile.Chunk) throws(AttachmentRefusal) {
        let starts =
            chunk.name == "VP8L" ? chunk.body.first == 0x2F : Array(chunk.body.dropFirst(3).prefix(3)) == [0x9D, 0x01, 0x2A]
        guard starts, chunk.body.count >= (chunk.name == "VP8L" ? 5 : 10) else { throw .damaged(.webp) }
    }

    /// A frame of a moving picture is a small file of its own.
    private mutating func frame(_ chunk: RIFFFile.Chunk) throws(AttachmentRefusal) -> RIFFFile.Chunk {
        let body = chunk.body
        guard body.count > 24 else { throw .damaged(.webp) }
        var parts = try RIFFFile.chunks(body, from: 16, to: body.count, .webp)
        for part in parts where part.name == "VP8 " || part.name == "VP8L" { try WebPFile.checkDrawing(part) }
        let count = parts.count
        parts.removeAll { !["VP8 ", "VP8L", "ALPH"].contains($0.name) }
        if parts.count < count { clean.removed.insert(.unknownParts) }
        guard parts.contains(where: { $0.name != "ALPH" }) else { throw .damaged(.webp) }
        return RIFFFile.Chunk(name: chunk.name, body: Array(body[..<16]) + RIFFFile.bytes(parts))
    }
}
