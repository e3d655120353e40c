import Foundation
import Register

/// Reads `statistics.yml`: what is counted, in which tables, and what may be published of it.
struct StatisticsReader {
    let questions: FormReader
    /// Every question of the pack, by its name.
    let fields: [FieldID: Field]
    let agencies: [Country.Agency]
    let services: [Country.Service]
    let records: [Form]
    let training: TrainingTerms?

    func terms(_ folder: PackFolder, _ faults: inout Faults) -> StatisticsTerms {
        guard let yaml = Yaml.read(folder, "statistics.yml", &faults) else { return StatisticsTerms() }
        faults.allow(["attributes", "populations", "tables", "evidence", "publication", "goal", "path", "units"], in: yaml)
        var terms = StatisticsTerms()
        let attributes = AttributeReader(fields: fields, agencies: agencies, services: services, training: training)
        terms.attributes = (yaml["attributes"]?.list ?? []).compactMap { attributes.attribute($0, &faults) }
        terms.populations = (yaml["populations"]?.list ?? []).compactMap { population($0, &faults) }
        twice(yaml["attributes"], &faults)
        twice(yaml["populations"], &faults)
        terms.tables = (yaml["tables"]?.list ?? []).compactMap { table($0, terms, &faults) }
        twice(yaml["tables"], &faults)
        for (key, value) in yaml["evidence"]?.pairs ?? [] {
            guard let heading = StatisticsTerms.Evidence.Heading(rawValue: key.text ?? "") else {
                faults.add(key, "a heading is prosecution, protection, prevention or partnership")
                continue
            }
            terms.evidence += value.list.compactMap { evidence($0, heading, terms, &faults) }
        }
        if let entry = yaml["publication"] { terms.publication = publication(entry, terms, &faults) }
        let told = terms.tables.filter(\.isPublished)
        if Set(told.map(\.population)).union([terms.publication?.population ?? ""]).count > 1, terms.publication != nil,
            told.contains(where: { $0.splits.count > 2 })
        {
            faults.add(yaml["tables"] ?? yaml, "where tables of several populations are published, each has at most two splits")
        }
        if let entry = yaml["goal"] { terms.goal = goal(entry, terms, &faults) }
        terms.path = yaml.texts("path")
        for entry in yaml["path"]?.list ?? [] where terms.population(entry.text ?? "")?.unit != .person {
            faults.add(entry, "\"\(entry.text ?? "")\" is no population of the unit person")
        }
        for (key, value) in yaml["units"]?.pairs ?? [] {
            let role = StatisticsTerms.UnitRole(rawValue: key.text ?? "")
            if role == nil { faults.add(key, "a unit is event, victim, perpetrator or entity") }
            if terms.population(value.text ?? "") == nil { faults.add(value, "there is no population \"\(value.text ?? "")\"") }
            if let role { terms.units[role] = value.text }
        }
        return terms
    }

    private func twice(_ yaml: Yaml?, _ faults: inout Faults) {
        var seen: Set<String> = []
        for entry in yaml?.list ?? [] where !seen.insert(entry["id"]?.text ?? "").inserted {
            faults.add(entry, "\"\(entry["id"]?.text ?? "")\" stands here twice")
        }
    }

    static func unit(_ yaml: Yaml, _ faults: inout Faults) -> CountedUnit? {
        guard let entry = yaml["of"] else { return .person }
        let unit = CountedUnit(rawValue: entry.text ?? "")
        if unit == nil {
            faults.add(entry, "\"of\" is one of \(CountedUnit.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return unit
    }

    // MARK: Populations

    private func population(_ yaml: Yaml, _ faults: inout Faults) -> Population? {
        faults.allow(["id", "label", "text", "of", "event", "dated", "when", "once", "sum"], in: yaml)
        guard let unit = StatisticsReader.unit(yaml, &faults) else { return nil }
        let events = yaml["event"]?.text.map { [$0] } ?? yaml.texts("event")
        if unit == .person, events.isEmpty {
            faults.add(yaml, "\"event\" names what gives the day, such as opened or record.return")
        }
        if unit != .person, let entry = yaml["event"] { faults.add(entry, "only people have an event; use \"dated\"") }
        for name in events where name.hasPrefix("record.") && !records.contains(where: { "record.\($0.id)" == name }) {
            faults.add(yaml["event"] ?? yaml, "there is no record \"\(name.dropFirst(7))\"")
        }
        let condition = yaml["when"].map { questions.condition($0, &faults) } ?? .always
        for field in condition.fields where !isKnown(field, unit.aspects) {
            faults.add(yaml["when"] ?? yaml, "there is no field \"\(field)\", nor is it known of a \(unit.rawValue)")
        }
        func question(_ key: String, _ kinds: Set<Field.Kind>, _ aspects: [CountedAspect], _ problem: String) -> FieldID? {
            guard let entry = yaml[key], let id = entry.text.map({ FieldID($0) }) else { return nil }
            if aspects.contains(where: { $0.field == id }) { return id }
            if fields[id].map({ kinds.contains($0.kind) }) != true { faults.add(entry, "\"\(id)\" \(problem)") }
            return id
        }
        return Population(
            id: faults.need("id", in: yaml), label: faults.need("label", in: yaml), definition: faults.need("text", in: yaml),
            unit: unit, events: events, dated: question("dated", [.day], [], "is no question for a day"), when: condition,
            once: question("once", [.text, .number], [], "is no question for a text or a number"),
            sum: question("sum", [.number], unit.amounts, "is no question for a number"))
    }

    private func isKnown(_ field: FieldID, _ aspects: [CountedAspect]) -> Bool {
        fields[field] != nil || aspects.contains { $0.field == field }
    }

    // MARK: Tables and figures

    private func table(_ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults) -> StatisticsTerms.Table? {
        faults.allow(["id", "title", "population", "splits", "source", "published"], in: yaml)
        guard let population = known(yaml, terms, &faults) else { return nil }
        let splits = splits(yaml, of: population, 1...3, terms, &faults)
        let isPublished = yaml["published"]?.text == "true"
        // Whoever may not be found is a person, and a service is a row of somebody.
        if isPublished, population.unit != .person { faults.add(yaml, "only tables of people are published") }
        return StatisticsTerms.Table(
            id: faults.need("id", in: yaml), title: faults.need("title", in: yaml), population: population.id, splits: splits,
            source: yaml["source"]?.text ?? "", isPublished: isPublished)
    }

    private func evidence(
        _ yaml: Yaml, _ heading: StatisticsTerms.Evidence.Heading, _ terms: StatisticsTerms, _ faults: inout Faults
    ) -> StatisticsTerms.Evidence? {
        faults.allow(["id", "population", "measure", "splits"], in: yaml)
        guard let population = known(yaml, terms, &faults) else { return nil }
        let measure = StatisticsTerms.Evidence.Measure(rawValue: yaml["measure"]?.text ?? "count")
        if measure == nil { faults.add(yaml["measure"] ?? yaml, "a measure is count or sum") }
        if measure == .sum, population.sum == nil { faults.add(yaml, "the population \"\(population.id)\" names nothing to sum") }
        return StatisticsTerms.Evidence(
            id: yaml["id"]?.text ?? population.id, heading: heading, population: population.id, measure: measure ?? .count,
            splits: splits(yaml, of: population, 0...2, terms, &faults))
    }

    private func known(_ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults) -> Population? {
        let id = faults.need("population", in: yaml)
        let found = terms.population(id)
        if found == nil, !id.isEmpty { faults.add(yaml["population"] ?? yaml, "there is no population \"\(id)\"") }
        return found
    }

    private func splits(
        _ yaml: Yaml, of population: Population, _ allowed: ClosedRange<Int>, _ terms: StatisticsTerms, _ faults: inout Faults
    ) -> [String] {
        let entries = yaml["splits"]?.list ?? []
        for entry in entries where terms.attribute(entry.text ?? "")?.unit != population.unit {
            faults.add(entry, "\"\(entry.text ?? "")\" is no attribute of a \(population.unit.rawValue)")
        }
        if !allowed.contains(entries.count) {
            faults.add(yaml, "\"splits\" names \(allowed.lowerBound) to \(allowed.upperBound) attributes")
        }
        return entries.compactMap(\.text)
    }

    // MARK: Publication

    private func publication(
        _ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults
    ) -> StatisticsTerms.Publication {
        faults.allow(
            [
                "population", "threshold", "zeros", "bands", "tablesFrom", "noiseFrom", "recordsFrom", "mostTables", "cap",
                "budget", "loss",
            ], in: yaml)
        var found = StatisticsTerms.Publication()
        found.population = known(yaml, terms, &faults)?.id ?? ""
        if let unit = terms.population(found.population)?.unit, unit != .person {
            faults.add(yaml, "only people are a cohort: the unit of privacy is a person")
        }
        func whole(_ key: String, _ usual: Int) -> Int {
            guard let entry = yaml[key] else { return usual }
            if let number = entry.whole, number > 0 { return number }
            faults.add(entry, "\"\(key)\" is a whole number above 0")
            return usual
        }
        func loss(_ key: String, _ usual: Double) -> Double {
            guard let entry = yaml[key] else { return usual }
            if let number = entry.decimal, number > 0 { return number }
            faults.add(entry, "\"\(key)\" is a number above 0")
            return usual
        }
        found.threshold = whole("threshold", found.threshold)
        found.tablesFrom = whole("tablesFrom", found.tablesFrom)
        found.noiseFrom = whole("noiseFrom", found.noiseFrom)
        found.recordsFrom = whole("recordsFrom", found.recordsFrom)
        found.mostTables = whole("mostTables", found.mostTables)
        found.cap = whole("cap", found.cap)
        (found.budget, found.loss) = (loss("budget", found.budget), loss("loss", found.loss))
        if let entry = yaml["zeros"] {
            found.hidesZeros = entry.text == "hidden"
            if !["told", "hidden"].contains(entry.text) { faults.add(entry, "\"zeros\" is told or hidden") }
        }
        if let entry = yaml["bands"] {
            found.bands = entry.list.compactMap { $0.whole }
            if zip([0] + found.bands, found.bands).contains(where: { $1 - $0 < found.threshold }) || found.bands.isEmpty {
                faults.add(entry, "bands rise, and each is at least as wide as the threshold")
            }
        }
        if !(found.tablesFrom <= found.noiseFrom && found.noiseFrom <= found.recordsFrom) {
            faults.add(yaml, "\"tablesFrom\", \"noiseFrom\" and \"recordsFrom\" rise in this order")
        }
        if found.loss > found.budget { faults.add(yaml, "one release may not lose more than the whole \"budget\"") }
        return found
    }

    private func goal(_ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults) -> StatisticsTerms.Goal? {
        faults.allow(["population", "splits", "inhabitants", "source"], in: yaml)
        guard let population = known(yaml, terms, &faults) else { return nil }
        var inhabitants: [Int: Int] = [:]
        for (key, value) in yaml["inhabitants"]?.pairs ?? [] {
            if let year = key.whole, let people = value.whole, people > 0 {
                inhabitants[year] = people
            } else {
                faults.add(key, "write a year and how many people lived in the country")
            }
        }
        if inhabitants.isEmpty { faults.add(yaml, "\"inhabitants\" says how many people live in the country, by year") }
        return StatisticsTerms.Goal(
            population: population.id, splits: splits(yaml, of: population, 1...3, terms, &faults), inhabitants: inhabitants,
            source: faults.need("source", in: yaml))
    }
}
