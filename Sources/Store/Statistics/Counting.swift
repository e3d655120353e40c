import Publishing
import Register

/// What is counted of the facts: a population, its days, whose, and by what.
struct CountQuery {
    let population: Population
    let splits: [Attribute]
    var days: ClosedRange<Int32>?
    var agency: AgencyCode?
    /// Chronicles that are not counted, since whoever asks is kept out of them.
    var without: Set<ChronicleID> = []
    /// Only rows with this code of an attribute of the unit; zero is "not known".
    var only: (attribute: String, code: UInt8)?
    /// What is added up, if not rows.
    var measure = StatisticsTerms.Evidence.Measure.count
}

extension FactColumns {
    /// Counts. A population that counts once takes the first row of each mark.
    mutating func count(_ query: CountQuery) -> Count {
        let unit = query.population.unit
        let own = rows(of: unit)
        var member = members(query)
        if query.population.once != nil { keepFirst(&member, query.population, own) }
        let sizes = query.splits.map { $0.codes.count + 1 }
        let size = sizes.reduce(1, *)
        var cells: [Int]
        if query.measure == .sum {
            cells = [Int](repeating: 0, count: size)
            let values = values(of: query.population, own)
            let codes = query.splits.compactMap { split in terms.attributes(of: unit).firstIndex { $0.id == split.id } }.map {
                own.codes[$0]
            }
            for row in 0..<own.count where member[row] == 1 {
                let cell = zip(codes, sizes).reduce(0) { $0 * $1.1 + Int($1.0[row]) }
                cells[cell] = Bounded.sum(cells[cell], Int(values[row]))
            }
        } else if query.splits.isEmpty {
            cells = [member.reduce(0) { $0 + Int($1) }]
        } else {
            let inside = Column("", codes: ["no", "yes"], bytes: member)
            let marginal = inside.flatMap { Columns(attributes(of: unit) + [$0]) }.flatMap {
                Marginal(of: $0, by: query.splits.map(\.id), within: Cell(["": Codes([1])]))
            }
            cells = marginal?.counts ?? [Int](repeating: 0, count: size)
        }
        return Count(
            population: query.population, splits: query.splits, measure: query.measure, rows: member.reduce(0) { $0 + Int($1) },
            cells: cells)
    }

    /// One for each row that is counted, zero for another.
    func members(_ query: CountQuery) -> [UInt8] {
        let own = rows(of: query.population.unit)
        guard let days = dayColumn(of: query.population) else { return [] }
        let (low, high) = (query.days?.lowerBound ?? Fact.never + 1, query.days?.upperBound ?? .max)
        var member = days.map { $0 >= low && $0 <= high ? UInt8(1) : 0 }
        if let agency = query.agency {
            let mine = agencies.firstIndex(of: agency).map { UInt8($0) }
            for row in member.indices where own.agencies[row] != mine { member[row] = 0 }
        }
        if let only = query.only {
            let place = terms.attributes(of: query.population.unit).firstIndex { $0.id == only.attribute }
            for row in member.indices where place.map({ own.codes[$0][row] != only.code }) ?? true { member[row] = 0 }
        }
        for chronicle in query.without {
            for place in places(of: chronicle) where place.unit == query.population.unit { member[place.row] = 0 }
        }
        return member
    }

    /// How many rows fall into each span that begins on one of these days and ends before the next.
    func course(_ query: CountQuery, from starts: [Int32]) -> [Int] {
        let member = members(query)
        var counts = [Int](repeating: 0, count: starts.count)
        guard let days = dayColumn(of: query.population) else { return counts }
        for row in member.indices where member[row] == 1 {
            if let span = starts.lastIndex(where: { $0 <= days[row] }) { counts[span] += 1 }
        }
        return counts
    }

    /// The days of each row from its day in one population to that in a later one. Units: days.
    func waits(_ query: CountQuery, until later: Population) -> [Int] {
        let member = members(query)
        guard let starts = dayColumn(of: query.population), let ends = dayColumn(of: later) else { return [] }
        return member.indices.filter { member[$0] == 1 && ends[$0] >= starts[$0] }.map { Int(ends[$0] - starts[$0]) }
    }

    func dayColumn(of population: Population) -> [Int32]? {
        terms.populations(of: population.unit).firstIndex { $0.id == population.id }.map { rows(of: population.unit).days[$0] }
    }

    private func values(of population: Population, _ own: Rows) -> [Int64] {
        terms.populations(of: population.unit).firstIndex { $0.id == population.id }.map { own.values[$0] } ?? []
    }

    private func keepFirst(_ member: inout [UInt8], _ population: Population, _ own: Rows) {
        let marks = values(of: population, own)
        var seen: Set<Int64> = []
        // Without a mark a row stands for itself.
        for row in member.indices where member[row] == 1 && marks[row] != 0 && !seen.insert(marks[row]).inserted { member[row] = 0 }
    }
}
