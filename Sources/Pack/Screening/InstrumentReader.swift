import Register

/// Reads the screening instruments of a pack.
struct InstrumentReader {
    let questions: FormReader

    static let list = "indicator"
    /// The codes that the rules read in the list `indicator`.
    private static let indicatorCodes: Set<String> = ["disclosed", "observed", "no", "unknown"]

    // MARK: Keys

    private static let base: Shape = .map(
        [
            "id": .text, "title": .text, "version": .text, "audience": .word(Instrument.Audience.self, "audience"),
            "rule": .word(Array(rules.keys.sorted()), "rule"),
        ],
        [
            "why": .text, "guidance": .list(.map(["id": .text, "text": .text]), once: "id"),
            "fields": .list(FormReader.field, once: "id"),
        ])
    /// The keys of each rule. What it needs of them depends on for whom it is.
    private static let rules: [String: Shape] = [
        "delphi": .map([:], ["dimensions": .list(dimension, once: "id"), "act": signs]),
        "act-means-purpose": .map([:], ["act": signs, "means": signs, "purpose": signs]),
        "any-of": .map([:], ["any": signs]),
    ]
    private static let signs: Shape = .list(.either([.text, .map(["id": .text, "label": .text], ["hint": .text])]))
    private static let dimension: Shape = .map([
        "id": .text, "label": .text, "part": .word(Register.Dimension.Part.self, "part"),
        "fields": .list(
            .map(
                ["id": .text, "label": .text, "strength": .word(Register.Dimension.Strength.self, "strength")], ["hint": .text]),
            once: "id"),
    ])

    /// By its rule; where none is known, the keys of all of them.
    static func shape(_ yaml: Yaml) -> Shape {
        let rule = rules[yaml.word("rule")].map { [$0] } ?? Array(rules.values)
        return rule.reduce(base) { shape, rule in
            guard case .keys(let own) = shape, case .keys(let more) = rule else { return shape }
            return .keys(own + more.filter { key in !own.contains { $0.name == key.name } })
        }
    }

    /// Beside the quick screen, which has advice and no rule.
    static func isInstrument(_ yaml: Yaml) -> Bool { ["rule", "audience", "version"].contains { yaml[$0] != nil } }

    // MARK: Reading

    /// The instruments in the order of `screenings` in pack.yml.
    func instruments(_ pages: PackPages, home: inout Homes, _ faults: inout Faults) -> [Instrument] {
        let pack = pages["pack.yml"]
        let listed = pack.list("screenings")
        let files = pages.files(in: "screening")
        if !listed.isEmpty { checkLists(pages["lists.yml"], &faults) }
        let instruments = listed.compactMap { entry -> Instrument? in
            guard let yaml = InstrumentReader.file(entry, pages, &faults) else { return nil }
            guard !home.forms.values.contains(FormID(entry.word)) else {
                faults.add(entry, "there are two forms \"\(entry.word)\"")
                return nil
            }
            if let id = yaml["id"] {
                faults.check(id, among: [entry.word], "not the name of this file, as it must be")
            }
            return instrument(yaml, &home, &faults)
        }
        let read = Set(listed.map(\.word) + [pack.word("screening")])
        for yaml in files where !read.contains(PackFolder.name(of: yaml.file)) {
            faults.add(
                yaml, "this instrument is not among the screenings of pack.yml, so nobody can use it", of: [.pack, .screening])
        }
        return instruments
    }

    /// That of a name in pack.yml. Nil, and a fault, when there is none.
    static func file(_ entry: Yaml, _ pages: PackPages, _ faults: inout Faults) -> Yaml? {
        if !pages.has("screening/\(entry.word).yml") {
            faults.unknown(
                entry, "there is no file screening/\(entry.word).yml",
                among: pages.files(in: "screening").map { PackFolder.name(of: $0.file) })
            faults.doubt(.screening)
        }
        return pages.files(in: "screening").first { PackFolder.name(of: $0.file) == entry.word }
    }

    private func checkLists(_ yaml: Yaml, _ faults: inout Faults) {
        let needed = [
            (InstrumentReader.list, InstrumentReader.indicatorCodes), (Conclusion.list, Set(Conclusion.allCases.map(\.rawValue))),
        ]
        for (list, codes) in needed {
            let problem = "the list \"\(list)\" needs exactly the codes \(codes.sorted().joined(separator: ", "))"
            guard let entries = yaml[list] else {
                faults.add(yaml.pairs.first?.key ?? yaml, problem, of: [.lists])
                continue
            }
            let odd = entries.list.compactMap { $0["code"] }.filter { !codes.contains($0.word) }
            for code in odd { faults.unknown(code, problem, among: codes, of: [.lists]) }
            if odd.isEmpty, entries.list.count != codes.count { faults.add(entries, problem, of: [.lists]) }
        }
    }

    private func instrument(_ yaml: Yaml, _ home: inout Homes, _ faults: inout Faults) -> Instrument? {
        let id = FormID(yaml.word("id"))
        var sheet = InstrumentSheet(questions, id, home)
        for entry in yaml.list("fields") { sheet.ask(entry, &faults) }
        let rule = rule(yaml, &sheet, &faults)
        home = sheet.home
        guard let audience = Instrument.Audience(rawValue: yaml.word("audience")), let rule else { return nil }
        return Instrument(
            form: Form(id: id, title: yaml.wording("title"), why: yaml.wording("why"), fields: sheet.fields),
            version: yaml.word("version"), audience: audience, guidance: yaml.list("guidance").map { $0.wording("text") },
            rule: rule)
    }

    private func rule(_ yaml: Yaml, _ sheet: inout InstrumentSheet, _ faults: inout Faults) -> Rule? {
        switch yaml.word("rule") {
        case "delphi":
            let act = yaml["act"] == nil ? [] : sheet.signs("act", yaml, &faults)
            return .delphi(dimensions(yaml, &sheet, &faults), act: act)
        case "act-means-purpose":
            let act = sheet.signs("act", yaml, &faults)
            let isForChildren = yaml.word("audience") == Instrument.Audience.child.rawValue
            let means = isForChildren && yaml["means"] == nil ? [] : sheet.signs("means", yaml, &faults)
            return .actMeansPurpose(act: act, means: means, purpose: sheet.signs("purpose", yaml, &faults))
        case "any-of": return .anyOf(sheet.signs("any", yaml, &faults))
        default: return nil
        }
    }

    private func dimensions(_ yaml: Yaml, _ sheet: inout InstrumentSheet, _ faults: inout Faults) -> [Register.Dimension] {
        let entries = yaml.list("dimensions")
        let dimensions = entries.compactMap { sheet.dimension($0, &faults) }
        let parts = dimensions.map(\.part)
        for (index, part) in parts.enumerated() where parts[..<index].contains(part) {
            faults.add(entries[index], "two dimensions play the part \(part.rawValue)")
        }
        let isWhole =
            parts.contains(.exploitation) && parts.contains(.coercionDestination) && parts.contains(where: \.isRecruitment)
        if !isWhole {
            faults.add(
                yaml["dimensions"] ?? yaml,
                "this rule needs a dimension with the part exploitation, one with coercion-destination, and one of a recruitment")
        }
        return dimensions
    }
}
