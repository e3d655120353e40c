/// How closely every hidden count can be worked out from every table that ever left for a cohort.
///
/// Shape: whoever works it out knows the tables, the code lists and the rule, and that people are whole; not the order in which
/// cells were hidden, nor anybody in the cohort.
/// Source: Hundepool et al., Statistical Disclosure Control (2012), section 4.4 (the intruder's linear programmes).
package struct Audit: Sendable {
    package let rule: Rule
    /// How long the code list of each attribute is.
    package let sizes: [String: Int]
    package let solver: any Solver

    package init(rule: Rule, sizes: [String: Int], solver: any Solver) {
        (self.rule, self.sizes, self.solver) = (rule, sizes, solver)
    }

    /// The range of each hidden count.
    package func ranges(of releases: [Release]) throws(Withholding) -> [Cell: ClosedRange<Int>] {
        let figures = releases.figures
        let hidden = figures.keys.filter { figures[$0] == .hidden }.sorted()
        let ranges = ranges(of: hidden, in: try Knowledge(figures, rule: rule, sizes: sizes))
        return Dictionary(uniqueKeysWithValues: zip(hidden, ranges))
    }

    /// Refuses tables that together say more of a hidden count than the rule allows.
    package func check(_ releases: [Release]) throws(Withholding) {
        let ranges = try ranges(of: releases)
        let worst = ranges.filter { !rule.allows($0.value) }.min { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
        if let worst { throw .uncovers(worst.key, range: worst.value) }
    }

    /// The first of some cells, if any, of which too much is known.
    func tooClose(among cells: [Cell], in knowledge: Knowledge) -> (cell: Cell, range: ClosedRange<Int>)? {
        for start in stride(from: 0, to: cells.count, by: Audit.batch) {
            let batch = cells[start..<min(start + Audit.batch, cells.count)]
            for (cell, range) in zip(batch, ranges(of: Array(batch), in: knowledge)) where !rule.allows(range) {
                return (cell, range)
            }
        }
        return nil
    }

    /// So few that a cell in danger is found early, so many that the solver can start where it ended.
    private static let batch = 8

    func ranges(of cells: [Cell], in knowledge: Knowledge) -> [ClosedRange<Int>] {
        let sums = cells.map(knowledge.sum)
        let directed = sums.flatMap { sum in [sum, sum.map { Programme.Term($0.unknown, -$0.factor) }] }
        let solutions = solver.least(of: directed, in: knowledge.programme)
        return sums.indices.map { index in
            guard let low = solutions[index * 2], let high = solutions[index * 2 + 1] else { return 0...0 }
            let range = WholePeople.roundedUp(directed[index * 2], low)...(-WholePeople.roundedUp(directed[index * 2 + 1], high))
            guard rule.allows(range), !WholePeople.isWhole(low) || !WholePeople.isWhole(high) else { return range }
            return wholeRange(directed[index * 2], low, directed[index * 2 + 1], high, in: knowledge)
        }
    }

    private func wholeRange(
        _ sum: [Programme.Term], _ low: [Double], _ negated: [Programme.Term], _ high: [Double], in knowledge: Knowledge
    ) -> ClosedRange<Int> {
        guard let least = WholePeople.least(of: sum, in: knowledge.programme, from: low, with: solver),
            let most = WholePeople.least(of: negated, in: knowledge.programme, from: high, with: solver), least <= -most
        else { return 0...0 }
        return least...(-most)
    }
}
