package import Register

/// The yearly evidence: for whoever sees the country's figures, and recorded as something that left.
extension Store {
    /// Errors: `StoreFault.notFound` for whoever does not see the country's figures.
    ///
    /// - Parameter moment: what was recorded later does not count; nil for everything.
    package func evidence(_ year: Int, asOf moment: Moment?, as actor: Actor, at now: Moment) throws -> EvidenceReport {
        guard sight(of: actor) == .country else { throw StoreFault.notFound }
        let terms = policy.practice.statistics
        guard let moment else { return try withFacts { Store.report(year, now, &$0, terms) } }
        let days = FrozenFacts.days(of: year - EvidenceReport.yearsBefore).lowerBound...FrozenFacts.days(of: year).upperBound
        var columns = FactColumns(terms)
        let reader = FactBytes(terms: terms)
        for row in try rows(in: days, asOf: moment) { columns.put(reader.decoded(row.facts) ?? [], of: row.mark) }
        return Store.report(year, moment, &columns, terms)
    }

    /// Records that the evidence of a year was taken out, before it is given.
    package func takeEvidence(_ year: Int, as actor: Actor, at now: Moment) async throws {
        guard sight(of: actor) == .country else { throw StoreFault.notFound }
        try await look(evidence(of: year), actor, .export, now, as: nil)
    }

    /// Who took it out, the last first.
    package func evidenceTaken(_ year: Int, as actor: Actor) throws -> [Looks.Look] {
        guard sight(of: actor) == .country else { throw StoreFault.notFound }
        let known: Known<Looks> = try load(evidence(of: year).looks)
        return known.chronicle.looks.reversed()
    }

    private func evidence(of year: Int) -> ChronicleID { mark(of: Array("evidence/\(year)".utf8)) }

    private static func report(
        _ year: Int, _ asOf: Moment, _ columns: inout FactColumns, _ terms: StatisticsTerms
    ) -> EvidenceReport {
        func count(_ population: Population, _ splits: [String], _ measure: StatisticsTerms.Evidence.Measure, in year: Int) -> Count
        {
            var query = CountQuery(population: population, splits: splits.compactMap(terms.attribute), measure: measure)
            let days = FrozenFacts.days(of: year)
            query.days = Int32(days.lowerBound.number)...Int32(days.upperBound.number)
            return columns.count(query)
        }
        let figures = terms.evidence.compactMap { each -> EvidenceReport.Figure? in
            guard let population = terms.population(each.population) else { return nil }
            return EvidenceReport.Figure(
                evidence: each, count: count(population, each.splits, each.measure, in: year),
                before: (1...EvidenceReport.yearsBefore).map { count(population, [], each.measure, in: year - $0).total })
        }
        let goal = terms.goal.flatMap { goal -> EvidenceReport.Goal? in
            guard let population = terms.population(goal.population),
                let counted = goal.inhabitants.min(by: { (abs($0.key - year), -$0.key) < (abs($1.key - year), -$1.key) })
            else { return nil }
            return EvidenceReport.Goal(
                terms: goal, inhabitants: counted.value, countedIn: counted.key,
                counts: goal.splits.map { count(population, [$0], .count, in: year) })
        }
        let units = terms.units.compactMap { role, id -> EvidenceReport.Unit? in
            guard let population = terms.population(id) else { return nil }
            let counts = terms.attributes(of: population.unit).map { count(population, [$0.id], .count, in: year) }
            return EvidenceReport.Unit(
                role: role, total: count(population, [], .count, in: year),
                counts: counts.filter { $0.cells.dropFirst().contains { $0 > 0 } })
        }
        let path = terms.path.compactMap(terms.population)
        let steps = zip(path, path.dropFirst()).map { from, to in
            var query = CountQuery(population: from, splits: [])
            let days = FrozenFacts.days(of: year)
            query.days = Int32(days.lowerBound.number)...Int32(days.upperBound.number)
            return WayStep(from: from, to: to, waits: Waits(columns.waits(query, until: to), least: 1))
        }
        return EvidenceReport(
            year: year, asOf: asOf, figures: figures, goal: goal, units: units.sorted { $0.role < $1.role }, steps: steps)
    }
}
