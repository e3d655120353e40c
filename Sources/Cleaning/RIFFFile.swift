/// The frame of WebP and WAVE: chunks with a name and a size, each at an even place.
///
/// Source: Multimedia Programming Interface and Data Specifications 1.0 (RIFF); RFC 9649 section 2.3.
struct RIFFFile {
    struct Chunk {
        let name: String
        var body: [UInt8]
    }

    /// A moving picture has one for each of its frames.
    private static let mostChunks = 50_000

    var chunks: [Chunk] = []
    private(set) var hasMore = false

    /// Errors: `damaged` when a chunk does not end within the file.
    init(_ bytes: [UInt8], _ kind: FileKind) throws(AttachmentRefusal) {
        var reader = ByteReader(bytes, from: 4)
        guard let size = reader.little(4), size >= 4, size <= reader.left, reader.name() != nil else { throw .damaged(kind) }
        hasMore = bytes.count > 8 + size
        chunks = try RIFFFile.chunks(bytes, from: 12, to: 8 + size, kind)
    }

    static func chunks(_ bytes: [UInt8], from start: Int, to end: Int, _ kind: FileKind) throws(AttachmentRefusal) -> [Chunk] {
        var reader = ByteReader(bytes, from: start, to: end)
        var chunks: [Chunk] = []
        while reader.left > 0 {
            guard chunks.count < mostChunks else { throw .bomb }
            guard let name = reader.name(), let size = reader.little(4), let body = reader.take(size) else { throw .damaged(kind) }
            chunks.append(Chunk(name: name, body: Array(body)))
            // Some writers leave out the last filler.
            if size % 2 == 1, reader.left > 0, reader.byte() == nil { throw .damaged(kind) }
        }
        return chunks
    }

    static func bytes(_ chunks: [Chunk]) -> [UInt8] {
        var bytes: [UInt8] = []
        for chunk in chunks {
            bytes += chunk.name.utf8
            bytes.append(little: chunk.body.count, 4)
            bytes += chunk.body
            if chunk.body.count % 2 == 1 { bytes.append(0) }
        }
        return bytes
    }

    func bytes(form: String) -> [UInt8] {
        let body = RIFFFile.bytes(chunks)
        var bytes = Array("RIFF".utf8)
        bytes.append(little: body.count + 4, 4)
        return bytes + form.utf8 + body
    }
}

/// A recording in WAVE form: the shape of the sound and the sound.
enum WaveFile {
    static func clean(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        var file = try RIFFFile(bytes, .wav)
        var clean = Cleaned()
        let names = file.chunks.map(\.name)
        guard names.filter({ $0 == "data" }).count == 1, names.filter({ $0 == "fmt " }).count == 1 else { throw .damaged(.wav) }
        if file.hasMore { clean.removed.insert(.afterEnd) }
        file.chunks.removeAll { chunk in
            guard !["fmt ", "fact", "data"].contains(chunk.name) else { return false }
            clean.removed.insert(["LIST", "bext", "iXML", "id3 ", "ID3 ", "_PMX"].contains(chunk.name) ? .words : .unknownParts)
            return true
        }
        guard let shape = file.chunks.first(where: { $0.name == "fmt " }), [16, 18, 40].contains(shape.body.count) else {
            throw .damaged(.wav)
        }
        clean.bytes = file.bytes(form: "WAVE")
        return clean
    }
}
