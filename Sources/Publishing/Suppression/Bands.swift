/// Totals said in bands, for a cohort too small for a table: fewer than 10, 10 to 19, 20 to 49.
///
/// Shape: where each band starts, from the second on; the first starts at nobody, and says no more than that there are fewer. Bands are
/// fixed before anybody is counted, so that their ends tell nothing. One person more can move a total into the next band: a total is
/// banded once for each frozen cohort.
/// Units: people.
package struct Bands: Sendable, Hashable {
    package enum Band: Sendable, Hashable {
        case within(ClosedRange<Int>)
        /// So many or more.
        case from(Int)
    }

    package let starts: [Int]

    /// Nothing when a band would have no room for doubt: each is so wide as the threshold, and they rise.
    package init?(startingAt starts: [Int] = [10, 20, 50, 100, 200, 500, 1000], threshold: Int = 10) {
        guard zip([0] + starts, starts).allSatisfy({ $1 - $0 >= threshold }) else { return nil }
        self.starts = starts
    }

    /// The band of a total; the last has no end.
    package func band(_ people: Int) -> Band {
        let lower = starts.last { $0 <= people } ?? 0
        return starts.first { $0 > people }.map { .within(lower...$0 - 1) } ?? .from(lower)
    }
}
