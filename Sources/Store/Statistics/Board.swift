package import Register

/// Everything that a dashboard says of cases and of training: each number as whoever asks may know it, all computed in one go.
package struct Board: Sendable {
    /// How many of a population fall into each month.
    package struct Course: Sendable {
        package let population: Population
        package let total: Stated
        package let months: [(first: Day, count: Stated)]
    }

    /// How late something is: up to a week, up to thirty days, longer.
    package enum Lateness: Int, Sendable, CaseIterable { case days, weeks, months }

    /// Who came to a workshop in the twelve months before the day.
    package struct Reach: Sendable, Equatable {
        package let people: Stated
        /// Agencies of the country with somebody among them, of how many; nil for whoever sees one agency alone.
        package let agencies: Stated?
        package let ofAgencies: Int
    }

    package let sight: Sight
    package fileprivate(set) var open = Stated.exactly(0)
    /// The agencies side by side, for whoever sees the country. Empty for others.
    package fileprivate(set) var openByAgency: [AgencyCode: Int] = [:]
    /// Who leads how many open cases, for whoever oversees the agency. Empty for others; nil for nobody.
    package fileprivate(set) var openByWorker: [AccountID?: Int] = [:]
    package fileprivate(set) var opened: Course?
    package fileprivate(set) var closed: Course?
    package fileprivate(set) var late: [Deadline.Duty: [Lateness: Stated]] = [:]
    package fileprivate(set) var allLate = Stated.exactly(0)
    package fileprivate(set) var lateByAgency: [AgencyCode: Int] = [:]
    package fileprivate(set) var stalled = Stated.exactly(0)
    /// By the agency that was asked. Empty for whoever sees bands only.
    package fileprivate(set) var stalledByAgency: [AgencyCode: Int] = [:]
    /// What came of services, by service too where every number may be known.
    package fileprivate(set) var outcomes: Figures?
    package fileprivate(set) var steps: [WayStep] = []
    package fileprivate(set) var reach: Reach?

    fileprivate init(_ sight: Sight) { self.sight = sight }
}

extension Store {
    /// The dashboard of a span of days; what waits is that of now.
    ///
    /// - Parameter agencies: those of the country, with how many work there. Nil where the country trains nobody.
    /// Errors: `StoreFault.notFound` for whoever sees no figures.
    package func board(
        in days: ClosedRange<Day>, agencies: [(code: AgencyCode, staff: Int?)]?, as actor: Actor, at now: Moment, on today: Day
    ) throws -> Board {
        guard let sight = sight(of: actor) else { throw StoreFault.notFound }
        var board = Board(sight)
        try count(&board, days, actor)
        try countWaiting(&board, actor, now)
        board.reach = try agencies.map { try reach($0, sight, actor, today) }
        return board
    }

    // MARK: From the facts

    private func count(_ board: inout Board, _ days: ClosedRange<Day>, _ actor: Actor) throws {
        let (terms, told) = (policy.practice.statistics, telling(actor))
        let kept = board.sight == .agency ? try keptFrom(actor) : []
        func query(_ population: Population, by splits: [Attribute] = []) throws -> CountQuery {
            try self.query(population.id, by: splits.map(\.id), in: days, measure: .count, without: kept, as: actor)
        }
        let opened = try terms.whole("opened").map { try query($0) }
        let closed = try terms.whole("closed").map { try query($0) }
        let outcomes = try terms.services.map { try query($0, by: board.sight == .bands ? terms.outcome : terms.serviceAndOutcome) }
        let path = terms.path.compactMap(terms.population)
        let steps = try zip(path, path.dropFirst()).filter { $0.unit == $1.unit }.map { (try query($0), $1) }
        let months = Store.months(of: days)
        let starts = months.map { Int32($0.number) }
        try withFacts { facts in
            let course = { (query: CountQuery) -> Board.Course in
                let counts = facts.course(query, from: starts)
                return Board.Course(
                    population: query.population, total: told(counts.reduce(0, +)),
                    months: zip(months, counts).map { ($0, told($1)) })
            }
            board.opened = opened.map(course)
            board.closed = closed.map(course)
            let least = fewestToTell(actor)
            board.steps = steps.map { query, later in
                WayStep(
                    from: query.population, to: later, waits: Waits(facts.waits(query, until: later), least: least, told: told))
            }
            board.outcomes = outcomes.map { Figures(facts.count($0), told: told) }
        }
    }

    /// The first day of the span, and of each month that begins in it.
    private static func months(of days: ClosedRange<Day>) -> [Day] {
        var (months, day) = ([Day](), days.lowerBound)
        while day <= days.upperBound {
            months.append(day)
            let next = day.adding(months: 1)
            let first = Day(year: next.year, month: next.month, day: 1) ?? next
            // The calendar ends: no month follows the last.
            guard first > day else { break }
            day = first
        }
        return months
    }

    // MARK: From the lists

    private func countWaiting(_ board: inout Board, _ actor: Actor, _ now: Moment) throws {
        let told = telling(actor)
        let scope = board.sight == .agency ? CaseView.Scope.agency(actor) : .country
        if board.sight == .agency {
            let own = try live.view.openCases(for: actor)
            board.open = told(own.values.reduce(0, +))
            if policy.roles[actor.role]?.grants[.agency]?.may.contains(.approve) == true { board.openByWorker = own }
        } else {
            let all = try live.view.openCases()
            board.open = told(all.values.reduce(0, +))
            if board.sight == .country { board.openByAgency = all }
        }
        let late = try live.view.late(scope, at: now, since: (now.after(days: -7), now.after(days: -30)))
        board.allLate = told(late.reduce(0) { $0 + $1.count })
        for duty in Deadline.Duty.allCases {
            for lateness in Board.Lateness.allCases {
                let count = late.reduce(0) { $0 + ($1.duty == duty.rawValue && $1.lateness == lateness.rawValue ? $1.count : 0) }
                board.late[duty, default: [:]][lateness] = told(count)
            }
        }
        if board.sight == .country { board.lateByAgency = late.reduce(into: [:]) { $0[$1.agency, default: 0] += $1.count } }
        let stalled = try live.view.stalled(scope, at: now)
        board.stalled = told(stalled.values.reduce(0, +))
        if board.sight != .bands { board.stalledByAgency = stalled }
    }

    /// Each person counts once, however many workshops they came to.
    private func reach(
        _ agencies: [(code: AgencyCode, staff: Int?)], _ sight: Sight, _ actor: Actor, _ today: Day
    ) throws -> Board.Reach {
        let told = telling(actor)
        let since = today.adding(months: -12)
        let recent = try live.view.attendees().people.filter {
            $0.came(after: since) && (sight != .agency || $0.agency == actor.agency)
        }
        let people = told(recent.count)
        let reached = Set(recent.map(\.agency)).intersection(agencies.map(\.code)).count
        return Board.Reach(
            people: people, agencies: sight == .agency ? nil : told(reached).atMost(agencies.count), ofAgencies: agencies.count)
    }
}

extension StatisticsTerms {
    /// Everybody to whom this happened, by the words of the deadlines.
    fileprivate func whole(_ event: String) -> Population? {
        populations.first { $0.unit == .person && $0.events == [event] && $0.when == .always && !$0.hasValue }
    }

    /// Services that were asked for, whatever came of them.
    fileprivate var services: Population? { populations.first { $0.unit == .service && $0.when == .always && !$0.hasValue } }

    fileprivate var outcome: [Attribute] {
        attributes(of: .service).first { $0.field == CountedAspect.outcome.field }.map { [$0] } ?? []
    }

    fileprivate var serviceAndOutcome: [Attribute] {
        (attributes(of: .service).first { $0.field == CountedAspect.service.field }.map { [$0] } ?? []) + outcome
    }
}

/// Counts by any attributes, for whoever sees every number.
extension Store {
    /// - Parameter only: one code of an attribute that every row must have; empty for "not known".
    /// Errors: `StoreFault.notFound` alike for whoever does not see the country's figures and for what is not counted.
    package func pivot(
        _ population: String, by splits: [String], only: (attribute: String, code: String)?, in days: ClosedRange<Day>?,
        as actor: Actor
    ) throws -> Figures {
        guard sight(of: actor) == .country else { throw StoreFault.notFound }
        var query = try query(population, by: splits, in: days, measure: .count, as: actor)
        if let only {
            guard let attribute = policy.practice.statistics.attribute(only.attribute), attribute.unit == query.population.unit,
                let code = only.code.isEmpty ? 0 : attribute.byte(of: only.code)
            else { throw StoreFault.notFound }
            query.only = (attribute.id, code)
        }
        let count = try withFacts { $0.count(query) }
        return Figures(count)
    }
}
