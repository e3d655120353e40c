/// What one row says, and no more: a code for each attribute of its unit, and for each population its day, when it belongs to it.
package struct Fact: Sendable, Equatable {
    /// A day that no row has: the row is not of the population.
    package static let never = Int32.min

    package let unit: CountedUnit
    /// Who leads, gives, sends or reports; for the people of a workshop, who they work for.
    package let agency: AgencyCode
    /// Shape: a byte for each attribute of the unit, in the order of the terms.
    package var codes: [UInt8]
    /// Shape: days since 1970 for each population of the unit, or `never`.
    package var days: [Int32]
    /// Shape: for each population of the unit what is summed, or a mark of what is counted once; zero for neither.
    package var values: [Int64]

    package init(unit: CountedUnit, agency: AgencyCode, codes: [UInt8], days: [Int32], values: [Int64]) {
        (self.unit, self.agency, self.codes, self.days, self.values) = (unit, agency, codes, days, values)
    }

    /// A row of answers and aspects; nothing when it belongs to no population.
    init?(_ unit: CountedUnit, _ answers: Answers, at day: Day, events: (String) -> Day? = { _ in nil }, by terms: StatisticsTerms)
    {
        self.unit = unit
        agency = AgencyCode(answers[CountedAspect.agency.field]?.text ?? "")
        (days, values) = ([], [])
        for population in terms.populations(of: unit) {
            let isMember = population.when.holds(for: answers)
            let own = population.dated.flatMap { answers[$0]?.text }.flatMap { Day($0) } ?? day
            let date = population.events.isEmpty ? own : population.events.lazy.compactMap(events).first
            days.append(isMember ? date.map { Int32($0.number) } ?? Fact.never : Fact.never)
            values.append(isMember ? Fact.value(of: population, answers) : 0)
        }
        guard days.contains(where: { $0 != Fact.never }) else { return nil }
        codes = terms.attributes(of: unit).map { $0.byte(answers, on: day) }
    }

    private static func value(of population: Population, _ answers: Answers) -> Int64 {
        if let sum = population.sum {
            return answers[sum]?.text.flatMap { Bounded.decimal($0) }.map { Int64(Bounded.whole(of: $0)) } ?? 0
        }
        guard let text = population.once.flatMap({ answers[$0]?.text }) else { return 0 }
        // FNV-1a, so that the text itself is kept nowhere; letters and digits only, since people write one number in many ways.
        let letters = text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        let hash = letters.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1.value)) &* 0x100_0000_01B3 }
        return Int64(bitPattern: hash | 1)
    }
}
