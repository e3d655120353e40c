import Archives
package import Foundation
import Register

extension Workbook {
    /// Reads all sheets, or only the first.
    ///
    /// Shape: each part is first proven to be UTF-8 and within its size and ratio, then read as a stream, each sheet once.
    /// Errors: `Workbook.Fault` when the file is no workbook or is damaged; `Beyond` when it holds too much.
    package init(_ file: Data, limits: SheetLimits = .terminal, onlyFirst: Bool = false) throws {
        do {
            let parts = try Parts(file, limits)
            var sheets: [Sheet] = []
            var room = limits.cells
            for (name, path) in try parts.sheets().prefix(onlyFirst ? 1 : limits.sheets) {
                sheets.append(Sheet(name: name, rows: try parts.rows(path, &room)))
            }
            self.init(sheets)
        } catch let fault as Archive.Fault { throw Fault(description: fault.description) }
    }
}

/// The parts of a workbook, each proven before it is read.
private struct Parts {
    private let archive: Archive
    private let limits: SheetLimits
    private let book: Markup
    private let texts: SharedTexts
    private let dates: CellDates

    init(_ file: Data, _ limits: SheetLimits) throws {
        archive = try Archive(file, limits: Archive.Limits(part: limits.part, whole: limits.whole))
        self.limits = limits
        book = try Parts.tree("xl/workbook.xml", archive)
        texts = SharedTexts(limits)
        if archive.has("xl/sharedStrings.xml") { try Parts.read("xl/sharedStrings.xml", archive, texts) }
        dates = CellDates(archive.has("xl/styles.xml") ? try Parts.tree("xl/styles.xml", archive) : nil, of: book)
    }

    /// Name and part of each sheet in the order of the book.
    func sheets() throws -> [(name: String, path: String)] {
        let links = try Parts.tree("xl/_rels/workbook.xml.rels", archive).all("Relationship")
        let targets = Dictionary(links.map { ($0["Id"], $0["Target"]) }) { _, last in last }
        let sheets = book.all("sheet").map { sheet -> (name: String, path: String) in
            let target = targets[sheet["r:id"]] ?? ""
            return (sheet["name"], target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target)
        }
        guard sheets.count <= limits.sheets else { throw Beyond(.sheets, limit: limits.sheets) }
        guard Set(sheets.map(\.path)).count == sheets.count else {
            throw Workbook.Fault(description: "two sheets are the same part; save the workbook again")
        }
        return sheets
    }

    /// The rows of a sheet, empty ones too.
    func rows(_ path: String, _ room: inout Int) throws -> [[String]] {
        var rows: [[String]] = []
        let stream = SheetStream(texts, dates, limits, room: room) { number, cells in
            rows += Array(repeating: [], count: max(0, number - 1 - rows.count))
            rows.append(cells)
        }
        try Parts.read(path, archive, stream)
        room = stream.room
        return rows
    }

    private static func tree(_ path: String, _ archive: Archive) throws -> Markup {
        let builder = Markup.Builder()
        try read(path, archive, builder, XMLStream.Limits(elements: Markup.Builder.mostElements))
        return builder.root
    }

    private static func read(
        _ path: String, _ archive: Archive, _ listener: any XMLListener, _ limits: XMLStream.Limits = XMLStream.Limits()
    ) throws {
        try archive.prove(path)
        let stream = try XMLStream(listener, limits: limits)
        do {
            try archive.read(path) { try stream.take($0) }
            try stream.end()
        } catch let fault as XMLStream.Fault { throw Workbook.Fault(description: "\(path), \(fault)") }
    }
}
