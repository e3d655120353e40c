/// A PNG picture, chunk by chunk, each held to its checksum.
///
/// Source: PNG (W3C, third edition) sections 5 and 11.
enum PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// More pieces than this no program writes within the size that is taken.
    private static let mostChunks = 50_000
    private static let drawn: Set = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "cICP",
    ]

    static func clean(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        var reader = ByteReader(bytes)
        guard reader.take(8).map(Array.init) == signature else { throw .damaged(.png) }
        var clean = Cleaned(bytes: signature)
        var (isFirst, hasData) = (true, false)
        for _ in 0..<mostChunks {
            guard let length = reader.big(4), let name = reader.name(), let body = reader.take(length), let sum = reader.big(4),
                sum == CRC32.of(reader.bytes[reader.at - 8 - length..<reader.at - 4]), isFirst == (name == "IHDR")
            else { throw .damaged(.png) }
            if isFirst { try checkHeader(body) }
            isFirst = false
            hasData = hasData || name == "IDAT" && length > 0
            if drawn.contains(name) {
                if name == "iCCP" { clean.kept.insert(.colours) }
                append(name, body, to: &clean.bytes)
            } else {
                try drop(name, body, from: &clean)
            }
            guard name == "IEND" else { continue }
            guard hasData, length == 0 else { throw .damaged(.png) }
            if reader.left > 0 { clean.removed.insert(.afterEnd) }
            return clean
        }
        throw .bomb
    }

    private static func append(_ name: String, _ body: some Collection<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(big: body.count, 4)
        let content = Array(name.utf8) + body
        bytes += content
        bytes.append(big: CRC32.of(content), 4)
    }

    private static func checkHeader(_ body: ArraySlice<UInt8>) throws(AttachmentRefusal) {
        var fields = ByteReader(Array(body))
        guard body.count == 13, let width = fields.big(4), let height = fields.big(4), let depth = fields.byte(),
            let colour = fields.byte(),
            width > 0, height > 0, width < 1 << 31, height < 1 << 31, [1, 2, 4, 8, 16].contains(depth),
            [0, 2, 3, 4, 6].contains(colour)
        else { throw .damaged(.png) }
        guard width * height <= JPEGFile.largest else { throw .bomb }
    }

    private static func drop(_ name: String, _ body: ArraySlice<UInt8>, from clean: inout Cleaned) throws(AttachmentRefusal) {
        // A capital first letter: no picture without it, so a picture that has one is of a kind not known here.
        guard let first = name.utf8.first, first & 0x20 != 0 else { throw .damaged(.png) }
        switch name {
        case "eXIf":
            let tiff = Array(body)
            let turn = Orientation.of(tiff: tiff)
            if let turn { append(name, Orientation.tiff(turn), to: &clean.bytes) }
            guard tiff != turn.map(Orientation.tiff) else { return }
            clean.removed.insert(.device)
            if Orientation.hasPlace(tiff) { clean.removed.insert(.place) }
        case "tEXt", "zTXt", "iTXt": clean.removed.insert(.words)
        case "tIME": clean.removed.insert(.authors)
        default: clean.removed.insert(.unknownParts)
        }
    }
}
