/// What a country did in a year, figure by figure, each with what was counted and how many records were read.
///
/// Source: headings of the Trafficking in Persons Report; units of the International Classification Standard for Administrative Data
/// on Trafficking in Persons; indicator 16.2.2 of the Sustainable Development Goals.
package struct EvidenceReport: Sendable, Equatable {
    package struct Figure: Sendable, Equatable {
        package let evidence: StatisticsTerms.Evidence
        package let count: Count
        /// The totals of the years before, the nearest first.
        package let before: [Int]

        package init(evidence: StatisticsTerms.Evidence, count: Count, before: [Int]) {
            (self.evidence, self.count, self.before) = (evidence, count, before)
        }
    }

    /// People identified for each 100,000 inhabitants.
    package struct Goal: Sendable, Equatable {
        package let terms: StatisticsTerms.Goal
        /// The number of inhabitants that is nearest in time, and of which year it is. Units: people.
        package let inhabitants: Int
        package let countedIn: Int
        /// One for each split, divided by it.
        package let counts: [Count]

        package init(terms: StatisticsTerms.Goal, inhabitants: Int, countedIn: Int, counts: [Count]) {
            (self.terms, self.inhabitants, self.countedIn, self.counts) = (terms, inhabitants, countedIn, counts)
        }

        package func rate(_ people: Int) -> Double { Double(people) * 100_000 / Double(inhabitants) }
    }

    /// One of the four units, by each attribute that anything is known of.
    package struct Unit: Sendable, Equatable {
        package let role: StatisticsTerms.UnitRole
        package let total: Count
        package let counts: [Count]

        package init(role: StatisticsTerms.UnitRole, total: Count, counts: [Count]) {
            (self.role, self.total, self.counts) = (role, total, counts)
        }
    }

    /// How many years before stand beside the year.
    package static let yearsBefore = 2

    package let year: Int
    package let asOf: Moment
    package let figures: [Figure]
    package let goal: Goal?
    package let units: [Unit]
    package let steps: [WayStep]

    package init(year: Int, asOf: Moment, figures: [Figure], goal: Goal?, units: [Unit], steps: [WayStep]) {
        (self.year, self.asOf, self.figures, self.goal, self.units, self.steps) = (year, asOf, figures, goal, units, steps)
    }
}

extension Count {
    /// What was asked, so that anybody with the records can ask it again.
    package func query(in year: Int) -> String {
        var text = measure == .sum ? "sum of \(population.sum?.rawValue ?? "")" : "count"
        text += " of \(population.unit.rawValue)"
        if population.when != .always { text += " where \(population.when.text)" }
        if let once = population.once { text += ", each \(once) once" }
        let day = population.events.isEmpty ? population.dated?.rawValue ?? "recorded" : population.events.joined(separator: " or ")
        text += "; day: \(day), in \(year)"
        if !splits.isEmpty { text += "; by \(splits.map(\.field.rawValue).joined(separator: ", "))" }
        return text
    }
}

extension Condition {
    /// As it could be written in words: `status is open and (a or b)`.
    package var text: String {
        switch self {
        case .always: "anything"
        case .is(let field, let value): "\(field) is \(value)"
        case .isOneOf(let field, let values): "\(field) is one of \(values.joined(separator: ", "))"
        case .contains(let field, let code): "\(field) contains \(code)"
        case .answered(let field): "\(field) is answered"
        case .above(let field, let limit): "\(field) is above \(limit)"
        case .below(let field, let limit): "\(field) is below \(limit)"
        case .all(let parts): parts.map { "(\($0.text))" }.joined(separator: " and ")
        case .any(let parts): parts.map { "(\($0.text))" }.joined(separator: " or ")
        case .not(let part): "not (\(part.text))"
        }
    }
}
