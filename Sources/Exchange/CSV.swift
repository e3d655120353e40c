/// Comma-separated text. Source: RFC 4180, UTF-8, with or without a byte order mark.
///
/// The library at hand trims and rewrites cells; a published record must come out as it went in.
package enum CSV {
    /// Rows with the lines they begin on. Errors: `Grid.Fault` when the file is no text or a quote is never closed.
    static func read(_ bytes: some Collection<UInt8>, isRaw: Bool) throws -> [Grid.Row] {
        var reader = Reader(bytes: Array(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes.dropFirst(0)))
        var rows: [Grid.Row] = []
        while let row = try reader.row() {
            rows.append(isRaw ? row : Grid.Row(line: row.line, cells: row.cells.map(restored)))
        }
        return rows
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0
        var line = 1

        mutating func row() throws -> Grid.Row? {
            guard at < bytes.count else { return nil }
            let start = line
            var cells: [String] = []
            while true {
                cells.append(try cell(start))
                guard at < bytes.count else { break }
                let byte = bytes[at]
                at += 1
                if byte == 0x2C { continue }
                if byte == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
                line += 1
                break
            }
            return Grid.Row(line: start, cells: cells)
        }

        private mutating func cell(_ start: Int) throws -> String {
            guard at < bytes.count, bytes[at] == 0x22 else {
                let from = at
                while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
                return try text(bytes[from..<at], start)
            }
            at += 1
            var content: [UInt8] = []
            while true {
                guard at < bytes.count else {
                    throw Grid.Fault(line: start, problem: "a quoted cell is never closed; add the missing \"")
                }
                let byte = bytes[at]
                at += 1
                if byte == 0x22 {
                    guard at < bytes.count, bytes[at] == 0x22 else { break }
                    at += 1
                }
                if byte == 0x0A { line += 1 }
                content.append(byte)
            }
            return try text(content[...], start)
        }

        private func text(_ bytes: ArraySlice<UInt8>, _ start: Int) throws -> String {
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

    private static let dangerous: Set<Character> = ["=", "+", "-", "@", "\t", "\r", "'"]
    package static func defused(_ cell: String) -> String { cell.first.map(dangerous.contains) == true ? "'" + cell : cell }

    /// What `defused` was given.
    package static func restored(_ cell: String) -> String {
        guard cell.first == "'", let second = cell.dropFirst().first, dangerous.contains(second) else { return cell }
        return String(cell.dropFirst())
    }
}
