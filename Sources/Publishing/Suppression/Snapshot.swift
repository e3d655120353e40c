/// A cohort as it was known on one day.
///
/// Shape: one number for each person, the same in every snapshot, in the order of the columns' rows. The numbers never leave.
package struct Snapshot: Sendable {
    package let people: [UInt64]
    package let columns: Columns

    /// Nothing when somebody has no row, or two.
    package init?(people: [UInt64], columns: Columns) {
        guard people.count == columns.people, Set(people).count == people.count else { return nil }
        (self.people, self.columns) = (people, columns)
    }

    /// The code of each attribute, by person.
    func answers(_ attributes: [String]) -> [UInt64: [UInt8]] {
        let bytes = attributes.compactMap { columns[$0]?.bytes }
        return Dictionary(uniqueKeysWithValues: people.enumerated().map { row, person in (person, bytes.map { $0[row] }) })
    }
}
