@testable import Publishing

/// The plain way: in each line with one hidden count, hide the next smallest too, until no line has just one.
enum NextSmallest {
    static func hide(_ table: Table, counts: [Cell: Int], rule: Rule) -> [Cell: Figure] {
        var figures = primary(table, counts: counts, rule: rule)
        let lines = lines(of: table)
        while let line = lines.first(where: { line in
            line.filter { figures[$0] == .hidden }.count == 1 && line.contains { isOpen($0, figures) }
        }) {
            let next = line.filter { isOpen($0, figures) }.min { (counts[$0] ?? 0, $0) < (counts[$1] ?? 0, $1) }
            if let next { figures[next] = .hidden }
        }
        return figures
    }

    /// The same, and then on: while the intruder finds a count, hide the smallest that shares a line with it.
    static func hideUntilSafe(_ table: Table, counts: [Cell: Int], rule: Rule) -> [Cell: Figure] {
        var figures = hide(table, counts: counts, rule: rule)
        let lines = lines(of: table)
        while true {
            let intruder = FlowIntruder(table, counts: counts, figures: figures, fewest: rule.fewest)
            let found = figures.keys.sorted().first { cell in intruder.range(cell).map { !rule.allows($0) } ?? false }
            guard let found else { return figures }
            let near = lines.filter { $0.contains(found) }.joined().filter { isOpen($0, figures) }
            let open = near.isEmpty ? table.cells.filter { isOpen($0, figures) } : near
            guard let next = open.min(by: { (counts[$0] ?? 0, $0) < (counts[$1] ?? 0, $1) }) else { return figures }
            figures[next] = .hidden
        }
    }

    static func primary(_ table: Table, counts: [Cell: Int], rule: Rule) -> [Cell: Figure] {
        Dictionary(
            uniqueKeysWithValues: table.cells.map { ($0, rule.mustHide(counts[$0] ?? 0) ? .hidden : .told(counts[$0] ?? 0)) })
    }

    private static func isOpen(_ cell: Cell, _ figures: [Cell: Figure]) -> Bool {
        cell != .everyone && (figures[cell]?.count ?? 0) > 0
    }

    /// Each margin with what it sums over one attribute.
    private static func lines(of table: Table) -> [[Cell]] {
        table.splits.flatMap { split in
            table.cells.filter { $0[split.attribute] == nil }.map { margin in
                [margin] + (0..<split.size).map { margin.and(split.attribute, Codes([UInt8($0)])) }
            }
        }
    }
}
