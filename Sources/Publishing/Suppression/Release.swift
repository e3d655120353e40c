/// A table as it left: what was told, and what was hidden.
package struct Release: Sendable, Hashable {
    package let table: Table
    package let figures: [Cell: Figure]
    /// Small differences between what was told, that whatever leaves later must not give away either. They never leave themselves.
    package let differences: [Secret]

    package init(_ table: Table, figures: [Cell: Figure], differences: [Secret] = []) {
        (self.table, self.figures, self.differences) = (table, figures, differences)
    }

    /// The same figures as those of part of a larger set of people.
    func moved(to part: Cell) -> Release {
        Release(
            Table(table.splits, within: table.filter.and(part)),
            figures: Dictionary(uniqueKeysWithValues: figures.map { ($0.key.and(part), $0.value) }),
            differences: differences.map { Secret($0.whole.and(part), without: $0.part?.and(part)) })
    }

    package var hidden: [Cell] { table.cells.filter { figures[$0] == .hidden } }
}

extension Sequence<Release> {
    /// Everything known of each cell. A count once told stays known.
    var figures: [Cell: Figure] {
        reduce(into: [:]) { known, release in known.merge(release.figures) { $0.count == nil ? $1 : $0 } }
    }
}

extension [Cell: Figure] {
    var secrets: [Secret] { filter { $0.value == .hidden }.map { Secret($0.key) } }

    /// Fewer people than the threshold, but somebody, by whom one told count exceeds another that lies in it.
    func toldDifferences(below threshold: Int) -> [Secret] {
        let told = compactMap { cell, figure in figure.count.map { (cell: cell, count: $0) } }
        return told.flatMap { whole in
            told.filter { (1..<threshold).contains(whole.count - $0.count) && $0.cell.isWithin(whole.cell) }
                .map { Secret(whole.cell, without: $0.cell) }
        }
    }
}
