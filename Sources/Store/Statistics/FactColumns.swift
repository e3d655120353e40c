import Publishing
import Register

/// The facts of many chronicles, column by column, so that a count reads only the bytes it asks about.
struct FactColumns: Sendable {
    /// The rows of one unit. A row that was replaced stays, of no population, until there are too many of them.
    struct Rows: Sendable {
        fileprivate(set) var chronicles: [ChronicleID] = []
        fileprivate(set) var agencies: [UInt8] = []
        fileprivate(set) var codes: [[UInt8]]
        fileprivate(set) var days: [[Int32]]
        fileprivate(set) var values: [[Int64]]
        fileprivate(set) var gone = 0

        fileprivate init(_ terms: StatisticsTerms, _ unit: CountedUnit) {
            codes = terms.attributes(of: unit).map { _ in [] }
            days = terms.populations(of: unit).map { _ in [] }
            values = terms.populations(of: unit).map { _ in [] }
        }

        var count: Int { chronicles.count }
    }

    let terms: StatisticsTerms
    private(set) var agencies: [AgencyCode] = []
    private var rows: [CountedUnit: Rows] = [:]
    private var places: [ChronicleID: [(unit: CountedUnit, row: Int)]] = [:]
    private var columns: [CountedUnit: [Column]] = [:]

    init(_ terms: StatisticsTerms) { self.terms = terms }

    func rows(of unit: CountedUnit) -> Rows { rows[unit] ?? Rows(terms, unit) }
    func places(of chronicle: ChronicleID) -> [(unit: CountedUnit, row: Int)] { places[chronicle] ?? [] }

    /// Puts the facts of a chronicle in the place of those that were there.
    mutating func put(_ facts: [Fact], of chronicle: ChronicleID) {
        for place in places.removeValue(forKey: chronicle) ?? [] {
            columns[place.unit] = nil
            guard var unit = rows.removeValue(forKey: place.unit) else { continue }
            for population in unit.days.indices { unit.days[population][place.row] = Fact.never }
            unit.gone += 1
            rows[place.unit] = unit
        }
        guard !facts.isEmpty else { return }
        var own: [(unit: CountedUnit, row: Int)] = []
        for fact in facts {
            columns[fact.unit] = nil
            // Taken out while it changes, so that no column is copied.
            var unit = rows.removeValue(forKey: fact.unit) ?? Rows(terms, fact.unit)
            own.append((fact.unit, unit.count))
            unit.chronicles.append(chronicle)
            unit.agencies.append(index(of: fact.agency))
            for (place, code) in fact.codes.enumerated() { unit.codes[place].append(code) }
            for (place, day) in fact.days.enumerated() { unit.days[place].append(day) }
            for (place, value) in fact.values.enumerated() { unit.values[place].append(value) }
            rows[fact.unit] = unit
        }
        places[chronicle] = own
        for unit in Set(facts.map(\.unit)) where rows(of: unit).gone > 1000 && rows(of: unit).gone * 2 > rows(of: unit).count {
            tidy()
            return
        }
    }

    /// Without the rows that were replaced.
    private mutating func tidy() {
        let old = self
        self = FactColumns(terms)
        for (chronicle, own) in old.places { put(own.map { old.fact($0.unit, $0.row) }, of: chronicle) }
    }

    func fact(_ unit: CountedUnit, _ row: Int) -> Fact {
        let rows = rows(of: unit)
        return Fact(
            unit: unit, agency: agencies[Int(rows.agencies[row])], codes: rows.codes.map { $0[row] },
            days: rows.days.map { $0[row] },
            values: rows.values.map { $0[row] })
    }

    /// A byte tells two hundred and fifty-five agencies apart; any more are counted as one.
    private mutating func index(of agency: AgencyCode) -> UInt8 {
        if let known = agencies.firstIndex(of: agency) { return UInt8(known) }
        guard agencies.count < 255 else { return 254 }
        agencies.append(agency)
        return UInt8(agencies.count - 1)
    }

    /// The attributes of a unit as columns; made once for many counts.
    mutating func attributes(of unit: CountedUnit) -> [Column] {
        if let known = columns[unit] { return known }
        let own = rows(of: unit)
        let made = zip(terms.attributes(of: unit), own.codes).compactMap { attribute, bytes in
            Column(attribute.id, codes: [""] + attribute.codes.map(\.code), missing: 0, bytes: bytes)
        }
        columns[unit] = made
        return made
    }
}
