import struct Foundation.URL
import Register

/// Reads the screening instruments of a pack. Every fault is recorded with its line, and reading goes on.
struct InstrumentReader {
    let questions: FormReader

    static let list = "indicator"
    /// The codes that the rules read in the list `indicator`.
    private static let indicatorCodes: Set<String> = ["disclosed", "observed", "no", "unknown"]
    private static let keys: Set<String> = ["id", "title", "why", "version", "audience", "guidance", "rule", "fields"]
    private static let ruleKeys = [
        "delphi": ["dimensions", "act"], "act-means-purpose": ["act", "means", "purpose"], "any-of": ["any"],
    ]

    /// The instruments in the order of `screenings` in pack.yml. Home: which form each field of the pack stands in so far.
    func instruments(_ folder: PackFolder, _ pack: Yaml, home: [FieldID: FormID], _ faults: inout Faults) -> [Instrument] {
        let quickScreen = pack["screening"]?.text ?? ""
        let listed = pack["screenings"]?.list ?? []
        let read = Set([quickScreen] + listed.compactMap(\.text)).map { "screening/\($0).yml" }
        for file in Country.files(folder, "screening") where !read.contains(file) {
            faults.add(file, 1, "this instrument is not among the screenings of pack.yml, so nobody can use it")
        }
        if !listed.isEmpty { checkLists(&faults) }
        var ignored = Faults()
        let quick = Yaml.read(folder, "screening/\(quickScreen).yml", &ignored)
        var home = home
        for id in quick?["fields"]?.list.compactMap({ $0["id"]?.text }) ?? [] { home[FieldID(id)] = FormID(quickScreen) }
        var instruments: [Instrument] = []
        for entry in listed {
            let name = entry.text ?? ""
            if home.values.contains(FormID(name)) || instruments.contains(where: { $0.id.rawValue == name }) {
                faults.add(entry, "there are two forms \"\(name)\"")
            }
            guard let yaml = Yaml.read(folder, "screening/\(name).yml", &faults) else { continue }
            if let id = yaml["id"], id.text != name { faults.add(id, "the id of this file must be \"\(name)\", as its name") }
            guard let instrument = instrument(yaml, &home, &faults) else { continue }
            instruments.append(instrument)
        }
        return instruments
    }

    private func checkLists(_ faults: inout Faults) {
        let needed = [
            (InstrumentReader.list, InstrumentReader.indicatorCodes), (Conclusion.list, Set(Conclusion.allCases.map(\.rawValue))),
        ]
        for (list, codes) in needed where Set(questions.lists[list, default: []].map(\.code)) != codes {
            faults.add("lists.yml", 1, "the list \"\(list)\" needs exactly the codes \(codes.sorted().joined(separator: ", "))")
        }
    }

    private func instrument(_ yaml: Yaml, _ home: inout [FieldID: FormID], _ faults: inout Faults) -> Instrument? {
        let id = FormID(faults.need("id", in: yaml))
        let title = faults.need("title", in: yaml)
        let version = faults.need("version", in: yaml)
        let audience = InstrumentReader.read(Instrument.Audience.self, "audience", yaml, &faults)
        var sheet = InstrumentSheet(questions, id, home)
        for entry in yaml["fields"]?.list ?? [] { sheet.ask(entry, &faults) }
        let rule = rule(yaml, &sheet, &faults)
        home = sheet.home
        let guidance = (yaml["guidance"]?.list ?? []).map { entry in
            faults.allow(["text"], in: entry)
            return faults.need("text", in: entry)
        }
        guard let audience, let rule else { return nil }
        return Instrument(
            form: Form(id: id, title: title, why: yaml["why"]?.text ?? "", fields: sheet.fields), version: version,
            audience: audience, guidance: guidance, rule: rule)
    }

    private func rule(_ yaml: Yaml, _ sheet: inout InstrumentSheet, _ faults: inout Faults) -> Rule? {
        let name = faults.need("rule", in: yaml)
        guard let keys = InstrumentReader.ruleKeys[name] else {
            let known = InstrumentReader.ruleKeys.keys.sorted().joined(separator: ", ")
            if !name.isEmpty { faults.add(yaml["rule"] ?? yaml, "\"\(name)\" is no rule; use one of \(known)") }
            return nil
        }
        faults.allow(InstrumentReader.keys.union(keys), in: yaml)
        switch name {
        case "delphi":
            let act = yaml["act"] == nil ? [] : sheet.signs("act", yaml, &faults)
            return .delphi(dimensions(yaml, &sheet, &faults), act: act)
        case "act-means-purpose":
            let act = sheet.signs("act", yaml, &faults)
            let isForChildren = yaml["audience"]?.text == Instrument.Audience.child.rawValue
            let means = isForChildren && yaml["means"] == nil ? [] : sheet.signs("means", yaml, &faults)
            return .actMeansPurpose(act: act, means: means, purpose: sheet.signs("purpose", yaml, &faults))
        default:
            return .anyOf(sheet.signs("any", yaml, &faults))
        }
    }

    private func dimensions(_ yaml: Yaml, _ sheet: inout InstrumentSheet, _ faults: inout Faults) -> [Register.Dimension] {
        let entries = yaml["dimensions"]?.list ?? []
        let dimensions = entries.compactMap { sheet.dimension($0, &faults) }
        let parts = dimensions.map(\.part)
        for part in Set(parts) where parts.count(where: { $0 == part }) > 1 {
            faults.add(yaml["dimensions"] ?? yaml, "two dimensions play the part \(part.rawValue)")
        }
        let isWhole =
            parts.contains(.exploitation) && parts.contains(.coercionDestination) && parts.contains(where: \.isRecruitment)
        if dimensions.count == entries.count, !isWhole {
            faults.add(
                yaml["dimensions"] ?? yaml,
                "this rule needs a dimension with the part exploitation, one with coercion-destination, and one of a recruitment")
        }
        return dimensions
    }

    /// One of the words of a closed set.
    static func read<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type, _ key: String, _ yaml: Yaml, _ faults: inout Faults
    ) -> Word? {
        let text = faults.need(key, in: yaml)
        let word = Word(rawValue: text)
        if word == nil, !text.isEmpty {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            faults.add(yaml[key] ?? yaml, "\"\(text)\" is no \(key); use one of \(known)")
        }
        return word
    }
}
