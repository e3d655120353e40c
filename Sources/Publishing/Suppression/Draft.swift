/// A table on its way out: which of its counts are hidden so far.
struct Draft {
    private struct Difference { let secret: Secret; let one, other: Cell }

    private let table: Table
    private let counts: [Cell: Int]
    private let known: [Cell: Figure]
    private var differences: [Difference] = []
    private let earlier: [Secret]
    private let rule: Rule
    private var figures: [Cell: Figure] = [:]

    init(_ table: Table, of columns: Columns, after earlier: [Release], rule: Rule) throws(Withholding) {
        guard var counts = table.counts(in: columns) else { throw .unknownAttribute }
        for release in earlier { counts.merge(release.table.counts(in: columns) ?? [:]) { one, _ in one } }
        (self.table, self.rule, self.counts, known) = (table, rule, counts, earlier.figures)
        for (cell, figure) in known where figure.count ?? counts[cell] != counts[cell] { throw .otherPeople }
        for cell in table.cells {
            // What was hidden once stays hidden: telling it now would be telling what was kept.
            figures[cell] = known[cell] ?? (rule.mustHide(counts[cell] ?? 0) ? .hidden : .told(counts[cell] ?? 0))
        }
        self.earlier = earlier.flatMap(\.differences)
    }

    /// Looks for the few people by whom a cell of the table differs from any other. What is hidden from the start need not be compared.
    mutating func findDifferences(in columns: Columns) {
        let told = table.cells.filter { figures[$0] != .hidden }
        let others = known.filter { $0.value != .hidden }.keys.filter { figures[$0] == nil }.sorted()
        func count(_ cell: Cell) -> Int { counts[cell] ?? columns.count(cell) }
        for (place, one) in told.enumerated() {
            for other in told[..<place] + others {
                for secret in Secret.between(one, other) {
                    let difference = count(secret.whole) - (secret.part.map(count) ?? 0)
                    if (1..<rule.threshold).contains(difference) {
                        differences.append(Difference(secret: secret, one: one, other: other))
                    }
                }
            }
        }
    }

    /// This table's figures and all before.
    var everything: [Cell: Figure] { known.merging(figures) { $0.count == nil ? $1 : $0 } }

    /// The hidden counts, and the small differences between counts that are told. Where one of two is hidden, so is their difference.
    var secrets: [Secret] {
        let everything = everything
        return (everything.secrets + earlier + openDifferences(everything)).sorted()
    }

    var release: Release { Release(table, figures: figures, differences: openDifferences(everything)) }

    private func openDifferences(_ everything: [Cell: Figure]) -> [Secret] {
        differences.filter { everything[$0.one] != .hidden && everything[$0.other] != .hidden }.map(\.secret)
    }

    /// Told so far and free to be hidden, the cheapest first.
    var open: [Cell] {
        free.filter { figures[$0] != .hidden && count($0) >= max(1, rule.fewest) }.sorted { (cost($0), $0) < (cost($1), $1) }
    }

    /// Hidden for the sake of others, the dearest first.
    var spareable: [Cell] {
        free.filter { figures[$0] == .hidden && !rule.mustHide(count($0)) }.sorted { (-cost($0), $0) < (-cost($1), $1) }
    }

    private var free: [Cell] { table.cells.filter { known[$0] == nil && !$0.attributes.isSubset(of: [Versions.attribute]) } }

    func count(_ cell: Cell) -> Int { counts[cell] ?? 0 }

    /// What is lost with a cell: a margin says more than what it sums, and a large count more than a small one.
    func cost(_ cell: Cell) -> Double {
        let depth = table.splits.count + table.filter.attributes.count - cell.attributes.count
        var cost = 1 + Double(count(cell)).squareRoot() / 8
        for _ in 0..<max(0, depth) { cost *= 4 }
        return cost
    }

    /// Takes the figures as they left, instead of what the rule would say today.
    mutating func recall(_ told: [Cell: Figure]) { figures.merge(told) { $1 } }

    mutating func hide(_ cell: Cell) { figures[cell] = .hidden }
    mutating func tell(_ cell: Cell) { figures[cell] = .told(count(cell)) }
}
