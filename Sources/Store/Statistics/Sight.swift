package import Register

/// How far somebody may see in figures.
package enum Sight: Sendable, Hashable {
    /// Every number of the country.
    case country
    /// The numbers of the worker's own agency.
    case agency
    /// The country's, each within a band only.
    case bands

    /// Nil for a role that sees no figures, and where the country counts nothing.
    package init?(_ role: Role, _ terms: StatisticsTerms) {
        if terms.isEmpty { return nil }
        if role.duties.contains(.figures) {
            self = .country
        } else if role.duties.contains(.overview) {
            self = .bands
        } else if role.grants[.agency]?.may.contains(.read) == true {
            self = .agency
        } else {
            return nil
        }
    }
}

/// Counts within what somebody may know.
extension Store {
    /// Nil for whoever sees no figures.
    package func sight(of actor: Actor) -> Sight? {
        policy.roles[actor.role].flatMap { Sight($0, policy.practice.statistics) }
    }

    /// How many of a population fall into a span of days, by up to three attributes.
    ///
    /// Errors: `StoreFault.notFound` alike for whoever sees no figures and for what is not counted.
    package func figures(
        _ population: String, by splits: [String] = [], in days: ClosedRange<Day>?,
        measure: StatisticsTerms.Evidence.Measure = .count,
        as actor: Actor
    ) throws -> Figures {
        let query = try query(population, by: splits, in: days, measure: measure, as: actor)
        let count = try withFacts { $0.count(query) }
        // An amount is no number of people.
        return measure == .sum ? Figures(count) : Figures(count, told: telling(actor))
    }

    /// The days between steps are told of no fewer people. Units: people.
    func fewestToTell(_ actor: Actor) -> Int { sight(of: actor) == .bands ? policy.practice.statistics.threshold : 1 }

    /// What may be counted for somebody.
    ///
    /// - Parameter kept: what they are kept out of, where that is known already.
    /// Errors: `StoreFault.notFound`.
    func query(
        _ population: String, by splits: [String], in days: ClosedRange<Day>?, measure: StatisticsTerms.Evidence.Measure,
        without kept: Set<ChronicleID>? = nil, as actor: Actor
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
            query.without = try kept ?? keptFrom(actor)
        }
        return query
    }

    /// What an actor is kept out of: cases, incidents, and the reports that such a case grew out of.
    func keptFrom(_ actor: Actor) throws -> Set<ChronicleID> {
        let cases = try live.view.barredChronicles(actor)
        return try cases.reduce(into: cases.union(try outside(actor))) { all, id in
            guard let origin = try fileIfThere(id)?.chronicle.origin, origin.kind == .concern else { return }
            all.insert(origin.chronicle)
        }
    }

    /// The incidents and reports whose own walls keep an actor out.
    private func outside(_ actor: Actor) throws -> Set<ChronicleID> {
        try live.view.barredIncidents(actor).union(live.view.barredConcerns(actor))
    }

    /// How a number may be told to somebody.
    func telling(_ actor: Actor) -> (Int) -> Stated {
        guard sight(of: actor) == .bands else { return Stated.exactly }
        let bands = policy.practice.statistics.publication?.bands ?? StatisticsTerms.Publication().bands
        return { Stated($0, inBands: bands) }
    }
}
