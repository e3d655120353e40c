/// How figures of a cohort may leave.
package enum Method: String, Sendable, Hashable, CaseIterable {
    /// The total alone, as "10 to 19".
    case bands
    /// Tables with small counts hidden.
    case suppressedTables
    /// Tables with noise on every count.
    case noisyTables
    /// Invented people whose tables are those with noise.
    case syntheticRecords
}
