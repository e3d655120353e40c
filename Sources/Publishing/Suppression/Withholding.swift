/// Why a figure may not leave. The code and the holes are for the sentence that a country's words make of them.
package enum Withholding: Error, Sendable, Hashable {
    /// Somebody could work out a small count to within this range.
    case uncovers(Secret, range: ClosedRange<Int>)
    /// However much of the table is hidden, too much could be worked out.
    case tooSparse(Secret)
    /// So many tables overlap that nobody could check what they tell together.
    case tooEntangled(combinations: Int, most: Int)
    /// Somebody could subtract one version of the figures from another, and read what is new of so few people.
    case differsByFew(people: Int, fewest: Int)
    /// The cohort is too small for anything but totals in bands.
    case bandsOnly(people: Int, fewest: Int)
    /// The cohort has had its number of tables.
    case tooManyTables(most: Int)
    /// The cohort is too large for suppression to be the honest way, or too small for this one.
    case notThisWay(Method, people: Int)
    /// A table asks of an attribute or code list that the cohort does not have.
    case unknownAttribute
}
