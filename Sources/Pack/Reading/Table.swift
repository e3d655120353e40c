import Foundation
import Register

/// A table of a pack: the name of each column in the first line, then a row a line. Source: RFC 4180.
struct Table {
    /// One column, and what may stand in its cells.
    struct Column {
        let name: String
        let shape: Shape
        /// Whether the table must have it, and whether each row must fill it.
        let isNeeded: Bool
        let isFilled: Bool

        static func filled(_ name: String, _ shape: Shape = .text) -> Column {
            Column(name: name, shape: shape, isNeeded: true, isFilled: true)
        }
        static func needed(_ name: String, _ shape: Shape = .text) -> Column {
            Column(name: name, shape: shape, isNeeded: true, isFilled: false)
        }
        static func other(_ name: String, _ shape: Shape = .text) -> Column {
            Column(name: name, shape: shape, isNeeded: false, isFilled: false)
        }
    }

    struct Line {
        let cells: [String: Yaml]
        /// Where it stands.
        let start: Yaml
        subscript(column: String) -> String { cells[column]?.word ?? "" }
        func cell(_ column: String) -> Yaml { cells[column] ?? start }
        func wording(_ column: String) -> Wording { cells[column]?.wording ?? "" }
        /// The parts of a cell, each where the cell stands.
        func parts(_ column: String) -> [Yaml] {
            self[column].split(separator: ";").map { Yaml(String($0), at: cell(column).place) }
        }
        func list(_ column: String) -> [String] { parts(column).map(\.word) }
    }

    private(set) var header: [Yaml] = []
    private(set) var lines: [Line] = []

    static var nothing: Table { Table() }
    private init() {}

    /// Once: the column that names the rows; a `name` or a `label` has the id of its row. Errors: that it is no text, or no table.
    init(_ data: Data, _ file: String, once: String? = nil) throws(PackFault) {
        guard let text = String(validating: data, as: UTF8.self) else { throw PackFault(file, 1, "this file is not UTF-8 text") }
        let rows = try Table.rows(text, file)
        guard let header = rows.first else { throw PackFault(file, 1, "this file is empty") }
        self.header = header
        for row in rows.dropFirst() {
            guard row.count == header.count else {
                throw PackFault(file, row[0].line, "this row has \(row.count) cells, and the first line has \(header.count)")
            }
            let own = zip(header, row).first { $0.0.word == once }.map { "\(PackFolder.name(of: file))/\($1.word)" }
            let cells = zip(header, row).map { head, cell in
                let path = own.map { ["name", "label"].contains(head.word) ? $0 : "\($0)/\(head.word)" }
                return (head.word, Yaml(cell.word, at: cell.place, path: path ?? ""))
            }
            lines.append(Line(cells: Dictionary(cells, uniquingKeysWith: { first, _ in first }), start: row[0]))
        }
    }

    /// What is not as its columns say. Once: the column in which nothing stands twice.
    func faults(_ columns: [Column], once: String?) -> Faults {
        var faults = Faults()
        let names = columns.map(\.name)
        var seen: Set<String> = []
        for cell in header where !seen.insert(cell.word).inserted {
            faults.breaks(PackFault(cell.file, cell.line, "the column \"\(cell.word)\" stands here twice"))
        }
        var meant: Set<String> = []
        for cell in header where !names.contains(cell.word) {
            let near = Nearest.to(cell.word, among: names.filter { !seen.contains($0) })
            if let near { meant.insert(near) }
            let known = near.map { "did you mean \"\($0)\"?" } ?? "known are \(names.joined(separator: ", "))"
            faults.breaks(PackFault(cell.file, cell.line, "the column \"\(cell.word)\" is not known here; \(known)"))
        }
        for column in columns where column.isNeeded && !seen.contains(column.name) && !meant.contains(column.name) {
            faults.breaks(PackFault(header[0].file, 1, "the column \"\(column.name)\" is missing"))
        }
        for line in lines {
            for column in columns {
                guard let cell = line.cells[column.name] else { continue }
                if cell.word.isEmpty {
                    guard column.isFilled else { continue }
                    faults.breaks(PackFault(cell.file, cell.line, "\"\(column.name)\" is empty"), isNaming: column.name == once)
                }
                for fault in column.shape.faults(in: cell, under: column.name).all where !cell.word.isEmpty {
                    faults.breaks(fault, around: [cell.place], isNaming: false)
                }
            }
        }
        guard let once else { return faults }
        var codes: Set<String> = []
        for cell in lines.compactMap({ $0.cells[once] }) where !cell.word.isEmpty && !codes.insert(cell.word).inserted {
            faults.breaks(PackFault(cell.file, cell.line, "\"\(cell.word)\" stands here twice"), around: [cell.place])
        }
        return faults
    }

    /// Rows of cells, each with its line. Empty lines are no rows.
    private static func rows(_ text: String, _ file: String) throws(PackFault) -> [[Yaml]] {
        var (rows, row, content) = ([[Yaml]](), [Yaml](), "")
        var (line, start, isQuoted, wasQuoted) = (1, 1, false, false)
        var letters = text.unicodeScalars.makeIterator()
        var next = letters.next()
        if next == "\u{FEFF}" { next = letters.next() }
        func finish(_ isRow: Bool) {
            row.append(Yaml(content, at: Yaml.Place(file: file, line: start, column: row.count + 1)))
            if isRow {
                if row.count > 1 || !content.isEmpty { rows.append(row) }
                row = []
            }
            (content, wasQuoted) = ("", false)
        }
        while let letter = next {
            next = letters.next()
            switch letter {
            case "\"" where isQuoted && next == "\"":
                content.unicodeScalars.append("\"")
                next = letters.next()
            case "\"" where isQuoted: isQuoted = false
            case "\"" where content.isEmpty && !wasQuoted: (isQuoted, wasQuoted) = (true, true)
            case "," where !isQuoted: finish(false)
            case "\r" where !isQuoted && next == "\n": break
            case "\n":
                line += 1
                if isQuoted { content.unicodeScalars.append(letter) } else { finish(true) }
            default: content.unicodeScalars.append(letter)
            }
            if row.isEmpty, content.isEmpty, !isQuoted { start = line }
        }
        guard !isQuoted else { throw PackFault(file, start, "a quote begins here and does not end") }
        if !content.isEmpty || !row.isEmpty { finish(true) }
        return rows
    }
}
