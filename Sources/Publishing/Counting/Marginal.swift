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
        for condition in filter.conditions {
            guard let column = columns[condition.attribute] else { return nil }
            conditions.append((column, condition.codes))
        }
        self.attributes = attributes
        sizes = chosen.map(\.codes.count)
        counts = Histogram(of: chosen, passing: conditions, people: columns.people).counts
    }

    package subscript(codes: Int...) -> Int { counts[zip(codes, sizes).reduce(0) { $0 * $1.1 + $1.0 }] }

    /// Each combination that somebody has.
    package var combinations: [(codes: [UInt8], count: Int)] {
        counts.indices.filter { counts[$0] > 0 }.map { index in
            var rest = index
            let codes = sizes.reversed().map { size in
                defer { rest /= size }
                return UInt8(rest % size)
            }
            return (codes.reversed(), counts[index])
        }
    }
}
