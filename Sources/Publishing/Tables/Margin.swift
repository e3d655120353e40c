/// What a table of one to three attributes tells beyond the tables of fewer attributes: its contrasts.
///
/// Along each attribute in turn, every cell becomes the number of codes times itself less the sum over the codes, "not known" being a
/// code like any other. So contrasts are whole numbers, and those of one table say nothing that another's say. One person adds c - 1 at
/// their own code and -1 at the c - 1 others: the squares add up to c (c - 1) along each attribute, whatever is known of them.
/// Shape: cells in the order of the lists, the last attribute running fastest, "not known" first.
/// Source: Xiao, He, Zhang and Kifer, "An optimal and scalable matrix mechanism for noisy marginals under convex loss functions",
/// NeurIPS 2023.
package struct Margin: Sendable, Equatable {
    /// Ascending.
    package let attributes: [Int]
    /// Codes and "not known" of each attribute.
    let widths: [Int]
    package let noise: DiscreteGaussian

    var size: Int { widths.reduce(1, *) }

    /// By how much one person changes the contrasts: a sum of squares.
    package var squaredSensitivity: Double { widths.reduce(1) { $0 * Double($1 * ($1 - 1)) } }

    /// σ² of what these contrasts tell of a cell.
    var effectVariance: Double { noise.variance.value * Margin.freedom(widths) / (Double(size) * Double(size)) }

    /// The share of a table's directions that tables of fewer attributes leave free.
    static func freedom(_ widths: [Int]) -> Double { widths.reduce(1) { $0 * (1 - 1 / Double($1)) } }

    package func contrasts(of records: Records) -> [Int] { contrasts(records.table(attributes)) }

    /// What each cell departs by from what smaller tables foretell.
    func effects(_ noisy: [Int]) -> [Double] {
        // Contrasts of contrasts are `size` times themselves, and the noise that is of no use is gone.
        let scale = Double(size) * Double(size)
        return contrasts(noisy.map(Double.init)).map { $0 / scale }
    }

    private func contrasts<Number: SignedNumeric>(_ cells: [Number]) -> [Number] {
        var cells = cells
        var stride = 1
        for width in widths.reversed() {
            guard let times = Number(exactly: width) else { continue }
            for start in cells.indices where start / stride % width == 0 {
                let line = Swift.stride(from: start, to: start + width * stride, by: stride)
                let sum = line.reduce(Number.zero) { $0 + cells[$1] }
                for cell in line { cells[cell] = times * cells[cell] - sum }
            }
            stride *= width
        }
        return cells
    }
}
