/// What a country counts, and what it may publish of it: the file `statistics.yml` of its pack, as values.
package struct StatisticsTerms: Sendable, Equatable, Codable {
    /// Counts of one population, divided by up to three attributes.
    package struct Table: Sendable, Equatable, Identifiable, Codable {
        package let id: String
        package let title: Wording
        package let population: String
        package let splits: [String]
        package let source: Wording
        package let isPublished: Bool

        package init(id: String, title: Wording, population: String, splits: [String], source: Wording, isPublished: Bool) {
            (self.id, self.title, self.population, self.splits) = (id, title, population, splits)
            (self.source, self.isPublished) = (source, isPublished)
        }
    }

    /// One figure of the yearly evidence: how many of a population in the year, and by what.
    package struct Evidence: Sendable, Equatable, Identifiable, Codable {
        /// Source: the headings of the Trafficking in Persons Report.
        package enum Heading: String, Sendable, CaseIterable, Codable { case prosecution, protection, prevention, partnership }
        package enum Measure: String, Sendable, CaseIterable, Codable { case count, sum }
        package let id: String
        package let heading: Heading
        package let population: String
        package let measure: Measure
        package let splits: [String]

        package init(id: String, heading: Heading, population: String, measure: Measure, splits: [String]) {
            (self.id, self.heading, self.population, self.measure, self.splits) = (id, heading, population, measure, splits)
        }
    }

    /// How figures of a yearly cohort may leave. Units: people, unless it says otherwise.
    package struct Publication: Sendable, Equatable, Codable {
        /// Everybody of this population whose day falls into the year.
        package var population = ""
        package var threshold = 10
        package var hidesZeros = false
        package var bands = [10, 20, 50, 100, 200, 500, 1000]
        package var tablesFrom = 50
        package var noiseFrom = 1000
        package var recordsFrom = 5000
        /// Units: tables of a cohort in all its versions.
        package var mostTables = 10
        /// Units: attributes of one person that noisy figures may speak of.
        package var cap = 8
        /// Units: zero-concentrated loss. Of a cohort in its lifetime, and of one release.
        package var budget = 0.206
        package var loss = 0.1
        package init() {}
    }

    /// The attributes and the number that the Sustainable Development Goal 16.2.2 asks for.
    package struct Goal: Sendable, Equatable, Codable {
        package let population: String
        package let splits: [String]
        /// How many live in the country, by year. Units: people.
        package let inhabitants: [Int: Int]
        package let source: Wording

        package init(population: String, splits: [String], inhabitants: [Int: Int], source: Wording) {
            (self.population, self.splits, self.inhabitants, self.source) = (population, splits, inhabitants, source)
        }
    }

    /// Source: the four units of the International Classification Standard for Administrative Data on Trafficking in Persons.
    package enum UnitRole: String, Sendable, CaseIterable, Codable, Comparable {
        case event, victim, perpetrator, entity

        package static func < (one: Self, other: Self) -> Bool {
            (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
        }
    }

    package var attributes: [Attribute] = []
    package var populations: [Population] = []
    package var tables: [Table] = []
    package var evidence: [Evidence] = []
    package var publication: Publication?
    package var goal: Goal?
    /// The populations whose days follow one another: from the first word to the last service.
    package var path: [String] = []
    /// The population that stands for each of the four units.
    package var units: [UnitRole: String] = [:]

    package init() {}

    package var isEmpty: Bool { populations.isEmpty }
    /// Fewer people than this are never told of.
    package var threshold: Int { (publication ?? Publication()).threshold }
    package func attribute(_ id: String) -> Attribute? { attributes.first { $0.id == id } }
    package func population(_ id: String) -> Population? { populations.first { $0.id == id } }
    package func attributes(of unit: CountedUnit) -> [Attribute] { attributes.filter { $0.unit == unit } }
    package func populations(of unit: CountedUnit) -> [Population] { populations.filter { $0.unit == unit } }

    /// The same for the same decisions about what is read out of a record.
    package var mark: String {
        let read = attributes.map { "\($0.id)\($0.unit)\($0.field)\($0.birth?.rawValue ?? "")\($0.codes)" }
        return "\(read)\(populations)"
    }
}
