/// Who is counted: the people whose answers lie within these codes. The same cell may stand in many tables, and is the same number.
///
/// Shape: an attribute that may have any code has no condition, so that a total has the same cell in every table.
package struct Cell: Sendable, Hashable {
    package private(set) var conditions: [String: Codes] = [:]

    package static let everyone = Cell()

    package init() {}

    package init(_ conditions: [String: Codes]) { self.conditions = conditions }

    /// The people of this cell who also have one of the codes.
    package func and(_ attribute: String, _ codes: Codes) -> Cell {
        var narrower = self
        narrower.conditions[attribute] = conditions[attribute]?.intersection(codes) ?? codes
        return narrower
    }

    package func and(_ other: Cell) -> Cell { other.conditions.reduce(self) { $0.and($1.key, $1.value) } }

    /// No code is left for some attribute: nobody can be in it.
    package var isImpossible: Bool { conditions.values.contains(where: \.isEmpty) }

    package var attributes: Set<String> { Set(conditions.keys) }
}
