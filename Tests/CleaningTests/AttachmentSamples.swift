import Cleaning
import Foundation
import Testing

/// Small files made by hand, each with a secret wherever programs of its kind leave one.
struct Sample: Sendable, CustomTestStringConvertible {
    static let secret = "GPS 13.9094 Shelter"
    let kind: FileKind
    let ending: String
    let bytes: [UInt8]
    var hasSecret = true

    var testDescription: String { ending }

    static func isSecret(_ bytes: [UInt8]) -> Bool { Data(bytes).range(of: Data(secret.utf8)) != nil }

    static let all = [jpeg, png, webp, animatedWebp, gif, pdf, docx, xlsx, odt, text, csv, mp3, m4a, mp4, ogg, wav]

    static let pdf = Sample(kind: .pdf, ending: "pdf", bytes: pdf(""), hasSecret: false)
    static let text = Sample(kind: .text, ending: "txt", bytes: Array("She said: mwen pè.\n".utf8), hasSecret: false)
    static let csv = Sample(kind: .csv, ending: "csv", bytes: Array("day,what\n1,\"a,b\"\n".utf8), hasSecret: false)

    static func pdf(_ part: String) -> [UInt8] {
        Array("%PDF-1.7\n1 0 obj<</Type/Catalog \(part)>>endobj\nxref\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n".utf8)
    }

    /// Two entries: turned by 90 degrees, and where the table of GPS values begins.
    static let tiff =
        [
            0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 2, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0,
            38, 0, 0, 0, 0,
        ]
        + Array(secret.utf8)

    static let jpeg: Sample = {
        func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] { [0xFF, marker] + big(body.count + 2, 2) + body }
        var bytes: [UInt8] = [0xFF, 0xD8]
        bytes += segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9])
        bytes += segment(0xE1, Array("Exif\0\0".utf8) + tiff)
        bytes += segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + secret.utf8)
        bytes += segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 7, 7])
        bytes += segment(0xED, Array("Photoshop 3.0\0".utf8) + secret.utf8)
        bytes += segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1])
        bytes += segment(0xFE, Array(secret.utf8))
        bytes += segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        bytes += segment(0xC0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0])
        bytes += segment(0xC4, [0, 1] + [UInt8](repeating: 0, count: 15) + [0])
        bytes += segment(0xC4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0])
        bytes += segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x3F, 0xFF, 0, 0x12, 0xFF, 0xD0, 0x3F, 0xFF, 0xD9]
        return Sample(kind: .jpeg, ending: "jpg", bytes: bytes + Array(secret.utf8))
    }()

    static let png = Sample(
        kind: .png, ending: "png",
        bytes: png(
            width: 1, height: 1,
            extra: [
                ("eXIf", tiff), ("tEXt", Array("Comment\0\(secret)".utf8)), ("tIME", [7, 0xEA, 1, 1, 1, 1, 1]),
                ("prVw", Array(secret.utf8)),
            ])
            + Array(secret.utf8))

    static func png(width: Int, height: Int, extra: [(String, [UInt8])] = []) -> [UInt8] {
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            let content = Array(name.utf8) + body
            return big(body.count, 4) + content + big(Zip.sum(content), 4)
        }
        let head = big(width, 4) + big(height, 4) + [8, 0, 0, 0, 0]
        let data: [UInt8] = [0x78, 0x9C, 0x63, 0, 0, 0, 2, 0, 1]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", head) + extra.flatMap(chunk) + chunk("IDAT", data)
            + chunk("IEND", [])
    }

    private static let drawing: [UInt8] = [0x30, 1, 0, 0x9D, 1, 0x2A, 1, 0, 1, 0, 2, 0]

    static let webp = Sample(
        kind: .webp, ending: "webp",
        bytes: riff(
            "WEBP",
            [
                ("VP8X", [0x2C, 0, 0, 0, 0, 0, 0, 0, 0, 0]), ("ICCP", [1, 2, 3]), ("VP8 ", drawing), ("EXIF", tiff),
                ("XMP ", Array(secret.utf8)),
                ("ABCD", Array(secret.utf8)),
            ]) + Array(secret.utf8))

    static let animatedWebp = Sample(
        kind: .webp, ending: "webp",
        bytes: riff(
            "WEBP",
            [
                ("VP8X", [0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0]), ("ANIM", [0, 0, 0, 0, 0, 0]),
                ("ANMF", [UInt8](repeating: 0, count: 16) + chunks([("VP8 ", drawing), ("note", Array(secret.utf8))])),
            ]))

    static let wav = Sample(
        kind: .wav, ending: "wav",
        bytes: riff(
            "WAVE",
            [
                ("fmt ", [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0]), ("LIST", Array("INFOICMT\(secret)".utf8)),
                ("data", [128, 129, 127]),
            ]))

    static let gif: Sample = {
        var bytes: [UInt8] = Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
        bytes += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
        bytes += [0x21, 0xFF, 11] + Array("XMP DataXMP".utf8) + [UInt8(secret.utf8.count)] + Array(secret.utf8) + [0]
        bytes += [0x21, 0xFE, UInt8(secret.utf8.count)] + Array(secret.utf8) + [0]
        bytes += [0x21, 0xF9, 4, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]
        return Sample(kind: .gif, ending: "gif", bytes: bytes + Array(secret.utf8))
    }()

    static let docx = Sample(
        kind: .docx, ending: "docx",
        bytes: Zip.file(
            bytes: [
                ("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:ins w:author=\"x\"/>"),
                ("docProps/core.xml", "<a>\(secret)</a>"),
                ("docProps/app.xml", "<Company>\(secret)</Company>"),
            ].map { ($0, Array($1.utf8)) } + [("word/media/image1.jpg", jpeg.bytes)]))

    static let xlsx = Sample(
        kind: .xlsx, ending: "xlsx",
        bytes: Zip.file([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>"), ("docProps/custom.xml", secret)]))

    static let odt = Sample(
        kind: .odt, ending: "odt",
        bytes: Zip.file([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>"), ("meta.xml", secret)]))

    static let mp3: Sample = {
        let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, UInt8(secret.utf8.count)] + Array(secret.utf8)
        let frame = [0xFF, 0xFB, 0x10, 0xC4] + [UInt8](repeating: 0, count: 100)
        return Sample(kind: .mp3, ending: "mp3", bytes: tag + frame + frame + frame + Array("TAG\(secret)".utf8))
    }()

    private static func box(_ name: String, _ body: [UInt8]) -> [UInt8] { big(body.count + 8, 4) + Array(name.utf8) + body }

    private static func movie(_ brand: String) -> [UInt8] {
        let told = box("udta", box("\u{A9}xyz", Array(secret.utf8)))
        return box("ftyp", Array(brand.utf8) + [0, 0, 2, 0]) + box("mdat", [1, 2, 3])
            + box("moov", box("mvhd", [0, 0, 0, 0]) + told + box("trak", box("tkhd", [0]) + box("meta", Array(secret.utf8))))
            + box("uuid", Array(secret.utf8))
    }

    static let mp4 = Sample(kind: .mp4, ending: "mp4", bytes: movie("isom"))
    static let m4a = Sample(kind: .m4a, ending: "m4a", bytes: movie("M4A "))

    static let ogg: Sample = {
        func page(_ flags: UInt8, _ body: [UInt8]) -> [UInt8] {
            Array("OggS".utf8) + [0, flags] + [UInt8](repeating: 0, count: 20) + [1, UInt8(body.count)] + body
        }
        return Sample(
            kind: .ogg, ending: "opus",
            bytes: page(2, Array("OpusHead\u{1}".utf8)) + page(0, Array("OpusTags".utf8)) + page(4, [1, 2, 3]),
            hasSecret: false)
    }()

    private static func chunks(_ parts: [(String, [UInt8])]) -> [UInt8] {
        parts.flatMap { name, body in Array(name.utf8) + big(body.count, 4).reversed() + body + (body.count % 2 == 1 ? [0] : []) }
    }

    private static func riff(_ form: String, _ parts: [(String, [UInt8])]) -> [UInt8] {
        let body = Array(form.utf8) + chunks(parts)
        return Array("RIFF".utf8) + big(body.count, 4).reversed() + body
    }

    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

/// ZIP files made by hand, so that they can also be wrong.
enum Zip {
    static func file(_ parts: [(String, String)], flags: Int = 0, folded: (String, [UInt8], Int)? = nil) -> [UInt8] {
        file(bytes: parts.map { ($0.0, Array($0.1.utf8)) }, flags: flags, folded: folded)
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] { Sample.big(value, count).reversed() }

    /// `folded`: one more part, already deflated, and the size that it states.
    static func file(bytes parts: [(String, [UInt8])], flags: Int = 0, folded: (String, [UInt8], Int)? = nil) -> [UInt8] {
        var all = parts.map { (name: $0.0, content: $0.1, size: $0.1.count, method: 0, sum: sum($0.1)) }
        if let folded { all.append((folded.0, folded.1, folded.2, 8, 0)) }
        var (file, directory): ([UInt8], [UInt8]) = ([], [])
        for part in all {
            let fields =
                [20, 0] + little(flags, 2) + little(part.method, 2) + [0, 0, 0x21, 0] + little(part.sum, 4)
                + little(part.content.count, 4)
                + little(part.size, 4) + little(part.name.utf8.count, 2) + [0, 0]
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0] + fields + [UInt8](repeating: 0, count: 10) + little(file.count, 4)
                + Array(part.name.utf8)
            file += [0x50, 0x4B, 3, 4] + fields + Array(part.name.utf8) + part.content
        }
        return file + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(all.count, 2) + little(all.count, 2)
            + little(directory.count, 4) + little(file.count, 4) + [0, 0]
    }

    static func sum(_ bytes: [UInt8]) -> Int {
        var value = ~UInt32(0)
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
        }
        return Int(~value)
    }

    /// Zeros, deflated by hand: one zero, then over and over "258 more of the last", then the end. Source: RFC 1951, 3.2.6.
    static func zeros(megabytes: Int) -> [UInt8] {
        var (bytes, held, count): ([UInt8], Int, Int) = ([], 0, 0)
        func put(_ bits: [Int]) {
            for bit in bits {
                held |= bit << count
                count += 1
                guard count == 8 else { continue }
                bytes.append(UInt8(held))
                (held, count) = (0, 0)
            }
        }
        put([1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0])
        let more = [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]
        for _ in 0..<8 { put(more) }
        let unit = Array(bytes.suffix(13))
        for _ in 0..<((megabytes << 20) / (258 * 8)) { bytes += unit }
        put([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        return bytes
    }
}
