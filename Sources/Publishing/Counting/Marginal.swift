/// How many people have each combination of the codes of one to three attributes.
///
/// Shape: row by row, the last attribute fastest.
package struct Marginal: Sendable, Hashable {
    package let attributes: [String]
    package let sizes: [Int]
    package let counts: [Int]

    /// Nothing when an attribute is unknown, or more than three are asked for.
    package init?(of columns: Columns, by attributes: [String], within filter: Cell = .everyone) {
        let chosen = attributes.compactMap { columns[$0] }
        guard (1...3).contains(chosen.count), chosen.count == attributes.count else { return nil }
        var conditions: [(column: Column, codes: Codes)] = []
        for (attribute, codes) in filter.conditions {
            guard let column = columns[attribute] else { return nil }
            conditions.append((column, codes))
        }
        self.attributes = attributes
        sizes = chosen.map(\.codes.count)
        counts = Histogram(of: chosen, passing: conditions, people: columns.people).counts
    }

    package subscript(codes: Int...) -> Int { counts[zip(codes, sizes).reduce(0) { $0 * $1.1 + $1.0 }] }
}
