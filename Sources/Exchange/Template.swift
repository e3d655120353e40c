import Register

/// The spreadsheet of the standard as IOM gives it out: elements in the first row, their titles in the second, a column of
/// row numbers before them, and choices by what a person reads. Source: the HTCDS 2.0 spreadsheet template.
extension Grid {
    /// The table with a name for every column and only the rows that hold something.
    ///
    /// Errors: `Grid.Fault` for a column that has cells and no name.
    func withoutTitles() throws -> Grid {
        let titles = titles
        let names = header.indices.map { header[$0].isEmpty ? titles?[$0] ?? "" : header[$0] }
        let rows = titles == nil ? rows : Array(rows.dropFirst())
        let named = names.indices.filter { !names[$0].isEmpty }
        for column in names.indices where names[column].isEmpty {
            if let row = rows.first(where: { $0.cells.count > column && Grid.isContent($0.cells[column]) }) {
                throw Fault(line: row.line, problem: "column \(column + 1) has a cell here and no name in the first row")
            }
        }
        return Grid(
            header: named.map { names[$0] },
            rows: rows.compactMap { row in
                guard row.cells.count == header.count else { return row }
                let cells = named.map { row.cells[$0] }
                return cells.allSatisfy(\.isEmpty) ? nil : Row(line: row.line, cells: cells)
            })
    }

    /// The second row, when most of it says in words what the first says as elements.
    private var titles: [String]? {
        guard let second = rows.first?.cells, second.count == header.count else { return nil }
        let alike = zip(header, second).count { !$0.isEmpty && Loosely.short($0) == Loosely.letters($1) }
        return alike > 0 && alike * 2 >= header.count { !$0.isEmpty } ? second : nil
    }

    private static func isContent(_ cell: String) -> Bool { !cell.isEmpty && Int(cell) == nil }
}

/// Names and words compared by their letters and digits alone.
enum Loosely {
    static func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// Without a prefix like `cas_`.
    static func short(_ name: String) -> String {
        guard let (prefix, rest) = Bounded.halves(name, at: "_"), (1...3).contains(prefix.count), !rest.isEmpty else {
            return letters(name)
        }
        return letters(String(rest))
    }

    /// Names by their letters, with and without the prefix, where that leaves no doubt.
    static func index(_ names: some Sequence<String>) -> [String: String] {
        var found: [String: Set<String>] = [:]
        for name in names { for key in [letters(name), short(name)] { found[key, default: []].insert(name) } }
        return found.compactMapValues { $0.count == 1 ? $0.first : nil }
    }
}

extension Grid {
    /// How IOM's template spells an element in one place, and how the standard does.
    static let misspelled = ["vic_TraffickinStatusDecisionMakingOrg": "vic_TraffickingStatusDecisionMakingOrg"]
}
