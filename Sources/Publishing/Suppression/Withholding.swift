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
    /// What was told before does not fit these people: their tables must be told as those of another version.
    case otherPeople
    /// A table asks of an attribute or code list that the cohort does not have.
    case unknownAttribute

    /// The name of the sentence in a country's words.
    package var code: String {
        switch self {
        case .uncovers: "uncovers"
        case .tooSparse: "too-sparse"
        case .tooEntangled: "too-entangled"
        case .differsByFew: "differs-by-few"
        case .bandsOnly: "bands-only"
        case .tooManyTables: "too-many-tables"
        case .notThisWay: "not-this-way"
        case .otherPeople: "other-people"
        case .unknownAttribute: "unknown-attribute"
        }
    }

    /// The numbers of the sentence. How few people differ, or how close a count could be guessed, is for the one who publishes: it is
    /// itself what must not leave, so no sentence has a hole for it.
    package var holes: [String: Int] {
        switch self {
        case .uncovers, .tooSparse, .otherPeople, .unknownAttribute: [:]
        case .tooEntangled(let combinations, let most): ["combinations": combinations, "most": most]
        case .differsByFew(_, let fewest): ["fewest": fewest]
        case .bandsOnly(_, let fewest): ["fewest": fewest]
        case .tooManyTables(let most): ["most": most]
        case .notThisWay(_, let people): ["people": people]
        }
    }
}
