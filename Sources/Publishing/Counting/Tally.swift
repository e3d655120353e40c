/// A count with what it is a share of, both as they may be shown. Nothing leaves without one.
///
/// Source: the denominator rule of the Counter-Trafficking Data Collaborative: percentages are over the people with at least one answer
/// in the group of questions, never over everybody; several answers may be given, so that shares may sum to more than all.
package struct Tally: Sendable, Hashable {
    package let count: Figure
    package let denominator: Figure

    package init(_ count: Figure, of denominator: Figure) { (self.count, self.denominator) = (count, denominator) }

    /// Tenths of a percent, halves upwards. Nothing when either is hidden, since a share and one of the two give the other, or when nobody
    /// answered.
    package var permille: Int? {
        guard let count = count.count, let denominator = denominator.count, denominator > 0 else { return nil }
        return (count * 2000 + denominator) / (denominator * 2)
    }
}

extension Columns {
    /// How many people have an answer to at least one question of a group: the denominator of each of its shares.
    package func answered(_ group: [String], within filter: Cell = .everyone) -> Int {
        let asked = group.compactMap { self[$0] }.map { (bytes: $0.bytes, answered: $0.answered) }
        let nobody = group.reduce(filter) { cell, attribute in
            self[attribute].map { column in cell.and(attribute, column.missing.map { Codes([$0]) } ?? Codes()) } ?? cell
        }
        return asked.isEmpty ? 0 : count(filter) - count(nobody)
    }
}

extension Release {
    /// A cell's count among those who answered the question that a split asks. The split must list the answered as a group, so that
    /// their number has been through the same check.
    package func tally(_ cell: Cell, ofThoseWhoAnswered attribute: String, _ answered: Codes) -> Tally {
        let others = Cell(
            Dictionary(uniqueKeysWithValues: cell.conditions.filter { $0.attribute != attribute }.map { ($0.attribute, $0.codes) }))
        let everybody = table.splits.contains { $0.attribute == attribute && Codes(below: $0.size) == answered }
        return Tally(figures[cell] ?? .hidden, of: figures[everybody ? others : others.and(attribute, answered)] ?? .hidden)
    }
}
