package import Foundation
import Register

/// A table from a file: named columns, and rows of as many cells, or not.
package struct Grid: Sendable {
    package struct Fault: Error, CustomStringConvertible {
        package let line: Int
        package let problem: String
        package var description: String { "row \(line): \(problem)" }
    }

    package struct Row: Sendable {
        /// The line of the file it begins on, the header being 1.
        package let line: Int
        package let cells: [String]
    }

    package let header: [String]
    package let rows: [Row]

    init(header: [String], rows: [Row]) {
        self.header = header
        self.rows = rows
    }

    /// A CSV file, or the first sheet of a workbook. Raw: cells stand as they are, with no apostrophe taken away.
    ///
    /// Errors: `Grid.Fault` when it is neither or has no header; `Workbook.Fault` when a workbook is damaged; `Beyond` when it holds
    /// too much.
    package init(_ file: Data, isRaw: Bool = false, limits: SheetLimits = .terminal) throws {
        let isBook = Workbook.isOne(file)
        let rows =
            isBook
            ? try Grid.rows(Workbook(file, limits: limits, onlyFirst: true)) : try CSV.read(file, isRaw: isRaw, limits: limits)
        guard let first = rows.first, first.cells.contains(where: { !$0.isEmpty }) else {
            throw Fault(line: 1, problem: "the file is empty; the first row names the columns")
        }
        let width = isBook ? rows.reduce(0) { max($0, $1.cells.count) } : first.cells.count
        // One long row would make every other as long.
        guard Bounded.product(width, rows.count) <= limits.cells || !isBook else { throw Beyond(.cells, limit: limits.cells) }
        guard rows.count <= limits.lines else { throw Beyond(.lines, limit: limits.lines) }
        header = first.cells + Array(repeating: "", count: width - first.cells.count)
        self.rows = rows.dropFirst().compactMap { row in
            guard isBook else { return row.cells == [""] && width > 1 ? nil : row }
            let missing = max(0, width - row.cells.count)
            return row.cells.isEmpty ? nil : Row(line: row.line, cells: row.cells + Array(repeating: "", count: missing))
        }
    }

    private static func rows(_ book: Workbook) -> [Row] {
        (book.sheets.first?.rows ?? []).enumerated().map { Row(line: $0.offset + 1, cells: $0.element) }
    }
}
