/// The kinds of file that may be kept with a case. The content decides; a name only may not contradict it.
package enum FileKind: String, CaseIterable, Hashable, Sendable, Codable {
    case jpeg, png, webp, gif
    case pdf
    case docx, xlsx, odt, ods
    case text, csv
    case mp3, m4a, ogg, wav
    case mp4

    package var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .gif: "image/gif"
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .text: "text/plain; charset=utf-8"
        case .csv: "text/csv; charset=utf-8"
        case .mp3: "audio/mpeg"
        case .m4a: "audio/mp4"
        case .ogg: "audio/ogg"
        case .wav: "audio/wav"
        case .mp4: "video/mp4"
        }
    }

    /// The endings a name of this kind may have, the usual one first. A one-column table cannot be told from plain text.
    package var extensions: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .text: ["txt", "text", "log", "md", "csv"]
        case .csv: ["csv", "tsv", "tab", "txt"]
        case .m4a: ["m4a", "m4b", "mp4", "aac"]
        case .ogg: ["ogg", "oga", "opus"]
        case .wav: ["wav", "wave"]
        case .mp4: ["mp4", "m4v", "mov", "3gp", "3gpp"]
        default: [rawValue]
        }
    }

    package var isImage: Bool { [.jpeg, .png, .webp, .gif].contains(self) }

    /// What the first bytes, and for ZIP files the names of the parts, say. Nothing when the kind is not among these.
    package static func of(_ bytes: some Sequence<UInt8>) -> FileKind? { try? recognize(Array(bytes)) }

    /// Errors: `notAllowed`, `unknown`, and for ZIP files what their directory already shows.
    static func recognize(_ bytes: [UInt8]) throws(AttachmentRefusal) -> FileKind {
        if let kind = magic(bytes) { return kind }
        if bytes.starts(with: "PK\u{3}\u{4}".utf8) { return try OfficeFile.recognize(bytes) }
        if let found = FileKind.neverKept(bytes) { throw .notAllowed(found: found) }
        return try PlainText.recognize(bytes)
    }

    private static func magic(_ bytes: [UInt8]) -> FileKind? {
        func has(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: PNGFile.signature) { return .png }
        if has("GIF87a") || has("GIF89a") { return .gif }
        if has("%PDF-") { return .pdf }
        if has("RIFF") { return has("WEBP", at: 8) ? .webp : has("WAVE", at: 8) ? .wav : nil }
        if has("OggS") { return .ogg }
        if has("ftyp", at: 4) { return MovieFile.kind(bytes) }
        return has("ID3") || MP3File.hasFrame(bytes, at: 0) ? .mp3 : nil
    }

    /// Kinds that people do send and that run, hide or pack something; named so that the refusal can say what was found.
    private static func neverKept(_ bytes: [UInt8]) -> String? {
        let heads: [(head: [UInt8], name: String)] = [
            ([0x7F, 0x45, 0x4C, 0x46], "ELF"), ([0xCA, 0xFE, 0xBA, 0xBE], "CLASS"), ([0xCF, 0xFA, 0xED, 0xFE], "MACH-O"),
            ([0, 0x61, 0x73, 0x6D], "WASM"), ([0x4C, 0, 0, 0, 1, 0x14, 2, 0], "LNK"), ([0xD0, 0xCF, 0x11, 0xE0], "DOC, XLS, MSG"),
            ([0x37, 0x7A, 0xBC, 0xAF], "7Z"), ([0x52, 0x61, 0x72, 0x21, 0x1A], "RAR"), ([0x1F, 0x8B], "GZ"),
            ([0x42, 0x5A, 0x68], "BZ2"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "XZ"), ([0x4D, 0x53, 0x43, 0x46], "CAB"), ([0x50, 0x4B, 0x05, 0x06], "ZIP"),
            ([0x49, 0x49, 0x2A, 0], "TIFF"), ([0x4D, 0x4D, 0, 0x2A], "TIFF"), (Array("{\\rtf".utf8), "RTF"),
            (Array("%!PS".utf8), "PS"),
            (Array("#!AMR".utf8), "AMR"),
        ]
        if let known = heads.first(where: { bytes.starts(with: $0.head) }) { return known.name }
        if bytes.starts(with: "MZ".utf8), bytes.contains(0) { return "EXE" }
        if bytes.dropFirst(4).starts(with: "ftyp".utf8) {
            return ["heic", "heix", "hevc", "mif1", "msf1", "avif"].contains { bytes.dropFirst(8).starts(with: $0.utf8) }
                ? "HEIC" : "MP4"
        }
        return bytes.starts(with: "RIFF".utf8) ? "AVI" : nil
    }
}
