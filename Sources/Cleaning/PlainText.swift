import Foundation

/// Text and tables of text: UTF-8, nothing that a browser or a shell would run.
enum PlainText {
    /// How far a browser looks when it guesses. Source: WHATWG MIME Sniffing, 5.2. Beyond it tags stay text.
    static let sniffed = 1445

    /// Errors: `notAllowed` for pages, drawings and scripts; `unknown` for what is no text.
    static func recognize(_ bytes: [UInt8]) throws(AttachmentRefusal) -> FileKind {
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(where: isControl) else { throw .unknown }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let start = String(decoding: body.drop { $0 <= 0x20 }.prefix(sniffed), as: UTF8.self).lowercased()
        if start.hasPrefix("#!") || start.contains("<?php") { throw .notAllowed(found: "SCRIPT") }
        if start.contains("<svg") { throw .notAllowed(found: "SVG") }
        if ["<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<!--"].contains(where: start.contains) {
            throw .notAllowed(found: "HTML")
        }
        if start.hasPrefix("<?xml") { throw .notAllowed(found: "XML") }
        if start.hasPrefix("{\\rtf") { throw .notAllowed(found: "RTF") }
        if start.hasPrefix("begin:vcard") { throw .notAllowed(found: "VCF") }
        return isTable(body) ? .csv : .text
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && ![9, 10, 12, 13].contains(byte) || byte == 0x7F }

    /// The first lines have the same number of cells, and more than one.
    private static func isTable(_ body: ArraySlice<UInt8>) -> Bool {
        [UInt8(ascii: ","), UInt8(ascii: ";"), 9].contains { separator in
            let cells = counts(body.prefix(64 << 10), separator, rows: 5)
            guard let first = cells.first else { return false }
            return cells.count > 1 && first > 1 && cells.allSatisfy { $0 == first }
        }
    }

    private static func counts(_ body: ArraySlice<UInt8>, _ separator: UInt8, rows: Int) -> [Int] {
        var counts: [Int] = []
        var (cells, isQuoted, isEmpty) = (1, false, true)
        for byte in body where counts.count < rows {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case separator where !isQuoted: cells += 1
            case 10 where !isQuoted:
                if !isEmpty { counts.append(cells) }
                (cells, isEmpty) = (1, true)
                continue
            default: break
            }
            if byte != 13 { isEmpty = false }
        }
        if !isEmpty, counts.count < rows { counts.append(cells) }
        return counts
    }
}
