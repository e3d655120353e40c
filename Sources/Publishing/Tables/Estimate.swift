/// Counts as numbers, not whole any more: of people, and of one, two and three known codes together.
///
/// These are coordinates of all tables of up to three attributes: the cells with "not known" follow from them by inclusion and
/// exclusion, so that whatever the numbers are, tables that share attributes agree, and all have the same total.
package struct Estimate: Sendable {
    let cells: Cells
    /// People, then codes, pairs and triples.
    var values: [Double]
    /// σ² of each value's noise; none where records were counted.
    let variances: [Double]

    /// Of what was measured: each value is put together from the contrasts of its own table and of all smaller ones.
    package init(_ noisy: NoisyCounts) {
        let (cells, design) = (noisy.cells, noisy.design)
        let effects = zip(design.margins, noisy.contrasts).map { $0.effects($1) }
        var values = [Double](repeating: 0, count: 1 + cells.count)
        var variances = values
        (values[0], variances[0]) = (Double(noisy.people), design.people.variance.value)
        for margin in design.margins {
            let (parts, variance) = (design.parts(of: margin.attributes), design.variance(of: margin.attributes))
            for codes in Estimate.known(margin.widths) {
                let place = Estimate.place(zip(margin.attributes, codes).map { cells.first[$0] + $1 - 1 }, cells)
                values[place] = parts.reduce(0) { sum, part in
                    let cell = zip(part.strides, codes).reduce(0) { $0 + $1.0 * $1.1 }
                    return sum + (part.margin.map { effects[$0][cell] } ?? Double(noisy.people)) / part.cells
                }
                variances[place] = variance
            }
        }
        (self.cells, self.values, self.variances) = (cells, values, variances)
    }

    /// The known codes of each cell of a table, counted from 1.
    private static func known(_ widths: [Int]) -> [[Int]] {
        widths.reduce([[]]) { patterns, width in patterns.flatMap { pattern in (1..<max(1, width)).map { pattern + [$0] } } }
    }

    /// Of records, whose counts are possible from the start.
    package init(_ counts: Counts, in cells: Cells) {
        self.cells = cells
        values = [Double(counts.people)]
        values += counts.ones.map(Double.init)
        values += counts.pairs.map(Double.init)
        values += counts.triples.map(Double.init)
        variances = values.map { _ in 0 }
    }

    /// The bytes of each cell of a table, the last attribute running fastest.
    func patterns(_ attributes: [Int]) -> [[UInt8]] {
        attributes.reduce([[]]) { patterns, list in
            patterns.flatMap { pattern in (0...cells.lists[list].codes.count).map { pattern + [UInt8($0)] } }
        }
    }

    /// The places in `values` that make a cell, and the sign of each: those who have the known codes, less those of them
    /// of whom an attribute is known that should not be.
    func terms(_ attributes: [Int], _ codes: [UInt8], _ body: (_ place: Int, _ sign: Double) -> Void) {
        let known = attributes.indices.filter { codes[$0] != 0 }.map { cells.first[attributes[$0]] + Int(codes[$0]) - 1 }
        let unknown = attributes.indices.filter { codes[$0] == 0 }.map { attributes[$0] }
        func visit(_ left: ArraySlice<Int>, _ chosen: [Int], _ sign: Double) {
            guard let list = left.first else {
                let sorted = chosen.sorted()
                return body(Estimate.place(sorted, cells), sign)
            }
            visit(left.dropFirst(), chosen, sign)
            for code in cells.first[list]..<cells.first[list + 1] { visit(left.dropFirst(), chosen + [code], -sign) }
        }
        visit(unknown[...], known, 1)
    }

    private static func place(_ codes: [Int], _ cells: Cells) -> Int {
        switch codes.count {
        case 0: 0
        case 1: 1 + codes[0]
        case 2: 1 + cells.codeCount + cells.pair(codes[0], codes[1])
        default: 1 + cells.codeCount + cells.pairCount + cells.triple(codes[0], codes[1], codes[2])
        }
    }

    func count(_ attributes: [Int], _ codes: [UInt8]) -> Double {
        var sum = 0.0
        terms(attributes, codes) { sum += $1 * values[$0] }
        return sum
    }
}
