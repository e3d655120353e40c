/// How a cohort's figures may leave.
package enum Method: Sendable, Hashable, CaseIterable {
    case bands, suppressedTables, noisyTables, syntheticRecords
}
