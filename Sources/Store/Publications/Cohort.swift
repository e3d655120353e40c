import Publishing
import Register

/// The people that the published tables of a snapshot speak of, as the columns that protect them.
struct Cohort {
    let terms: StatisticsTerms
    let publication: StatisticsTerms.Publication
    let tables: [StatisticsTerms.Table]
    /// Those whose totals may be told: the cohort itself first.
    let populations: [Population]
    let attributes: [Attribute]
    let snapshot: Snapshot
    let people: Int

    /// Nil when the snapshot's pack publishes nothing.
    init?(_ frozen: FrozenFacts) {
        terms = frozen.header.terms
        guard let publication = terms.publication, let whole = terms.population(publication.population) else { return nil }
        self.publication = publication
        let terms = terms
        tables = terms.tables.filter { $0.isPublished && terms.population($0.population)?.unit == .person }
        var populations = [whole]
        for table in tables where !populations.contains(where: { $0.id == table.population }) {
            if let population = terms.population(table.population) { populations.append(population) }
        }
        self.populations = populations
        let asked = Set(tables.flatMap(\.splits))
        attributes = terms.attributes(of: .person).filter { asked.contains($0.id) }
        let own = frozen.facts.rows(of: .person)
        let days = Int32(frozen.days.lowerBound.number)...Int32(frozen.days.upperBound.number)
        let places = populations.compactMap { population in terms.populations(of: .person).firstIndex { $0.id == population.id } }
        let rows = (0..<own.count).filter { row in places.contains { days.contains(own.days[$0][row]) } }
        people = rows.count { days.contains(own.days[places[0]][$0]) }
        var columns = attributes.compactMap { attribute -> Column? in
            guard let place = terms.attributes(of: .person).firstIndex(where: { $0.id == attribute.id }) else { return nil }
            return Column(
                attribute.id, codes: [""] + attribute.codes.map(\.code), missing: 0, bytes: rows.map { own.codes[place][$0] })
        }
        // Where only the cohort is told of, everybody here is of it.
        if populations.count > 1 {
            for (population, place) in zip(populations, places) {
                let bytes = rows.map { days.contains(own.days[place][$0]) ? UInt8(1) : 0 }
                if let column = Column(Cohort.mark(population.id), codes: ["", "yes"], missing: 0, bytes: bytes) {
                    columns.append(column)
                }
            }
        }
        let marks = rows.map { row in own.chronicles[row].bytes.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) } }
        guard let joined = Columns(columns), let snapshot = Snapshot(people: marks, columns: joined) else { return nil }
        self.snapshot = snapshot
    }

    /// The codes of each attribute, by which versions are compared.
    var lists: [String: [String]] {
        Dictionary(attributes.map { ($0.id, $0.codes.map(\.code)) }) { first, _ in first }
    }

    static func mark(_ population: String) -> String { "population/\(population)" }

    var rule: Publishing.Rule { Publishing.Rule(threshold: publication.threshold, zeros: publication.hidesZeros ? .hidden : .told) }

    var allowance: Allowance {
        Allowance(
            tables: publication.tablesFrom..<max(publication.tablesFrom, publication.noiseFrom), records: publication.recordsFrom,
            mostTables: publication.mostTables)
    }

    func attributes(of table: StatisticsTerms.Table) -> [Attribute] {
        table.splits.compactMap { id in attributes.first { $0.id == id } }
    }

    /// Who is in a table: everybody, or those of its population.
    func filter(_ population: String) -> Cell {
        populations.count > 1 ? Cell([Cohort.mark(population): Codes([1])]) : .everyone
    }

    /// A table as suppression knows it, with every code of its lists.
    func table(_ table: StatisticsTerms.Table) -> Table {
        Table(attributes(of: table).map { Split($0.id, size: $0.codes.count + 1) }, within: filter(table.population))
    }
}

/// The cells of a published table: each code of each axis, then "not known", then all together; the last axis fastest.
struct Layout {
    let attributes: [Attribute]

    var axes: [PublishedFigures.Axis] {
        attributes.map { attribute in
            PublishedFigures.Axis(
                attribute: attribute.id, label: attribute.label.english,
                codes: attribute.codes.map { .init(code: $0.code, label: $0.label.english) } + [.init(code: "", label: "Not known")]
            )
        }
    }

    /// A byte for each axis; 0 is "not known", nil all together.
    var places: [[UInt8?]] {
        attributes.reduce([[]]) { places, attribute in
            let lines = (0..<attribute.codes.count).map { UInt8?.some(UInt8($0 + 1)) } + [0, nil]
            return places.flatMap { place in lines.map { place + [$0] } }
        }
    }

    func codes(_ place: [UInt8?]) -> [String?] {
        zip(place, attributes).map { byte, attribute in byte.map { $0 == 0 ? "" : attribute.codes[Int($0) - 1].code } }
    }

    /// Nil for codes that are not on the lists.
    func place(_ codes: [String?]) -> [UInt8?]? {
        guard codes.count == attributes.count else { return nil }
        var place: [UInt8?] = []
        for (code, attribute) in zip(codes, attributes) {
            guard let code else {
                place.append(nil)
                continue
            }
            guard let byte = code.isEmpty ? 0 : attribute.byte(of: code) else { return nil }
            place.append(byte)
        }
        return place
    }

    func cell(_ place: [UInt8?], within filter: Cell) -> Cell {
        zip(place, attributes).reduce(filter) { cell, line in line.0.map { cell.and(line.1.id, Codes([$0])) } ?? cell }
    }

    /// Of those whose answers to the questions of a cell are known, in tenths of a percent. Nil where a count that it needs is nil, where
    /// the cell is of answers not known, and where nobody answered.
    ///
    /// Source: the rule of the Counter-Trafficking Data Collaborative on denominators.
    func permille(_ place: [UInt8?], _ count: ([UInt8?]) -> Double?) -> Int? {
        let asked = place.indices.filter { place[$0] != nil }
        guard !asked.isEmpty, !place.contains(0), let own = count(place) else { return nil }
        var known = 0.0
        // Those of whom no answer is missing: all, less those of whom one is, and so on by inclusion and exclusion.
        for choice in 0..<(1 << asked.count) {
            var cell = [UInt8?](repeating: nil, count: place.count)
            for (bit, axis) in asked.enumerated() where choice >> bit & 1 == 1 { cell[axis] = 0 }
            guard let missing = count(cell) else { return nil }
            known += choice.nonzeroBitCount.isMultiple(of: 2) ? missing : -missing
        }
        guard known > 0, own >= 0, own <= known else { return nil }
        return Bounded.whole(of: own / known * 1000)
    }
}
