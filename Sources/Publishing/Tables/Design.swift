import RealModule

/// How the loss of a release is shared among what is measured, and so how much noise each gets.
///
/// Measured are the number of people and the contrasts of every table of one, two and three attributes (`Margin`). One person more or
/// less changes the first by 1, and each table's contrasts by the same length, whoever they are and however much is known of them.
/// Neighbours are data sets that differ by one person's record, added or taken away.
package struct Design: Sendable, Equatable {
    /// L, the public cap on attributes of one person that are kept. The noise does not depend on it.
    package let cap: Int
    package let people: DiscreteGaussian
    package let margins: [Margin]
    private let places: [[Int]: Int]

    /// The number of people's part of the loss.
    private static let forPeople = 0.02

    /// Larger tables get less noise, by this power of their cells, since it adds up over them.
    private static let bySize = 1.0 / 3

    /// Units: people. Wider noise would drown every count.
    private static let widestDeviation = 1024.0

    /// Nil when the loss is so small, or tables so large for it, that the noise is too wide.
    package init?(loss: PrivacyLoss, cap: Int, lists: [CodeList]) {
        guard loss > .none else { return nil }
        let tables = Design.tables(lists.count)
        let widths = tables.map { $0.map { lists[$0].codes.count + 1 } }
        let variances = Design.variances(widths, loss.share(1 - Design.forPeople))
        let noises = zip(widths, variances).map { widths, variance -> DiscreteGaussian? in
            let size = Double(widths.reduce(1, *))
            return variance.squareRoot() <= Design.widestDeviation ? DiscreteGaussian(atLeast: variance * size * size) : nil
        }
        guard let people = DiscreteGaussian(atLeast: 1 / (2 * loss.share(Design.forPeople).rho)), !noises.contains(nil) else {
            return nil
        }
        (self.cap, self.people) = (min(cap, lists.count), people)
        margins = zip(zip(tables, widths), noises.compactMap(\.self)).map {
            Margin(attributes: $0.0.0, widths: $0.0.1, noise: $0.1)
        }
        places = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1, $0) })
    }

    /// Every choice of one, two and three attributes.
    private static func tables(_ attributes: Int) -> [[Int]] {
        let all = Array(0..<attributes)
        let pairs = all.flatMap { a in all[(a + 1)...].map { [a, $0] } }
        return all.map { [$0] } + pairs + pairs.flatMap { pair in all[(pair[1] + 1)...].map { pair + [$0] } }
    }

    /// σ² of a cell in each table, were none of it foretold. Each order's part of the loss follows the square root of what it would cost at
    /// one deviation, which keeps the orders' deviations near each other.
    private static func variances(_ widths: [[Int]], _ loss: PrivacyLoss) -> [Double] {
        func cost(_ shapes: [Double]) -> Double { zip(widths, shapes).reduce(0) { $0 + Margin.freedom($1.0) / $1.1 } }
        var shapes = widths.map { Double.pow(Double($0.reduce(1, *)), -bySize) }
        let costs = (1...3).map { order in cost(zip(widths, shapes).map { $0.count == order ? $1 : .infinity }) }
        for (table, widths) in widths.enumerated() { shapes[table] *= max(1, costs[widths.count - 1]).squareRoot() }
        let scale = cost(shapes) / (2 * loss.rho)
        return shapes.map { $0 * scale }
    }

    /// What the release loses in truth.
    package var loss: PrivacyLoss {
        margins.reduce(PrivacyLoss(squaredSensitivity: 1, variance: people.variance)) {
            $0 + PrivacyLoss(squaredSensitivity: $1.squaredSensitivity, variance: $1.noise.variance)
        }
    }

    /// One of the tables that a table's cells are put together from: where a cell's codes lie in it, and into how many equal cells of the
    /// larger table each of its cells is divided.
    struct Part {
        /// Nil for the number of people.
        let margin: Int?
        let strides: [Int]
        let cells: Double
    }

    /// The tables of some, all and none of these attributes.
    func parts(of attributes: [Int]) -> [Part] {
        (0..<1 << attributes.count).map { choice in
            let chosen = attributes.indices.filter { choice >> $0 & 1 == 1 }
            var (strides, cells, stride) = (attributes.map { _ in 0 }, 1.0, 1)
            for place in attributes.indices.reversed() {
                let width = margins[attributes[place]].size
                if chosen.contains(place) {
                    strides[place] = stride
                    stride *= width
                } else {
                    cells *= Double(width)
                }
            }
            return Part(margin: places[chosen.map { attributes[$0] }], strides: strides, cells: cells)
        }
    }

    /// σ² of every cell of a table, as the contrasts tell it.
    package func variance(of attributes: [Int]) -> Double {
        parts(of: attributes).reduce(0) {
            $0 + ($1.margin.map { margins[$0].effectVariance } ?? people.variance.value) / ($1.cells * $1.cells)
        }
    }

    package func deviation(of attributes: [Int]) -> Double { variance(of: attributes).squareRoot() }
}
