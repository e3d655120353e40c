import Archives
import Foundation
import Register

/// A text or table of an office program: a ZIP file of parts. Whoever wrote it is blanked; pictures inside are cleaned as pictures.
///
/// Source: ECMA-376 part 2 (docProps), OpenDocument 1.3 part 2 (mimetype, meta.xml).
enum OfficeFile {
    /// What such a file may unfold to. Units: bytes.
    private static let limits = Archive.Limits(part: 64 << 20, whole: 100 << 20)

    /// Errors: `notAllowed` for other ZIP files, `macros`, `bomb`, `locked`, `damaged`.
    static func recognize(_ bytes: [UInt8]) throws(AttachmentRefusal) -> FileKind {
        guard let directory = ZipDirectory(bytes) else { throw .notAllowed(found: "ZIP") }
        let names = Set(directory.parts.map(\.name))
        if names.contains(where: isMacro) { throw .macros }
        if names.contains("[Content_Types].xml") {
            if names.contains("word/document.xml") { return .docx }
            if names.contains("xl/workbook.xml") { return .xlsx }
        }
        if let first = directory.parts.first, first.name == "mimetype", first.method == 0 {
            switch String(decoding: bytes[first.content], as: UTF8.self) {
            case "application/vnd.oasis.opendocument.text": return .odt
            case "application/vnd.oasis.opendocument.spreadsheet": return .ods
            default: break
            }
        }
        throw names.contains("AndroidManifest.xml") ? .notAllowed(found: "APK") : .notAllowed(found: "ZIP")
    }

    private static func isMacro(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix("vbaproject.bin") || name.contains("/activex/") || name.contains("/macrosheets/")
            || name.hasPrefix("basic/") || name.hasPrefix("scripts/")
    }

    static func clean(_ bytes: [UInt8], _ kind: FileKind) throws(AttachmentRefusal) -> Cleaned {
        guard let directory = ZipDirectory(bytes) else { throw .damaged(kind) }
        try check(directory, kind)
        let parts = try unfold(bytes, directory, kind)
        guard !isMacroful(parts) else { throw .macros }
        var clean = Cleaned()
        if parts.keys.contains(where: { $0.contains("comments") || $0.hasSuffix("people.xml") }) || hasTracked(parts) {
            clean.kept.insert(.reviewers)
        }
        if parts.keys.contains(where: { $0.lowercased().contains("thumbnail") || $0.contains("/embeddings/") }) {
            clean.kept.insert(.preview)
        }
        var others: [String: [UInt8]] = [:]
        for (name, content) in parts {
            guard let other = replacement(name, Array(content), &clean) else { continue }
            others[name] = other
        }
        clean.bytes = directory.file(bytes, others: others)
        return clean
    }

    private static func check(_ directory: ZipDirectory, _ kind: FileKind) throws(AttachmentRefusal) {
        let parts = directory.parts
        guard parts.count <= limits.parts, Bounded.sum(parts.map(\.size)) <= limits.whole,
            parts.allSatisfy({
                $0.size <= limits.part && ($0.size < Archive.ratioMatters || $0.size / max(1, $0.foldedSize) <= limits.ratio)
            })
        else { throw .bomb }
        guard parts.allSatisfy({ $0.flags & 0x2041 == 0 }) else { throw .locked(kind) }
        guard parts.allSatisfy({ $0.method == 0 && $0.size == $0.foldedSize || $0.method == 8 }) else { throw .damaged(kind) }
    }

    /// By libzip, which trusts no stated size, checks every sum, and stops at the limits of `Archive`.
    private static func unfold(_ bytes: [UInt8], _ directory: ZipDirectory, _ kind: FileKind) throws(AttachmentRefusal) -> [String:
        Data]
    {
        do {
            let parts = try Archive(Data(bytes), limits: limits).parts { !$0.hasSuffix("/") }
            let expected = directory.parts.filter { !$0.name.hasSuffix("/") }
            guard parts.count == expected.count, expected.allSatisfy({ parts[$0.name]?.count == $0.size }) else {
                throw AttachmentRefusal.damaged(kind)
            }
            return parts
        } catch { throw error is Beyond ? .bomb : .damaged(kind) }
    }

    /// A file without the usual part may still call itself one that carries programs.
    private static func isMacroful(_ parts: [String: Data]) -> Bool {
        let types = parts["[Content_Types].xml"].map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
        return types.contains("macroenabled") || types.contains("vbaproject")
    }

    private static func hasTracked(_ parts: [String: Data]) -> Bool {
        ["word/document.xml", "content.xml"].contains { name in
            guard let text = parts[name] else { return false }
            return ["w:author=", "<dc:creator"].contains { text.range(of: Data($0.utf8)) != nil }
        }
    }

    private static func replacement(_ name: String, _ content: [UInt8], _ clean: inout Cleaned) -> [UInt8]? {
        if let blank = blanks[name].map({ Array($0.utf8) }) {
            guard blank != content else { return nil }
            clean.removed.insert(.authors)
            return blank
        }
        guard let kind = FileKind.of(content.prefix(64)), kind.isImage else { return nil }
        guard let picture = try? Intake.clean(content, kind) else {
            clean.kept.insert(.device)
            return nil
        }
        clean.removed.formUnion(picture.removed)
        clean.kept.formUnion(picture.kept)
        return picture.bytes == content ? nil : picture.bytes
    }

    private static let blanks = [
        "docProps/core.xml": """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>
        """,
        "docProps/app.xml": """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>
        """,
        "docProps/custom.xml": """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>
        """,
        "meta.xml": """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>
        """,
    ]
}
