/// Every version of one cohort side by side, since whoever keeps them all can subtract each from each.
///
/// Shape: one set of columns with one attribute more, whose code says in which versions a row stands. Somebody whose answers changed
/// has a row for each of their answers. Then every table of every version is a table of these columns, as for two `Versions`.
package struct Editions: Sendable {
    private struct Row: Hashable {
        let person: UInt64
        let answers: [UInt8]
    }

    package let columns: Columns
    /// For each version, the codes of the rows that stand in it.
    private let standing: [Codes]

    /// Nothing when the versions do not ask the same, or are more than can be told apart.
    package init?(_ snapshots: [Snapshot]) {
        guard let first = snapshots.first, snapshots.count <= 32 else { return nil }
        let attributes = first.columns.attributes
        guard snapshots.allSatisfy({ $0.columns.sizes == first.columns.sizes }), !attributes.contains(Versions.attribute) else {
            return nil
        }
        var (rows, masks): ([Row], [Row: UInt32]) = ([], [:])
        for (place, snapshot) in snapshots.enumerated() {
            let answers = snapshot.answers(attributes)
            for person in snapshot.people {
                let row = Row(person: person, answers: answers[person] ?? [])
                if masks[row] == nil { rows.append(row) }
                masks[row, default: 0] |= 1 << UInt32(place)
            }
        }
        let kinds = masks.isEmpty ? [1] : Set(masks.values).sorted()
        let places = Dictionary(uniqueKeysWithValues: kinds.prefix(256).enumerated().map { ($1, UInt8($0)) })
        guard kinds.count <= 256 else { return nil }
        let old = attributes.enumerated().compactMap { place, attribute in
            first.columns[attribute].flatMap { column in
                Column(attribute, codes: column.codes, missing: column.missing, bytes: rows.map { $0.answers[place] })
            }
        }
        let version = Column(
            Versions.attribute, codes: kinds.map(String.init), bytes: rows.map { masks[$0].flatMap { places[$0] } ?? 0 })
        guard let version, let joined = Columns(old + [version]) else { return nil }
        columns = joined
        standing = snapshots.indices.map { place in
            Codes(kinds.enumerated().filter { $1 >> UInt32(place) & 1 == 1 }.map { UInt8($0.offset) })
        }
    }

    /// Everybody of one version.
    package func everybody(of version: Int) -> Cell { Cell([Versions.attribute: standing[version]]) }

    /// A table of one version, as a table of these columns.
    package func table(_ table: Table, of version: Int) -> Table {
        Table(table.splits, within: table.filter.and(everybody(of: version)))
    }
}
