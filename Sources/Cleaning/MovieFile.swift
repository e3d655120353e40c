/// A film or a recording of the MP4 family. What phones write beside it - where, with what, by whom - is blanked where it stands,
/// because the film is addressed by its place in the file.
///
/// Source: ISO 14496-12 sections 4.2, 8.1.2 (free space), 8.10.1 (user data), 8.11.1 (meta).
struct MovieFile {
    private var bytes: [UInt8]
    private let kind: FileKind
    private var clean = Cleaned(kept: [.recording])
    private var names: Set<String> = []
    private var boxes = 0
    /// Boxes that hold boxes stand no deeper, and no film has more of them. A film in fragments has some for each second.
    private static let (deepest, mostBoxes) = (8, 200_000)

    static func kind(_ bytes: [UInt8]) -> FileKind? {
        let brand = String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self)
        if ["M4A ", "M4B "].contains(brand) { return .m4a }
        let films: Set = [
            "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "M4VH", "MSNV", "qt  ", "dash",
        ]
        return films.contains(brand) || brand.hasPrefix("3gp") || brand.hasPrefix("3g2") ? .mp4 : nil
    }

    static func clean(_ bytes: [UInt8], _ kind: FileKind) throws(AttachmentRefusal) -> Cleaned {
        var file = MovieFile(bytes: bytes, kind: kind)
        try file.walk(0, bytes.count, depth: 0)
        guard file.names.isSuperset(of: ["ftyp", "moov", "mdat"]) else { throw .damaged(kind) }
        file.clean.bytes = file.bytes
        return file.clean
    }

    private init(bytes: [UInt8], kind: FileKind) {
        self.bytes = bytes
        self.kind = kind
    }

    private mutating func walk(_ start: Int, _ end: Int, depth: Int) throws(AttachmentRefusal) {
        guard depth <= MovieFile.deepest else { throw .damaged(kind) }
        var at = start
        // Each box has at least its own head, so that this comes to the end.
        while at < end {
            let box = try box(at, end, depth)
            boxes += 1
            guard boxes <= MovieFile.mostBoxes else { throw .bomb }
            if depth == 0 { names.insert(box.name) }
            switch box.name {
            case "udta", "meta", "uuid", "free", "skip", "wide": blank(at + 4, box.body, box.name)
            case "moov", "trak", "mdia", "minf", "moof", "traf":
                try walk(box.body.lowerBound, box.body.upperBound, depth: depth + 1)
            default: break
            }
            at = box.body.upperBound
        }
    }

    /// A size of 1 stands for a longer number behind the name; of 0, for all that is left.
    private func box(_ at: Int, _ end: Int, _ depth: Int) throws(AttachmentRefusal) -> (name: String, body: Range<Int>) {
        var reader = ByteReader(bytes, from: at, to: end)
        guard var size = reader.big(4), let name = reader.name() else { throw .damaged(kind) }
        if size == 1 {
            guard reader.big(4) == 0, let large = reader.big(4) else { throw .damaged(kind) }
            size = large
        }
        if size == 0, depth == 0 { size = end - at }
        guard size >= reader.at - at, size <= end - at else { throw .damaged(kind) }
        return (name, reader.at..<at + size)
    }

    private mutating func blank(_ nameAt: Int, _ body: Range<Int>, _ name: String) {
        bytes.replaceSubrange(nameAt..<nameAt + 4, with: "free".utf8)
        guard bytes[body].contains(where: { $0 != 0 }) else { return }
        for at in body { bytes[at] = 0 }
        clean.removed.formUnion(["udta", "meta"].contains(name) ? [.device, .place, .words] : [.unknownParts])
    }
}
