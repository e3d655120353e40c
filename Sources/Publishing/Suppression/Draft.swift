/// A table on its way out: which of its counts are hidden so far.
struct Draft {
    let table: Table
    private let counts: [Cell: Int]
    private let known: [Cell: Figure]
    private let rule: Rule
    private(set) var figures: [Cell: Figure]

    init(_ table: Table, counts: [Cell: Int], known: [Cell: Figure], rule: Rule) {
        (self.table, self.counts, self.known, self.rule) = (table, counts, known, rule)
        figures = Dictionary(
            uniqueKeysWithValues: table.cells.map { cell in
                let count = counts[cell] ?? 0
                // What was hidden once stays hidden: telling it now would be telling what was kept.
                return (cell, known[cell] ?? (rule.mustHide(count) ? .hidden : .told(count)))
            })
    }

    /// This table's figures and all before.
    var everything: [Cell: Figure] { known.merging(figures) { $0.count == nil ? $1 : $0 } }

    var hidden: [Cell] {
        let everything = everything
        return everything.keys.filter { everything[$0] == .hidden }.sorted()
    }

    /// Told so far and free to be hidden, the cheapest first.
    var open: [Cell] { free.filter { figures[$0] != .hidden && count($0) >= max(1, rule.fewest) }.sorted { (cost($0), $0) < (cost($1), $1) } }

    /// Hidden for the sake of others, the dearest first.
    var spareable: [Cell] {
        free.filter { figures[$0] == .hidden && !rule.mustHide(count($0)) }.sorted { (-cost($0), $0) < (-cost($1), $1) }
    }

    private var free: [Cell] { table.cells.filter { known[$0] == nil && $0 != .everyone } }

    func count(_ cell: Cell) -> Int { counts[cell] ?? 0 }

    /// What is lost with a cell: a margin says more than what it sums, and a large count more than a small one.
    func cost(_ cell: Cell) -> Double {
        let depth = table.splits.count + table.filter.attributes.count - cell.attributes.count
        var cost = 1 + Double(count(cell)).squareRoot() / 8
        for _ in 0..<max(0, depth) { cost *= 4 }
        return cost
    }

    mutating func hide(_ cell: Cell) { figures[cell] = .hidden }
    mutating func tell(_ cell: Cell) { figures[cell] = .told(count(cell)) }
}
