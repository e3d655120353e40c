/// Tables of one and two attributes with "not known" among the codes, made from noisy counts, never negative.
struct FullTables {
    private let estimate: Estimate
    let people: Int
    private let ones: [[Double]]

    init(_ estimate: Estimate) {
        self.estimate = estimate
        people = max(0, Int(estimate.values[0]))
        let all = Double(people)
        let first = estimate.cells.first
        ones = estimate.cells.lists.indices.map { list in
            let known = (first[list]..<first[list + 1]).map { max(0, estimate.values[1 + $0]) }
            return [max(0, all - known.reduce(0, +))] + known
        }
    }

    func one(_ list: Int) -> [Double] { ones[list] }

    /// a < b; counts under so many of their deviations are taken for noise.
    func pair(_ a: Int, _ b: Int, floor deviations: Double) -> [[Double]] {
        let (rows, columns) = (ones[a], ones[b])
        let (cells, first) = (estimate.cells, estimate.cells.first)
        var table = rows.map { _ in columns.map { _ in 0.0 } }
        for y in 1..<max(1, columns.count) {
            for x in 1..<max(1, rows.count) {
                let place = 1 + cells.codeCount + cells.pair(first[a] + x - 1, first[b] + y - 1)
                let count = estimate.values[place]
                table[x][y] = count >= deviations * estimate.variances[place].squareRoot() ? max(0, count) : 0
            }
        }
        for x in rows.indices.dropFirst() { table[x][0] = max(0, rows[x] - table[x].reduce(0, +)) }
        for y in columns.indices.dropFirst() { table[0][y] = max(0, columns[y] - table.reduce(0) { $0 + $1[y] }) }
        table[0][0] = max(0, Double(people) - table.reduce(0) { $0 + $1.reduce(0, +) })
        return table
    }

    /// Shares of the child's codes for each of the parent's; those of everybody where the parent's code is nobody's.
    func given(_ parent: Int, _ child: Int) -> [[Double]] {
        var table = pair(min(parent, child), max(parent, child), floor: 0)
        if child < parent { table = ones[parent].indices.map { row in ones[child].indices.map { table[$0][row] } } }
        return table.map { row in zip(row, ones[child]).map { $0 + 1e-9 * $1 + 1e-12 } }
    }
}
