/// Makes noisy counts possible: no cell of any table of three attributes below zero, each table's total the number of people.
///
/// Tables agree and total alike by their coordinates (`Estimate`). What remains is the nearest point, by least squares with each
/// count weighed by the inverse of its noise as if that were its own, at which no cell is negative. Nothing but noisy counts goes in.
/// It suits tables of few codes, such as those of a small country. With lists of many codes, where nearly all cells are empty, the
/// passes close in slowly, and tables counted from `Synthesis` lie nearer: it makes the same squares small, by whole people.
/// Source: Hildreth, "A quadratic programming procedure", Naval Research Logistics Quarterly 4 (1957).
package struct Consistency {
    /// One cell that must not be negative: how it is made of the coordinates.
    private struct Bound {
        let from: Int
        let to: Int
        /// Sum of variances over its terms: how far a unit of its multiplier moves it.
        let width: Double
    }

    private var estimate: Estimate
    private var bounds: [Bound] = []
    private var places: [Int32] = []
    private var signs: [Int8] = []

    /// `rounds`: passes over all cells. More come nearer to the least squares; what is returned is possible after any number.
    package static func nearest(to noisy: NoisyCounts, rounds: Int = 1_000) -> Estimate {
        var consistency = Consistency(noisy)
        consistency.project(rounds)
        return consistency.possible()
    }

    private init(_ noisy: NoisyCounts) {
        estimate = Estimate(noisy)
        let lists = noisy.cells.lists.indices
        // Cells of fewer attributes are sums of these.
        let tables =
            lists.count < 3
            ? [Array(lists)] : lists.flatMap { a in lists[(a + 1)...].flatMap { b in lists[(b + 1)...].map { [a, b, $0] } } }
        for table in tables { for codes in estimate.patterns(table) { bind(table, codes) } }
    }

    private mutating func bind(_ table: [Int], _ codes: [UInt8]) {
        let from = places.count
        var width = 0.0
        estimate.terms(table, codes) { place, sign in
            places.append(Int32(place))
            signs.append(Int8(sign))
            width += estimate.variances[place]
        }
        bounds.append(Bound(from: from, to: places.count, width: width))
    }

    private func value(_ bound: Bound) -> Double {
        (bound.from..<bound.to).reduce(0) { $0 + Double(signs[$1]) * estimate.values[Int(places[$1])] }
    }

    /// Over-relaxed: any factor below 2 leads to the same point.
    private static let haste = 1.7

    /// Raises each cell's multiplier while the cell is negative and takes it back while it is not.
    private mutating func project(_ rounds: Int) {
        var multipliers = [Double](repeating: 0, count: bounds.count)
        for _ in 0..<rounds {
            for (index, bound) in bounds.enumerated() {
                let step = max(-Consistency.haste * value(bound) / bound.width, -multipliers[index])
                guard step != 0 else { continue }
                multipliers[index] += step
                for term in bound.from..<bound.to {
                    estimate.values[Int(places[term])] += step * Double(signs[term]) * estimate.variances[Int(places[term])]
                }
            }
        }
    }

    /// Moves towards even tables, just until the last cell is no longer negative.
    private func possible() -> Estimate {
        let even = even()
        var part = 0.0
        for bound in bounds {
            let (here, there) = (value(bound), (bound.from..<bound.to).reduce(0) { $0 + Double(signs[$1]) * even[Int(places[$1])] })
            if here < 0 { part = max(part, there > 0 ? -here / (there - here) : 1) }
        }
        var moved = estimate
        for place in moved.values.indices { moved.values[place] += part * (even[place] - moved.values[place]) }
        return moved
    }

    /// The same number of people in every cell of a table: it lies far from any cell's bound, so that a small step suffices.
    private func even() -> [Double] {
        let cells = estimate.cells
        let people = max(1, estimate.values[0])
        let shares = cells.list.map { 1 / Double(cells.lists[$0].codes.count + 1) }
        var values = [people] + shares.map { $0 * people }
        for y in shares.indices { for x in 0..<cells.first[cells.list[y]] { values.append(people * shares[x] * shares[y]) } }
        for z in shares.indices {
            for y in 0..<cells.first[cells.list[z]] {
                for x in 0..<cells.first[cells.list[y]] { values.append(people * shares[x] * shares[y] * shares[z]) }
            }
        }
        return values
    }
}
