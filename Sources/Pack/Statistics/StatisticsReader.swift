import Register

/// Reads `statistics.yml`: what is counted, in which tables, and what may be published of it.
struct StatisticsReader {
    let rows: CountedRows
    let milestones: Milestones

    // MARK: Keys

    static let shape: Shape = .map(
        ["attributes": .list(AttributeReader.shape, once: "id"), "populations": .list(population, once: "id")],
        [
            "tables": .list(table, once: "id"),
            "evidence": .keys(
                StatisticsTerms.Evidence.Heading.allCases.map {
                    Shape.Key(name: $0.rawValue, shape: .list(evidence), isNeeded: false)
                }),
            "publication": publication, "goal": goal, "path": .names,
            "units": .keys(
                StatisticsTerms.UnitRole.allCases.map { Shape.Key(name: $0.rawValue, shape: .text, isNeeded: false) }),
        ])
    private static let population: Shape = .map(
        ["id": .text, "label": .text, "text": .text],
        [
            "of": CountedRows.unit, "event": .nameOrNames, "dated": .text, "when": .condition, "once": .text, "sum": .text,
        ])
    private static let table: Shape = .map(
        ["id": .text, "title": .text, "population": .text, "splits": .names], ["source": .text, "published": .flag])
    private static let evidence: Shape = .map(
        ["population": .text],
        ["id": .text, "measure": .word(StatisticsTerms.Evidence.Measure.self, "measure"), "splits": .names])
    private static let publication: Shape = .map(
        ["population": .text],
        [
            "threshold": .count, "zeros": .word(["told", "hidden"], "way with zeros"), "bands": .list(.count), "tablesFrom": .count,
            "noiseFrom": .count, "recordsFrom": .count, "mostTables": .count, "cap": .count, "budget": .decimal(isPositive: true),
            "loss": .decimal(isPositive: true),
        ])
    private static let goal: Shape = .map(
        ["population": .text, "splits": .names, "inhabitants": .pairs(.count), "source": .text])

    // MARK: Reading

    func terms(_ yaml: Yaml, _ faults: inout Faults) -> StatisticsTerms {
        var terms = StatisticsTerms()
        let attributes = AttributeReader(rows: rows)
        terms.attributes = yaml.list("attributes").compactMap { attributes.attribute($0, &faults) }
        terms.populations = yaml.list("populations").compactMap { population($0, &faults) }
        terms.tables = yaml.list("tables").compactMap { table($0, terms, &faults) }
        for (key, value) in yaml.pairs("evidence") {
            guard let heading = StatisticsTerms.Evidence.Heading(rawValue: key.word) else { continue }
            terms.evidence += value.list.compactMap { evidence($0, heading, terms, &faults) }
        }
        if let entry = yaml["publication"] { terms.publication = publication(entry, terms, &faults) }
        checkTables(yaml, terms, &faults)
        if let entry = yaml["goal"] { terms.goal = goal(entry, terms, &faults) }
        terms.path = yaml.texts("path")
        for entry in yaml.words("path") {
            faults.check(
                entry, among: terms.populations(of: .person).map(\.id), "no population of the unit person", of: [.statistics])
        }
        for (key, value) in yaml.pairs("units") {
            check(value, terms, &faults)
            if let role = StatisticsTerms.UnitRole(rawValue: key.word) { terms.units[role] = value.text }
        }
        return terms
    }

    private func checkTables(_ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults) {
        let told = terms.tables.filter(\.isPublished)
        guard let published = terms.publication, told.contains(where: { $0.splits.count > 2 }),
            Set(told.map(\.population)).union([published.population]).count > 1
        else { return }
        faults.add(
            yaml["tables"] ?? yaml, "where tables of several populations are published, each has at most two splits",
            of: [.statistics])
    }

    private func check(_ entry: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults) {
        faults.check(entry, among: terms.populations.map(\.id), "no population of this file", of: [.statistics])
    }

    // MARK: Populations

    private func population(_ yaml: Yaml, _ faults: inout Faults) -> Population? {
        guard let unit = CountedRows.unit(of: yaml) else { return nil }
        let asked = rows.asked(unit)
        if unit == .person, yaml["event"] == nil {
            faults.add(yaml, "\"event\" names what gives the day, such as opened or record.return")
        }
        if unit != .person, let entry = yaml["event"] { faults.add(entry, "only people have an event; use \"dated\"") }
        for name in yaml.words("event") { milestones.check(name, &faults) }
        func question(_ key: String, _ kinds: Set<Field.Kind>, _ problem: String) -> FieldID? {
            guard let entry = yaml[key] else { return nil }
            guard let field = asked.question(entry, &faults) else {
                faults.doubt(.statistics)
                return nil
            }
            if !kinds.contains(field.kind) {
                faults.add(entry, "\"\(field.id)\" is no question \(problem)", of: Section.everyQuestion)
            }
            return field.id
        }
        return Population(
            id: yaml.word("id"), label: yaml.wording("label"), definition: yaml.wording("text"), unit: unit,
            events: yaml.texts("event"),
            dated: question("dated", [.day], "for a day"), when: Condition(yaml["when"], asked, &faults),
            once: question("once", [.text, .number], "for a text or a number"), sum: question("sum", [.number], "for a number"))
    }

    // MARK: Tables and figures

    private func table(_ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults) -> StatisticsTerms.Table? {
        guard let population = known(yaml, terms, &faults) else { return nil }
        let isPublished = yaml["published"]?.isTrue ?? false
        // Whoever may not be found is a person, and a service is a row of somebody.
        if isPublished, population.unit != .person { faults.add(yaml, "only tables of people are published") }
        return StatisticsTerms.Table(
            id: yaml.word("id"), title: yaml.wording("title"), population: population.id,
            splits: splits(yaml, of: population, 1...3, terms, &faults), source: yaml.wording("source"), isPublished: isPublished)
    }

    private func evidence(
        _ yaml: Yaml, _ heading: StatisticsTerms.Evidence.Heading, _ terms: StatisticsTerms, _ faults: inout Faults
    ) -> StatisticsTerms.Evidence? {
        guard let population = known(yaml, terms, &faults) else { return nil }
        let measure = StatisticsTerms.Evidence.Measure(rawValue: yaml["measure"]?.text ?? "count") ?? .count
        if measure == .sum, population.sum == nil {
            faults.add(yaml, "the population \"\(population.id)\" names nothing to sum", of: [.statistics])
        }
        return StatisticsTerms.Evidence(
            id: yaml["id"]?.text ?? population.id, heading: heading, population: population.id, measure: measure,
            splits: splits(yaml, of: population, 0...2, terms, &faults))
    }

    private func known(_ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults) -> Population? {
        guard let entry = yaml["population"] else { return nil }
        check(entry, terms, &faults)
        return terms.population(entry.word)
    }

    private func splits(
        _ yaml: Yaml, of population: Population, _ allowed: ClosedRange<Int>, _ terms: StatisticsTerms, _ faults: inout Faults
    ) -> [String] {
        let known = terms.attributes.filter { $0.unit == population.unit }.map(\.id)
        for entry in yaml.words("splits") {
            faults.check(entry, among: known, "no attribute of a \(population.unit.rawValue)", of: [.statistics])
        }
        if !allowed.contains(yaml.words("splits").count) {
            faults.add(
                yaml["splits"] ?? yaml, "\"splits\" names \(allowed.lowerBound) to \(allowed.upperBound) attributes")
        }
        return yaml.texts("splits")
    }

    // MARK: Publication

    private func publication(
        _ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults
    ) -> StatisticsTerms.Publication {
        var found = StatisticsTerms.Publication()
        let population = known(yaml, terms, &faults)
        found.population = population?.id ?? ""
        if let population, population.unit != .person {
            faults.add(yaml["population"] ?? yaml, "only people are a cohort: the unit of privacy is a person")
        }
        func read<Value>(_ key: String, _ path: WritableKeyPath<StatisticsTerms.Publication, Value>, _ value: (Yaml) -> Value?) {
            if let value = yaml[key].flatMap(value) { found[keyPath: path] = value }
        }
        read("threshold", \.threshold, \.whole)
        read("tablesFrom", \.tablesFrom, \.whole)
        read("noiseFrom", \.noiseFrom, \.whole)
        read("recordsFrom", \.recordsFrom, \.whole)
        read("mostTables", \.mostTables, \.whole)
        read("cap", \.cap, \.whole)
        read("budget", \.budget, \.decimal)
        read("loss", \.loss, \.decimal)
        read("zeros", \.hidesZeros) { $0.word == "hidden" }
        read("bands", \.bands) { $0.list.compactMap(\.whole) }
        check(found, yaml, &faults)
        return found
    }

    private func check(_ found: StatisticsTerms.Publication, _ yaml: Yaml, _ faults: inout Faults) {
        if zip([0] + found.bands, found.bands).contains(where: { $1 - $0 < found.threshold }) || found.bands.isEmpty {
            faults.add(yaml["bands"] ?? yaml, "bands rise, and each is at least as wide as the threshold")
        }
        if !(found.tablesFrom <= found.noiseFrom && found.noiseFrom <= found.recordsFrom) {
            faults.add(yaml, "\"tablesFrom\", \"noiseFrom\" and \"recordsFrom\" rise in this order")
        }
        if found.loss > found.budget { faults.add(yaml, "one release may not lose more than the whole \"budget\"") }
    }

    private func goal(_ yaml: Yaml, _ terms: StatisticsTerms, _ faults: inout Faults) -> StatisticsTerms.Goal? {
        guard let population = known(yaml, terms, &faults) else { return nil }
        var inhabitants: [Int: Int] = [:]
        for (key, value) in yaml.pairs("inhabitants") {
            if let year = key.whole { inhabitants[year] = value.whole } else { faults.add(key, "\"\(key.word)\" is no year") }
        }
        if inhabitants.isEmpty, let entry = yaml["inhabitants"] {
            faults.add(entry, "\"inhabitants\" says how many people live in the country, by year")
        }
        return StatisticsTerms.Goal(
            population: population.id, splits: splits(yaml, of: population, 1...3, terms, &faults), inhabitants: inhabitants,
            source: yaml.wording("source"))
    }
}
