/// A PDF: kept as it is, refused when it plainly runs or carries something.
///
/// Names inside compressed object streams are not seen, so a PDF is always given out as a file to save, never shown inside a page.
/// Source: ISO 32000-1, 7.3.5 (names), 7.5.5 (trailer), 12.6.4 (actions).
enum PDFFile {
    private static let refused: [String: String] = [
        "JavaScript": "JavaScript", "Launch": "Launch", "EmbeddedFile": "EmbeddedFile", "EmbeddedFiles": "EmbeddedFile",
        "RichMedia": "RichMedia",
    ]

    private static let firsts = Set((refused.keys + ["Encrypt"]).compactMap(\.utf8.first) + [UInt8(ascii: "#")])

    static func check(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        guard (0x31...0x32).contains(bytes.dropFirst(5).first ?? 0), bytes.dropFirst(6).first == UInt8(ascii: "."),
            let tail = Optional(String(decoding: bytes.suffix(1024), as: UTF8.self)), tail.contains("startxref"),
            tail.contains("%%EOF")
        else { throw .damaged(.pdf) }
        var at = 0
        while let slash = bytes[at...].firstIndex(of: UInt8(ascii: "/")) {
            at = slash + 1
            // A file may be all strokes: only what begins like a name that matters is put together.
            guard at < bytes.count, firsts.contains(bytes[at]) else { continue }
            let name = name(bytes, after: slash)
            if name == "Encrypt" { throw .locked(.pdf) }
            if let found = refused[name] { throw .active(found: found) }
        }
        return Cleaned(bytes: bytes, kept: [.insidePDF])
    }

    /// A name with its #xx undone, so that "J#61vaScript" hides nothing. No name that matters is longer than 20.
    private static func name(_ bytes: [UInt8], after slash: Int) -> String {
        var reader = ByteReader(bytes, from: slash + 1)
        var name: [UInt8] = []
        while name.count <= 20, var byte = reader.byte(), byte > 0x20, !"/()<>[]{}%".utf8.contains(byte) {
            if byte == UInt8(ascii: "#") {
                guard let code = reader.take(2), let value = UInt8(String(decoding: code, as: UTF8.self), radix: 16) else { break }
                byte = value
            }
            name.append(byte)
        }
        return String(decoding: name, as: UTF8.self)
    }
}
