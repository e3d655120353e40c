import RealModule

/// One table of up to three attributes as it is published: every cell of the public lists, "not known" among them, with its error.
///
/// Shape: cells in the order of the lists, the last attribute running fastest, "not known" first.
package struct NoisyTable: Sendable {
    package struct Cell: Sendable, Equatable {
        /// A byte for each attribute; 0 is "not known".
        package let codes: [UInt8]
        package let count: Double
        /// Of the noise that went in; what is made consistent afterwards strays no further on average.
        package let deviation: Double
        /// In 95 of 100 releases the true count, of records as they were capped, lies within this of the noisy one.
        package var reach: Double { NoisyTable.normal * deviation }
    }

    package let attributes: [Int]
    package let cells: [Cell]

    private static let normal = 1.959963984540054

    /// Errors: traps for more than three attributes, or attributes not ascending.
    package init(_ attributes: [Int], of estimate: Estimate, design: Design) {
        self.attributes = attributes
        cells = estimate.patterns(attributes).map { codes in
            var squares = 0.0
            let count = estimate.count(attributes, codes) { order, sharing in
                squares += Double(sharing) * design.variance(of: order)
            }
            return Cell(codes: codes, count: count, deviation: squares.squareRoot())
        }
    }

    package var total: Double { cells.reduce(0) { $0 + $1.count } }
}

extension Design {
    /// σ² of a count of so many known codes; of no code, the number of people.
    func variance(of order: Int) -> Double { [people, ones, pairs, triples][order].variance.value }
}
