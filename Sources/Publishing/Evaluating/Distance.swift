/// How far one set of records lies from another, in the tables that are made of them.
///
/// For every choice of k attributes, both sets' shares of people in each cell of that table are compared, "not known" being a cell
/// like any other: half the sum of the absolute differences is the share of people who would have to move, from 0 to 1. What is
/// stated is the mean over all choices.
package struct Distance: Sendable, Equatable {
    package let ones: Double
    package let pairs: Double
    package let triples: Double
    /// Combinations of three known codes that the second set has and the first has not, as a share of the second's combinations.
    package let invented: Double
    /// Codes that the first set has and the second has not, as a share of the first's codes.
    package let lost: Double

    static let nothing = Distance(ones: 0, pairs: 0, triples: 0, invented: 0, lost: 0)

    private init(ones: Double, pairs: Double, triples: Double, invented: Double, lost: Double) {
        (self.ones, self.pairs, self.triples, self.invented, self.lost) = (ones, pairs, triples, invented, lost)
    }

    package init(from truth: Records, to other: Records) {
        let attributes = truth.lists.indices
        func mean(_ tables: [[Int]]) -> Double {
            tables.isEmpty ? 0 : tables.reduce(0) { $0 + Distance.one($1, truth, other) } / Double(tables.count)
        }
        ones = mean(attributes.map { [$0] })
        pairs = mean(attributes.flatMap { a in attributes[(a + 1)...].map { [a, $0] } })
        triples = mean(
            attributes.flatMap { a in attributes[(a + 1)...].flatMap { b in attributes[(b + 1)...].map { [a, b, $0] } } })
        let cells = Cells(truth.lists)
        let (real, made) = (Counts(truth, in: cells), Counts(other, in: cells))
        let seen = made.triples.count { $0 > 0 }
        invented = Double(zip(real.triples, made.triples).count { $0 == 0 && $1 > 0 }) / Double(max(seen, 1))
        let codes = real.ones.count { $0 > 0 }
        lost = Double(zip(real.ones, made.ones).count { $0 > 0 && $1 == 0 }) / Double(max(codes, 1))
    }

    private static func one(_ table: [Int], _ truth: Records, _ other: Records) -> Double {
        let (n, m) = (Double(max(truth.count, 1)), Double(max(other.count, 1)))
        return zip(truth.table(table), other.table(table)).reduce(0) { $0 + abs(Double($1.0) / n - Double($1.1) / m) } / 2
    }
}
