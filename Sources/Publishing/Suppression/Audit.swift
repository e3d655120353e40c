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
        let differences = figures.toldDifferences(below: rule.threshold) + releases.flatMap(\.differences)
        let secrets = Set(figures.secrets + differences).sorted()
        let knowledge = Knowledge(figures, rule: rule, in: try Combinations(of: figures, sizes: sizes))
        return Dictionary(uniqueKeysWithValues: zip(secrets, ranges(of: secrets, in: knowledge)))
    }

    /// Refuses tables that together say more of a small count than the rule allows.
    package func check(_ releases: [Release]) throws(Withholding) {
        let ranges = try ranges(of: releases)
        let worst = ranges.filter { !rule.allows($0.value) }.min { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
        if let worst { throw .uncovers(worst.key, range: worst.value) }
    }

    func ranges(of secrets: [Secret], in knowledge: Knowledge) -> [ClosedRange<Int>] {
        solver.solve(knowledge.programme) { least in
            secrets.map { secret in Extremes(of: knowledge.sum(secret), least).range(in: knowledge, with: solver) }
        }
    }

    /// Whether any of the secrets is known too closely. Whoever is possible for one secret shows what others may be too, so that most
    /// need no question of their own.
    func isAnyTooClose(_ secrets: [Secret], in knowledge: Knowledge) -> Bool {
        solver.solve(knowledge.programme) { least in
            let sums = secrets.map(knowledge.sum)
            var seen = [ClosedRange<Int>?](repeating: nil, count: sums.count)
            for place in sums.indices where !(seen[place].map(rule.allows) ?? false) {
                let extremes = Extremes(of: sums[place], least)
                if !rule.allows(extremes.range(in: knowledge, with: solver)) { return true }
                for possible in extremes.possible { Audit.widen(&seen, by: possible, sums) }
            }
            return false
        }
    }

    private static func widen(_ seen: inout [ClosedRange<Int>?], by unknowns: [Double], _ sums: [[Programme.Term]]) {
        for (place, sum) in sums.enumerated() {
            let count = WholePeople.roundedUp(sum, unknowns)
            let range = seen[place] ?? count...count
            seen[place] = min(range.lowerBound, count)...max(range.upperBound, count)
        }
    }
}
