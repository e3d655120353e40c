package import Register

/// What stands behind published figures, for whoever must judge them.
extension Store {
    /// The true count of each cell of each table, as it was frozen. Nil when the snapshot is not of this year.
    ///
    /// Errors: `StoreFault.notFound` for whoever may not publish.
    package func truth(_ figures: PublishedFigures, as actor: Actor) throws -> [[Int]]? {
        let (chronicle, known) = try publication(figures.year, actor)
        guard let chronicle, let snapshot = known.chronicle.snapshots.last(where: { $0.cohort.digest == figures.snapshot }) else {
            return nil
        }
        var facts = try frozen(snapshot, chronicle)
        return figures.tables.map { facts.counts(of: $0) }
    }
}

extension FrozenFacts {
    /// Counts of a table's cells, in their order.
    mutating func counts(of table: PublishedFigures.Table) -> [Int] {
        let own = header.terms.tables.first { $0.id == table.id }
        let attributes = table.axes.compactMap { header.terms.attribute($0.attribute) }
        guard let count = count(own?.population ?? table.id, by: attributes.map(\.id)) else { return table.cells.map { _ in 0 } }
        let sizes = attributes.map { $0.codes.count + 1 }
        let layout = Layout(attributes: attributes)
        return table.cells.map { cell in
            guard let place = layout.place(cell.codes) else { return 0 }
            let choices = zip(place, sizes).map { byte, size in byte.map { [Int($0)] } ?? Array(0..<size) }
            let indices = zip(choices, sizes).reduce([0]) { all, axis in all.flatMap { index in axis.0.map { index * axis.1 + $0 } }
            }
            return indices.reduce(0) { $0 + count.cells[$1] }
        }
    }
}
