import Crypto
package import Foundation

/// The mark that stays in a table when the sheet about it is taken away: the order of its rows, by a key of the export.
///
/// Shape: each row has a place that only the key tells, and rows stand by their places; alike rows stand together. Whatever rows are taken out,
/// those that are left are still in order. Sorting the table, or changing each row, takes the mark away.
package struct RowOrder: Sendable {
    private let key: SymmetricKey

    package init(key: Data) { self.key = SymmetricKey(data: key) }

    package func sorted(_ rows: [[String]]) -> [[String]] {
        let placed = rows.map { (place: place($0), row: $0) }
        return placed.sorted { ($0.place, $0.row.joined(separator: "\u{1F}")) < ($1.place, $1.row.joined(separator: "\u{1F}")) }
            .map(\.row)
    }

    /// How likely another order, taken by chance, would be at least as near to that of this key.
    package func chance(of rows: [[String]]) -> Double {
        var seen: Set<UInt64> = []
        let places = rows.map(place).filter { seen.insert($0).inserted }
        return RowOrder.chance(ofAtMost: RowOrder.inversions(places), among: places.count)
    }

    /// The cells as a reader finds them: a spreadsheet drops blank cells at the end of a row.
    private func place(_ row: [String]) -> UInt64 {
        let cells = row.reversed().drop { $0.isEmpty }.reversed()
        let code = HMAC<SHA256>.authenticationCode(for: Data(cells.joined(separator: "\u{1F}").utf8), using: key)
        return code.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    // MARK: Counting

    /// How many pairs stand the wrong way round, by merging halves.
    static func inversions(_ places: [UInt64]) -> Int {
        var values = places
        var buffer = places
        var count = 0
        var width = 1
        while width < values.count {
            for start in stride(from: 0, to: values.count, by: 2 * width) {
                let middle = min(start + width, values.count)
                let end = min(start + 2 * width, values.count)
                var (left, right) = (start, middle)
                for place in start..<end {
                    if left < middle, right >= end || values[left] <= values[right] {
                        buffer[place] = values[left]
                        left += 1
                    } else {
                        buffer[place] = values[right]
                        count += middle - left
                        right += 1
                    }
                }
            }
            swap(&values, &buffer)
            width *= 2
        }
        return count
    }

    /// Up to so many rows the chance is counted; beyond, a bound that is never too small takes its place.
    private static let mostCounted = 60

    /// The share of all orders of `rows` with at most so many pairs the wrong way round.
    ///
    /// Source: the number of inversions is a sum of independent numbers, each even from 0 to i - 1 (Knuth, volume 3, 5.1.1); the bound is
    /// Hoeffding's.
    static func chance(ofAtMost inversions: Int, among rows: Int) -> Double {
        guard rows > 1 else { return 1 }
        guard rows <= mostCounted else {
            let mean = Double(rows) * Double(rows - 1) / 4
            let below = mean - Double(inversions)
            guard below > 0 else { return 1 }
            let spread = (1..<rows).reduce(0) { $0 + Double($1) * Double($1) }
            return exp(-2 * below * below / spread)
        }
        var shares = [1.0]
        for row in 2...rows {
            // Each further row adds 0 to row - 1 pairs, all alike: a sum over a window, by sums from the start.
            let sums = shares.reduce(into: [0.0]) { $0.append(($0.last ?? 0) + $1) }
            shares = (0..<shares.count + row - 1).map { count in
                (sums[min(count + 1, shares.count)] - sums[max(0, count + 1 - row)]) / Double(row)
            }
        }
        return min(1, shares.prefix(inversions + 1).reduce(0, +))
    }
}
