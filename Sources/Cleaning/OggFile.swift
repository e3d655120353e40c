/// An Ogg recording: kept as it is, its pages held to their order. What the recorder wrote inside stays.
///
/// Source: RFC 3533 section 6.
enum OggFile {
    static func check(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        var reader = ByteReader(bytes)
        var isFirst = true
        while reader.left > 0 {
            guard reader.name() == "OggS", reader.byte() == 0, let flags = reader.byte(), isFirst == (flags & 2 != 0) || !isFirst,
                reader.take(20) != nil, let count = reader.byte(), let sizes = reader.take(Int(count)),
                let body = reader.take(sizes.reduce(0) { $0 + Int($1) })
            else { throw .damaged(.ogg) }
            if isFirst, !["OpusHead", "\u{1}vorbis", "\u{7F}FLAC", "Speex   "].contains(where: { body.starts(with: $0.utf8) }) {
                throw .notAllowed(found: "OGG")
            }
            isFirst = false
        }
        return Cleaned(bytes: bytes, kept: [.recording])
    }
}
