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

    /// The range of each hidden count, and of each small difference between counts.
    package func ranges(of releases: [Release]) throws(Withholding) -> [Secret: ClosedRange<Int>] {
        let figures = releases.figures
        let secrets = Set(figures.secrets + releases.flatMap(\.differences)).sorted()
        let ranges = ranges(of: secrets, in: try Knowledge(figures, rule: rule, sizes: sizes))
        return Dictionary(uniqueKeysWithValues: zip(secrets, ranges))
    }

    /// Refuses tables that together say more of a small count than the rule allows.
    package func check(_ releases: [Release]) throws(Withholding) {
        let ranges = try ranges(of: releases)
        let worst = ranges.filter { !rule.allows($0.value) }.min { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
        if let worst { throw .uncovers(worst.key, range: worst.value) }
    }

    /// The first of some secrets, if any, of which too much is known.
    func tooClose(among secrets: [Secret], in knowledge: Knowledge) -> Secret? {
        for start in stride(from: 0, to: secrets.count, by: Audit.batch) {
            let batch = Array(secrets[start..<min(start + Audit.batch, secrets.count)])
            if let close = zip(batch, ranges(of: batch, in: knowledge)).first(where: { !rule.allows($0.1) }) { return close.0 }
        }
        return nil
    }

    /// So few that a secret in danger is found early, so many that the solver can start where it ended.
    private static let batch = 8

    func ranges(of secrets: [Secret], in knowledge: Knowledge) -> [ClosedRange<Int>] {
        let sums = secrets.flatMap { secret in
            let sum = knowledge.sum(secret)
            return [sum, sum.map { Programme.Term($0.unknown, -$0.factor) }]
        }
        let solutions = solver.least(of: sums, in: knowledge.programme)
        return secrets.indices.map { index in
            let (low, high) = (index * 2, index * 2 + 1)
            guard let least = solutions[low], let most = solutions[high] else { return 0...0 }
            let range = WholePeople.range(WholePeople.roundedUp(sums[low], least), -WholePeople.roundedUp(sums[high], most))
            // Whole people leave no more room than fractions do, so a range that is too close already need not be narrowed.
            guard rule.allows(range), !WholePeople.isWhole(least) || !WholePeople.isWhole(most) else { return range }
            return WholePeople.range(
                WholePeople.least(of: sums[low], in: knowledge.programme, from: least, with: solver),
                WholePeople.least(of: sums[high], in: knowledge.programme, from: most, with: solver).map { -$0 })
        }
    }
}
