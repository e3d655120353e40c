/// One table of up to three attributes as it is published: every cell of the public lists, "not known" among them, with their error.
///
/// Shape: cells in the order of the lists, the last attribute running fastest, "not known" first.
package struct NoisyTable: Sendable {
    package struct Cell: Sendable, Equatable {
        /// A byte for each attribute; 0 is "not known".
        package let codes: [UInt8]
        package let count: Double
    }

    package let attributes: [Int]
    package let cells: [Cell]
    /// Of the noise that went in, alike in every cell; what is made consistent afterwards strays no further on average.
    package let deviation: Double
    /// In 95 of 100 releases a true count, of records as they were capped, lies within this of the noisy one.
    package var reach: Double { NoisyTable.normal * deviation }

    private static let normal = 1.959963984540054

    /// Errors: traps for more than three attributes, or attributes not ascending.
    package init(_ attributes: [Int], of estimate: Estimate, design: Design) {
        self.attributes = attributes
        cells = estimate.patterns(attributes).map { Cell(codes: $0, count: estimate.count(attributes, $0)) }
        deviation = design.deviation(of: attributes)
    }

    package var total: Double { cells.reduce(0) { $0 + $1.count } }
}
