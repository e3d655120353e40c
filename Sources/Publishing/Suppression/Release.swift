/// A table as it left: what was told, and what was hidden.
package struct Release: Sendable, Hashable {
    package let table: Table
    package let figures: [Cell: Figure]

    package init(_ table: Table, figures: [Cell: Figure]) { (self.table, self.figures) = (table, figures) }

    package var hidden: [Cell] { table.cells.filter { figures[$0] == .hidden } }
}

extension Sequence<Release> {
    /// Everything known of each cell. A count once told stays known.
    var figures: [Cell: Figure] {
        reduce(into: [:]) { known, release in known.merge(release.figures) { $0.count == nil ? $1 : $0 } }
    }
}
