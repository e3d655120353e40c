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
        return Dictionary(uniqueKeysWithValues: zip(secrets, ranges(of: secrets, in: knowledge, .exact)))
    }

    /// Refuses tables that together say more of a small count than the rule allows.
    package func check(_ releases: [Release]) throws(Withholding) {
        let ranges = try ranges(of: releases)
        let worst = ranges.filter { !rule.allows($0.value) }.min { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
        if let worst { throw .uncovers(worst.key, range: worst.value) }
    }

    func ranges(of secrets: [Secret], in knowledge: Knowledge, _ care: Extremes.Care) -> [ClosedRange<Int>] {
        solver.solve(knowledge.programme) { least in
            secrets.map { Extremes(of: $0, in: knowledge, care, with: solver, least).range }
        }
    }

    /// The first secret that is known too closely. Adds to the witnesses whoever it met on the way.
    func tooClose(_ secrets: [Secret], in knowledge: Knowledge, _ witnesses: inout Witnesses) -> Secret? {
        solver.solve(knowledge.programme) { least in
            for secret in secrets where !(witnesses.range(knowledge.sum(secret)).map(rule.allows) ?? false) {
                let extremes = Extremes(of: secret, in: knowledge, .rule, with: solver, least)
                witnesses.add(extremes.possible)
                if !rule.allows(extremes.range) { return secret }
            }
            return nil
        }
    }
}
