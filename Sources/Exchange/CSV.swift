import Register

/// Comma-separated text. Source: RFC 4180, UTF-8, with or without a byte order mark.
///
/// The library at hand trims and rewrites cells; a published record must come out as it went in.
package enum CSV {
    /// Rows with the lines they begin on.
    ///
    /// Errors: `Grid.Fault` when the file is no text or a quote is never closed; `Beyond` when it holds too much.
    static func read(_ bytes: some Collection<UInt8>, isRaw: Bool, limits: SheetLimits = .terminal) throws -> [Grid.Row] {
        let text = Array(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes.dropFirst(0))
        var reader = Reader(bytes: text, limits: limits)
        var rows: [Grid.Row] = []
        var room = limits.cells
        while let row = try reader.row() {
            room -= row.cells.count
            guard rows.count < limits.lines else { throw Beyond(.lines, limit: limits.lines) }
            guard room >= 0 else { throw Beyond(.cells, limit: limits.cells, line: row.line) }
            rows.append(isRaw ? row : Grid.Row(line: row.line, cells: row.cells.map(restored)))
        }
        return rows
    }

    private struct Reader {
        let bytes: [UInt8]
        let limits: SheetLimits
        var at = 0
        var line = 1

        /// A cell, then a cell behind each comma, until a line or the file ends.
        mutating func row() throws -> Grid.Row? {
            guard at < bytes.count else { return nil }
            let start = line
            var cells = [try cell(start)]
            while at < bytes.count, bytes[at] == 0x2C {
                at += 1
                guard cells.count < limits.columns else { throw Beyond(.columns, limit: limits.columns, line: start) }
                cells.append(try cell(start))
            }
            endLine()
            return Grid.Row(line: start, cells: cells)
        }

        /// Whatever stands behind the last cell but a line break belongs to the next row, as it did before.
        private mutating func endLine() {
            guard at < bytes.count else { return }
            let isReturn = bytes[at] == 0x0D
            at += 1
            if isReturn, at < bytes.count, bytes[at] == 0x0A { at += 1 }
            line += 1
        }

        private mutating func cell(_ start: Int) throws -> String {
            guard at < bytes.count, bytes[at] == 0x22 else {
                let from = at
                while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
                return try text(bytes[from..<at], start)
            }
            at += 1
            var content: [UInt8] = []
            while at < bytes.count {
                let byte = bytes[at]
                at += 1
                if byte == 0x22 {
                    guard at < bytes.count, bytes[at] == 0x22 else { return try text(content[...], start) }
                    at += 1
                }
                if byte == 0x0A { line += 1 }
                content.append(byte)
            }
            throw Grid.Fault(line: start, problem: "a quoted cell is never closed; add the missing \"")
        }

        private func text(_ bytes: ArraySlice<UInt8>, _ start: Int) throws -> String {
            guard bytes.count <= limits.cell else { throw Beyond(.cellLength, limit: limits.cell, line: start) }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Grid.Fault(line: start, problem: "this is not UTF-8 text; save the file as UTF-8 CSV")
            }
            return text
        }
    }

    /// One row as text. Cells that a spreadsheet would run as a formula get an apostrophe before them, unless they go out raw.
    package static func line(_ cells: [String], isRaw: Bool = false) -> String {
        cells.map { cell in
            let safe = isRaw ? cell : defused(cell)
            let isPlain = !safe.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
            return isPlain ? safe : "\"" + safe.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",") + "\n"
    }

    /// Formulas begin with these, in narrow or full width; what cannot be seen before them is passed over by some programs.
    private static let dangerous: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "'", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{2212}",
    ]

    /// By scalar: a combining mark behind a sign makes another letter of it to a reader, and none to a spreadsheet.
    private static func isDangerous(_ cell: Substring) -> Bool {
        guard let first = cell.unicodeScalars.first(where: { !isUnseen($0) }) else { return false }
        return dangerous.contains(first)
    }

    /// Spaces, marks of direction and joiners.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .format, .lineSeparator, .paragraphSeparator: true
        case .control: !dangerous.contains(scalar)
        default: false
        }
    }

    package static func defused(_ cell: String) -> String { isDangerous(cell[...]) ? "'" + cell : cell }

    /// What `defused` was given.
    package static func restored(_ cell: String) -> String {
        guard cell.unicodeScalars.first == "'" else { return cell }
        let rest = Substring(cell.unicodeScalars.dropFirst())
        return isDangerous(rest) ? String(rest) : cell
    }
}
