package import Register

/// How far somebody may see in figures.
package enum Sight: Sendable, Hashable {
    /// Every number of the country.
    case country
    /// The numbers of the worker's own agency.
    case agency
    /// The country's, each within a band only.
    case bands
}

/// Counts within what somebody may know.
extension Store {
    /// Nil for whoever sees no figures.
    package func sight(of actor: Actor) -> Sight? {
        guard let role = policy.roles[actor.role], !policy.practice.statistics.isEmpty else { return nil }
        if role.duties.contains(.figures) { return .country }
        if role.duties.contains(.overview) { return .bands }
        return role.grants[.agency]?.may.contains(.read) == true ? .agency : nil
    }

    /// How many of a population fall into a span of days, by up to three attributes.
    ///
    /// Errors: `StoreFault.notFound` alike for whoever sees no figures and for what is not counted.
    package func figures(
        _ population: String, by splits: [String] = [], in days: ClosedRange<Day>?, measure: StatisticsTerms.Evidence.Measure = .count,
        as actor: Actor
    ) throws -> Figures {
        let query = try query(population, by: splits, in: days, measure: measure, as: actor)
        let count = try withFacts { $0.count(query) }
        // An amount is no number of people.
        return measure == .sum ? Figures(count) : Figures(count, told: telling(actor))
    }

    /// The days from one step to a later one, of people whose first step falls into the span.
    package func waits(from first: String, to second: String, in days: ClosedRange<Day>?, as actor: Actor) throws -> Waits {
        let query = try query(first, by: [], in: days, measure: .count, as: actor)
        guard let later = policy.practice.statistics.population(second), later.unit == query.population.unit else {
            throw StoreFault.notFound
        }
        let found = try withFacts { $0.days(query, until: later) }
        let isCoarse = sight(of: actor) == .bands
        return Waits(found, least: isCoarse ? policy.practice.statistics.threshold : 1, told: telling(actor))
    }

    private func query(
        _ population: String, by splits: [String], in days: ClosedRange<Day>?, measure: StatisticsTerms.Evidence.Measure,
        as actor: Actor
    ) throws -> CountQuery {
        let terms = policy.practice.statistics
        guard let sight = sight(of: actor), let found = terms.population(population) else { throw StoreFault.notFound }
        let attributes = splits.compactMap(terms.attribute).filter { $0.unit == found.unit }
        guard attributes.count == splits.count, attributes.count <= 3, measure == .count || found.sum != nil else {
            throw StoreFault.notFound
        }
        var query = CountQuery(population: found, splits: attributes, measure: measure)
        query.days = days.map { Int32($0.lowerBound.number)...Int32($0.upperBound.number) }
        if sight == .agency {
            query.agency = actor.agency
            query.without = try live.view.barredChronicles(actor)
        }
        return query
    }

    private func telling(_ actor: Actor) -> (Int) -> Stated {
        guard sight(of: actor) == .bands else { return Stated.exactly }
        let bands = policy.practice.statistics.publication?.bands ?? StatisticsTerms.Publication().bands
        return { Stated($0, inBands: bands) }
    }
}
