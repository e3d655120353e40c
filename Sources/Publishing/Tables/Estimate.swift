/// Counts as numbers, not whole any more: of people, and of one, two and three known codes together.
///
/// These are coordinates of all tables of up to three attributes: the cells with "not known" follow from them by inclusion and
/// exclusion, so that whatever the numbers are, tables that share attributes agree, and all have the same total.
package struct Estimate: Sendable {
    let cells: Cells
    /// People, then codes, pairs and triples.
    var values: [Double]

    /// Of noisy counts, or of records of nobody, whose counts are possible from the start.
    package init(_ counts: Counts, in cells: Cells) {
        self.cells = cells
        values = [Double(counts.people)]
        values += counts.ones.map(Double.init)
        values += counts.pairs.map(Double.init)
        values += counts.triples.map(Double.init)
    }

    /// The bytes of each cell of a table, the last attribute running fastest.
    func patterns(_ attributes: [Int]) -> [[UInt8]] {
        attributes.reduce([[]]) { patterns, list in
            patterns.flatMap { pattern in (0...cells.lists[list].codes.count).map { pattern + [UInt8($0)] } }
        }
    }

    /// The places in `values` that make a cell, by order, and the sign of each: those who have the known codes, less those of them
    /// of whom an attribute is known that should not be.
    func terms(_ attributes: [Int], _ codes: [UInt8], _ body: (_ place: Int, _ sign: Double, _ order: Int) -> Void) {
        let known = attributes.indices.filter { codes[$0] != 0 }.map { cells.first[attributes[$0]] + Int(codes[$0]) - 1 }
        let unknown = attributes.indices.filter { codes[$0] == 0 }.map { attributes[$0] }
        func visit(_ left: ArraySlice<Int>, _ chosen: [Int], _ sign: Double) {
            guard let list = left.first else {
                let sorted = chosen.sorted()
                return body(place(sorted), sign, sorted.count)
            }
            visit(left.dropFirst(), chosen, sign)
            for code in cells.first[list]..<cells.first[list + 1] { visit(left.dropFirst(), chosen + [code], -sign) }
        }
        visit(unknown[...], known, 1)
    }

    private func place(_ codes: [Int]) -> Int {
        switch codes.count {
        case 0: 0
        case 1: 1 + codes[0]
        case 2: 1 + cells.codeCount + cells.pair(codes[0], codes[1])
        default: 1 + cells.codeCount + cells.pairCount + cells.triple(codes[0], codes[1], codes[2])
        }
    }

    func count(_ attributes: [Int], _ codes: [UInt8], _ error: (_ order: Int, _ sharing: Int) -> Void = { _, _ in }) -> Double {
        var sum = 0.0
        terms(attributes, codes) { place, sign, order in
            sum += sign * values[place]
            error(order, 1)
        }
        return sum
    }
}
