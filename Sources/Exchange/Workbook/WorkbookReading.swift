package import Foundation

extension Workbook {
    private static let mostCells = 5_000_000

    /// Errors: `Workbook.Fault` when the file is no workbook, is damaged, or unfolds to too much.
    package init(_ file: Data) throws {
        let parts: [String: Data]
        do {
            parts = try Archive(file) { $0.hasPrefix("xl/") && ($0.hasSuffix(".xml") || $0.hasSuffix(".rels")) }.parts
        } catch { throw Fault(description: "\(error)") }
        let book = try Markup.read(parts["xl/workbook.xml"], "xl/workbook.xml")
        let links = try Markup.read(parts["xl/_rels/workbook.xml.rels"], "xl/_rels/workbook.xml.rels")
        var targets: [String: String] = [:]
        for link in links.all("Relationship") { targets[link["Id"]] = link["Target"] }
        var texts: [String] = []
        if let part = parts["xl/sharedStrings.xml"] {
            try Markup.read(part, "xl/sharedStrings.xml", each: "si") { texts.append($0.spoken) }
        }
        let dates = try Dates(parts["xl/styles.xml"], book)
        var room = Workbook.mostCells
        sheets = try book.all("sheet").map { sheet in
            let target = targets[sheet["r:id"]] ?? ""
            let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            var rows: [[String]] = []
            try Markup.read(parts[path], path, each: "row") { row in
                let number = Int(row["r"]) ?? rows.count + 1
                guard number > rows.count, number <= 1_048_576 else {
                    throw Fault(description: "the rows of a sheet are out of order")
                }
                room -= number - rows.count
                rows += Array(repeating: [], count: number - 1 - rows.count)
                rows.append(try Workbook.cells(row, number, texts, dates, &room))
            }
            return Sheet(name: sheet["name"], rows: rows)
        }
    }

    private static func cells(
        _ row: Markup, _ number: Int, _ texts: [String], _ dates: Dates, _ room: inout Int
    ) throws -> [String] {
        var cells: [String] = []
        for cell in row.children where cell.name == "c" {
            let column = column(cell["r"]) ?? cells.count
            guard column >= cells.count, column < 16_384 else {
                throw Fault(description: "row \(number): the cells are out of order")
            }
            let text = text(cell, texts, dates)
            guard !text.isEmpty else { continue }
            room -= column + 1 - cells.count
            guard room > 0 else { throw Fault(description: "the workbook has more than \(mostCells) cells; split it") }
            cells += Array(repeating: "", count: column - cells.count)
            cells.append(text)
        }
        return cells
    }

    /// The column of a reference like `AB12`, from 0.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for letter in reference.utf8.prefix(while: { (0x41...0x5A).contains($0) }).prefix(3) {
            column = column * 26 + Int(letter) - 0x40
        }
        return column == 0 ? nil : column - 1
    }

    private static func text(_ cell: Markup, _ texts: [String], _ dates: Dates) -> String {
        let value = cell.first("v")?.text ?? ""
        switch cell["t"] {
        case "s": return Int(value).flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? ""
        case "inlineStr": return cell.first("is")?.spoken ?? ""
        case "b": return value == "1" ? "TRUE" : "FALSE"
        case "str", "e", "d": return value
        default:
            guard let number = Double(value) else { return value }
            if let day = dates.text(number, style: cell["s"]) { return day }
            return number.rounded() == number && abs(number) < 1e15 ? String(Int(number)) : value
        }
    }

    /// Which cells are dates, and from when their numbers count.
    private struct Dates {
        private let styles: Set<Int>
        private let epoch: Int

        init(_ part: Data?, _ book: Markup) throws {
            epoch = ["1", "true"].contains(book.first("workbookPr")?["date1904"] ?? "") ? -24_107 : -25_569
            guard let part else {
                styles = []
                return
            }
            let markup = try Markup.read(part, "xl/styles.xml")
            var formats = Set(Array(14...17) + [22] + Array(27...36) + Array(50...58))
            for format in markup.all("numFmt") where Dates.isDate(format["formatCode"]) {
                formats.insert(Int(format["numFmtId"]) ?? -1)
            }
            let cells = markup.first("cellXfs")?.children.filter { $0.name == "xf" } ?? []
            styles = Set(cells.indices.filter { formats.contains(Int(cells[$0]["numFmtId"]) ?? 0) })
        }

        private static func isDate(_ format: String) -> Bool {
            let bare = format.replacing(/"[^"]*"|\[[^\]]*\]|\\./, with: "").lowercased()
            return bare.contains("y") || bare.contains("d")
        }

        func text(_ number: Double, style: String) -> String? {
            guard styles.contains(Int(style) ?? 0), number >= 1, number < 2_958_466 else { return nil }
            let seconds = (number + Double(epoch)) * 86_400
            return Date(timeIntervalSince1970: seconds.rounded()).formatted(.iso8601.year().month().day())
        }
    }
}
