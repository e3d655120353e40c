/// Who is counted: the people whose answers lie within these codes. The same cell may stand in many tables, and is the same number.
///
/// Shape: conditions in the order of their attributes' names; an attribute that may have any code has none, so that a total has the
/// same cell in every table.
package struct Cell: Sendable, Hashable {
    package struct Condition: Sendable, Hashable {
        package let attribute: String
        package let codes: Codes
    }

    package private(set) var conditions: [Condition] = []

    package static let everyone = Cell()

    package init() {}

    package init(_ conditions: [String: Codes]) {
        self.conditions = conditions.map { Condition(attribute: $0.key, codes: $0.value) }.sorted { $0.attribute < $1.attribute }
    }

    package subscript(attribute: String) -> Codes? { conditions.first { $0.attribute == attribute }?.codes }

    /// The people of this cell who also have one of the codes.
    package func and(_ attribute: String, _ codes: Codes) -> Cell {
        var narrower = self
        let place = conditions.firstIndex { $0.attribute >= attribute } ?? conditions.count
        if place < conditions.count, conditions[place].attribute == attribute {
            narrower.conditions[place] = Condition(attribute: attribute, codes: conditions[place].codes.intersection(codes))
        } else {
            narrower.conditions.insert(Condition(attribute: attribute, codes: codes), at: place)
        }
        return narrower
    }

    package func and(_ other: Cell) -> Cell { other.conditions.reduce(self) { $0.and($1.attribute, $1.codes) } }

    /// No code is left for some attribute: nobody can be in it.
    package var isImpossible: Bool { conditions.contains(where: \.codes.isEmpty) }

    /// Everybody of this cell is also of the other.
    package func isWithin(_ other: Cell) -> Bool {
        other.conditions.allSatisfy { condition in self[condition.attribute].map { $0.isSubset(of: condition.codes) } ?? false }
    }

    /// The attribute that tells two cells apart, when it is just one.
    func onlyDifference(from other: Cell) -> String? {
        guard conditions.count == other.conditions.count else { return nil }
        let different = zip(conditions, other.conditions).filter { $0 != $1 }
        return different.count == 1 && different[0].0.attribute == different[0].1.attribute ? different[0].0.attribute : nil
    }

    package var attributes: Set<String> { Set(conditions.map(\.attribute)) }
}

extension Cell: Comparable {
    /// Fewer conditions first, then as the code lists are ordered: so that results are the same on every machine.
    package static func < (one: Cell, other: Cell) -> Bool {
        if one.conditions.count != other.conditions.count { return one.conditions.count < other.conditions.count }
        for (mine, theirs) in zip(one.conditions, other.conditions) where mine != theirs {
            return (mine.attribute, mine.codes) < (theirs.attribute, theirs.codes)
        }
        return false
    }
}
