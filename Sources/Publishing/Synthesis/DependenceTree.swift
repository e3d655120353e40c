import RealModule

/// Which attribute best foretells which: the tree along which records are first drawn.
///
/// Source: Chow and Liu, "Approximating discrete probability distributions with dependence trees", IEEE Trans. Inf. Theory 14 (1968).
struct DependenceTree {
    /// Shares of people for each code of an attribute given its parent's, as running totals; 0 is "not known" on both sides.
    private struct Branch {
        let child: Int
        let parent: Int
        let running: [[Double]]
    }

    private let root: Int
    private let rootRunning: [Double]
    private let branches: [Branch]

    init(_ tables: FullTables, attributes: Range<Int>) {
        var bond = attributes.map { _ in attributes.map { _ in 0.0 } }
        for a in attributes {
            for b in attributes where a < b {
                bond[a][b] = DependenceTree.information(tables.pair(a, b, floor: 2))
                bond[b][a] = bond[a][b]
            }
        }
        let root = attributes.max { bond[$0].reduce(0, +) < bond[$1].reduce(0, +) } ?? 0
        var branches: [Branch] = []
        var (reached, left) = ([root], attributes.filter { $0 != root })
        while !left.isEmpty {
            var best = (parent: reached[0], child: left[0])
            for parent in reached {
                for child in left where bond[parent][child] > bond[best.parent][best.child] { best = (parent, child) }
            }
            branches.append(
                Branch(
                    child: best.child, parent: best.parent, running: tables.given(best.parent, best.child).map(SeededChance.running)
                ))
            reached.append(best.child)
            left.removeAll { $0 == best.child }
        }
        (self.root, self.branches) = (root, branches)
        rootRunning = SeededChance.running(tables.one(root))
    }

    /// One record, a byte for each attribute.
    func draw(into record: inout [UInt8], _ chance: inout SeededChance) {
        record[root] = UInt8(chance.pick(rootRunning))
        for branch in branches { record[branch.child] = UInt8(chance.pick(branch.running[Int(record[branch.parent])])) }
    }

    /// Mutual information. Units: nats.
    private static func information(_ table: [[Double]]) -> Double {
        let rows = table.map { $0.reduce(0, +) }
        let columns = table[0].indices.map { column in table.reduce(0) { $0 + $1[column] } }
        let total = rows.reduce(0, +)
        guard total > 0 else { return 0 }
        var sum = 0.0
        for (r, row) in table.enumerated() {
            for (c, cell) in row.enumerated() where cell > 0 { sum += cell * .log(cell * total / (rows[r] * columns[c])) }
        }
        return sum / total
    }
}
