/// What a page of figures counts: everybody who passes a filter, split by up to three attributes, with every margin.
package struct Table: Sendable, Hashable {
    package let splits: [Split]
    package let filter: Cell

    package init(_ splits: [Split], within filter: Cell = .everyone) { (self.splits, self.filter) = (splits, filter) }

    /// Each count the table shows, once, the last split fastest and totals last.
    package var cells: [Cell] {
        var cells = [filter]
        for split in splits {
            cells = cells.flatMap { cell in split.lines.map { line in line.map { cell.and(split.attribute, $0) } ?? cell } }
        }
        var seen: Set<Cell> = []
        return cells.filter { !$0.isImpossible && seen.insert($0).inserted }
    }

    /// The count of each cell. Nothing when the columns do not have what the table asks.
    package func counts(in columns: Columns) -> [Cell: Int]? {
        guard splits.allSatisfy({ columns.sizes[$0.attribute] == $0.size }) else { return nil }
        let attributes = splits.map(\.attribute)
        guard let leaves = Marginal(of: columns, by: attributes, within: filter) else { return nil }
        var counts = Dictionary(uniqueKeysWithValues: cells.map { ($0, 0) })
        for (combination, count) in leaves.combinations {
            let lines = zip(splits, combination).map { split, code in
                split.lines.filter { $0?.contains(code) ?? true }.map { (split.attribute, $0) }
            }
            let cells = lines.reduce([filter]) { cells, lines in
                cells.flatMap { cell in lines.map { line in line.1.map { cell.and(line.0, $0) } ?? cell } }
            }
            for cell in Set(cells) where !cell.isImpossible { counts[cell, default: 0] += count }
        }
        return counts
    }
}
