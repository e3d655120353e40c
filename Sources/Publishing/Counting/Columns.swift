/// The people of a cohort, column by column, so that a count reads only the bytes it asks about.
package struct Columns: Sendable {
    package let people: Int
    private let columns: [String: Column]

    /// Nothing when two columns speak of different numbers of people, or of the same attribute.
    package init?(_ columns: [Column]) {
        let people = columns.first?.bytes.count ?? 0
        guard columns.allSatisfy({ $0.bytes.count == people }), Set(columns.map(\.attribute)).count == columns.count else {
            return nil
        }
        self.people = people
        self.columns = Dictionary(uniqueKeysWithValues: columns.map { ($0.attribute, $0) })
    }

    package subscript(attribute: String) -> Column? { columns[attribute] }
    package var attributes: [String] { columns.keys.sorted() }

    /// How long each code list is.
    package var sizes: [String: Int] { columns.mapValues(\.codes.count) }

    /// How many people a cell counts; nobody when it asks of an attribute that is not here.
    package func count(_ cell: Cell) -> Int {
        let conditions = cell.conditions.map { (bytes: columns[$0.attribute]?.bytes, codes: $0.codes) }
        return (0..<people).count { person in
            conditions.allSatisfy { condition in condition.bytes.map { condition.codes.contains($0[person]) } ?? false }
        }
    }
}
