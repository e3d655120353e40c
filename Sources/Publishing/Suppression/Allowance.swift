/// What a cohort may say of itself, by how many people it has.
///
/// Shape: the smaller the cohort, the less there is to hide behind. Under `tables.lowerBound` people even a table of hidden counts
/// says who; from `noise` on hiding loses more than noise does; only from `records` on does noise leave synthetic records anything.
/// Units: people.
package struct Allowance: Sendable, Hashable {
    package let tables: Range<Int>
    package let records: Int
    package let mostTables: Int

    package init(tables: Range<Int> = 50..<1000, records: Int = 5000, mostTables: Int = 10) {
        (self.tables, self.records, self.mostTables) = (tables, records, mostTables)
    }

    /// The ways in which so large a cohort may be published.
    package func methods(people: Int) -> Set<Method> {
        if people < tables.lowerBound { return [.bands] }
        if tables.contains(people) { return [.bands, .suppressedTables] }
        return people < records ? [.bands, .noisyTables] : [.bands, .noisyTables, .syntheticRecords]
    }

    /// Refuses a table, or records, of a cohort that is not of the size for it.
    ///
    /// - Parameter published: how many tables of the cohort left already, by this way or another.
    package func check(_ method: Method, people: Int, published: Int) throws(Withholding) {
        if method == .bands { return }
        if people < tables.lowerBound { throw .bandsOnly(people: people, fewest: tables.lowerBound) }
        guard methods(people: people).contains(method) else { throw .notThisWay(method, people: people) }
        if method == .suppressedTables, published >= mostTables { throw .tooManyTables(most: mostTables) }
    }

    /// What may be said instead of what was refused.
    package func instead(people: Int, published: Int) -> Method {
        if people < tables.lowerBound || tables.contains(people) && published >= mostTables { return .bands }
        return tables.contains(people) ? .suppressedTables : .noisyTables
    }
}
