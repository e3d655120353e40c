/// How many of a population there are by up to three attributes.
package struct Count: Sendable, Equatable {
    package let population: Population
    package let splits: [Attribute]
    package let measure: StatisticsTerms.Evidence.Measure
    /// How many rows were read for it, also where numbers of theirs are summed.
    package let rows: Int
    /// Shape: row by row, the last attribute fastest; the first code of each is "not known".
    package let cells: [Int]

    package init(population: Population, splits: [Attribute], measure: StatisticsTerms.Evidence.Measure, rows: Int, cells: [Int]) {
        (self.population, self.splits, self.measure, self.rows, self.cells) = (population, splits, measure, rows, cells)
    }

    package var total: Int { Bounded.sum(cells) }

    /// Each cell that is not zero, with its codes; 0 is "not known".
    package var lines: [(codes: [Int], count: Int)] {
        let sizes = splits.map { $0.codes.count + 1 }
        return cells.enumerated().filter { $0.element != 0 }.map { index, count in
            var rest = index
            let codes = sizes.reversed().map { size in
                defer { rest /= size }
                return rest % size
            }
            return (codes.reversed(), count)
        }
    }
}
