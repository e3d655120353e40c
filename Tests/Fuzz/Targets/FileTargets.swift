import Cleaning
import Exchange
import Foundation

/// Files that somebody sends to be kept: pictures, papers, sounds, films.
extension FuzzTarget {
    static let files: [FuzzTarget] = [
        file("jpeg", ["Exif\u{0}\u{0}", "JFIF\u{0}", "ICC_PROFILE\u{0}", "http://ns.adobe.com/xap/1.0/\u{0}"]),
        file("png", ["IHDR", "IDAT", "IEND", "tEXt", "eXIf", "iCCP"]),
        file("gif", ["GIF89a", "NETSCAPE2.0"]),
        file("webp", ["RIFF", "WEBP", "VP8 ", "VP8X", "VP8L", "EXIF", "XMP ", "ALPH"]),
        file("pdf", ["%PDF-1.7", "/JavaScript", "/J#61vaScript", "/Encrypt", "startxref", "%%EOF", "#"]),
        file("office", ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "mimetype", "word/document.xml", "[Content_Types].xml"]),
        file("sound", ["ID3", "TAG", "OggS", "RIFF", "WAVE", "LIST", "fmt ", "data"]),
        file("film", ["ftyp", "moov", "mdat", "udta", "free", "uuid", "meta", "isom"]),
        file("text-file", ["\n", ",", "\u{FEFF}"]),
        FuzzTarget(
            "office-part", largest: 32_768, words: ["w:author=", "<dc:creator", "macroenabled", "vbaproject"], run: officePart),
    ]

    private static func file(_ name: String, _ words: [String]) -> FuzzTarget {
        FuzzTarget(name, largest: 32_768, words: words) { bytes in
            use(try? Intake.accept(Data(bytes), claimedName: nil))
            use(FileKind.of(bytes.prefix(64)))
        }
    }

    /// Shape: the first byte chooses the part of a document that the rest stands for, pictures too.
    @Sendable private static func officePart(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let names = [
            "[Content_Types].xml", "word/document.xml", "docProps/core.xml", "word/media/image1.jpeg", "word/comments.xml",
        ]
        let chosen = Int(first) % names.count
        let parts = names.enumerated().map { (name: $1, bytes: $0 == chosen ? Array(bytes.dropFirst()) : Array("<x/>".utf8)) }
        use(try? Intake.accept(Data(StoredZip.file(parts)), claimedName: "a.docx"))
    }
}
