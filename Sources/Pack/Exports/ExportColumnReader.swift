import Register

/// Reads the columns of one format: which questions and codes fill each.
struct ExportColumnReader {
    let asked: Asked
    private let yaml: Yaml
    /// The codes of each question that some column names by themselves. A local code that none names counts as the standard's.
    private let named: [FieldID: Set<String>]

    private static let kinds: Set<Field.Kind> = [.choice, .choices, .yesNo, .country, .countries]
    private static let source: Shape = .map(
        [:],
        [
            "field": .nameOrNames, "any": .names, "codes": .pairs(.text), "as": .word(["alpha-3"], "way to write a country"),
            "regions": .keys(Regions.continents.sorted().map { Shape.Key(name: $0, shape: .text, isNeeded: false) }),
            "age": .text, "bands": .pairs(.text), "registered": .names, "is": .text, "when": .condition, "row": .condition,
            "many": .word(["true"], "way to say it; write true, or leave it out"),
        ])
    static let shape: Shape = .either([
        .word(["none"], "source; write none where the country does not ask it"), source, .list(source),
    ])

    init(asked: Asked, columns yaml: Yaml) {
        self.asked = asked
        self.yaml = yaml
        var named: [FieldID: Set<String>] = [:]
        for source in yaml.pairs.flatMap({ ExportColumnReader.sources(of: $0.value) }) {
            let codes = source.texts("any") + source.pairs("codes").map(\.key.word)
            for field in source.texts("field") { named[FieldID(field), default: []].formUnion(codes) }
        }
        self.named = named
    }

    private static func sources(of yaml: Yaml) -> [Yaml] { yaml.isMap ? [yaml] : yaml.list }

    func columns(_ faults: inout Faults) -> [ExportColumn] {
        yaml.pairs.map { key, value in
            let sources = ExportColumnReader.sources(of: value)
            return ExportColumn(
                name: key.word, sources: sources.compactMap { source($0, &faults) },
                takesMany: sources.contains { $0["many"] != nil })
        }
    }

    private func source(_ yaml: Yaml, _ faults: inout Faults) -> ExportColumn.Source? {
        let when = Condition(yaml["when"], asked, &faults)
        let row = Condition(yaml["row"], asked, &faults)
        if let word = yaml["is"]?.text { return ExportColumn.Source(reading: .fixed(word), when: when) }
        if let entry = yaml["registered"] {
            return ExportColumn.Source(reading: .registered(entry.words.compactMap { band($0.word, $0, &faults) }), when: when)
        }
        if let entry = yaml["age"] {
            if let field = asked.question(entry, &faults), field.kind != .day {
                faults.add(entry, "\"\(field.id)\" is no question for a day", of: asked.sections)
            }
            let bands = yaml.pairs("bands").compactMap { band($0.key.word, $0.value, &faults) }
            if yaml.pairs("bands").isEmpty { faults.add(yaml, "\"bands\" says which ages a word stands for") }
            return ExportColumn.Source(fields: [FieldID(entry.word)], reading: .age(bands), when: when, row: row)
        }
        if yaml.words("field").isEmpty { faults.add(yaml, "a source needs one of field, age, registered, is") }
        let questions = yaml.words("field").compactMap { question($0, &faults) }
        let isWhole = questions.count == yaml.words("field").count
        guard let reading = reading(yaml, isWhole ? questions : nil, &faults) else { return nil }
        return ExportColumn.Source(fields: questions.map(\.id), reading: reading, when: when, row: row)
    }

    /// What identifies a person, and what people wrote in words, never becomes a cell.
    private func question(_ at: Yaml, _ faults: inout Faults) -> Field? {
        guard let field = asked.question(at, &faults) else { return nil }
        if field.fieldClass == .identifying || !ExportColumnReader.kinds.contains(field.kind) {
            faults.add(
                at, "\"\(field.id)\" may not leave in a column: only coded answers that identify nobody may", of: asked.sections)
            return nil
        }
        return field
    }

    /// - Parameter questions: nil when some are not known, and so what may be answered.
    private func reading(_ yaml: Yaml, _ questions: [Field]?, _ faults: inout Faults) -> ExportColumn.Reading? {
        let choices = (questions ?? []).flatMap { field in field.choices.map { (field: field.id, choice: $0) } }
        func check(_ entry: Yaml) {
            guard let questions else { return }
            faults.check(
                entry, among: choices.map(\.choice.code),
                "no answer to \(questions.map { "\"\($0.id)\"" }.joined(separator: " or "))", of: asked.sections)
        }
        /// Local codes that no column names, by the code they have in the standard.
        let local = choices.filter { named[$0.field]?.contains($0.choice.code) != true && $0.choice.standardCode != $0.choice.code }
        if let entry = yaml["any"] {
            for code in entry.words { check(code) }
            let codes = Set(yaml.texts("any"))
            if codes.isEmpty { faults.add(entry, "\"any\" names the codes that count") }
            return .flag(codes.union(local.filter { codes.contains($0.choice.standardCode) }.map(\.choice.code)))
        }
        if let entry = yaml["codes"] {
            for (key, _) in entry.pairs { check(key) }
            var words = entry.wordByCode
            for each in local { if let word = words[each.choice.standardCode] { words[each.choice.code] = word } }
            return .codes(words)
        }
        if yaml["as"] != nil { return .codes(Regions.alpha3) }
        if let entry = yaml["regions"] {
            let words = entry.wordByCode
            return .codes(
                Dictionary(
                    Regions.choices.compactMap { country in
                        Regions.continent(country.code).flatMap { words[$0] }.map { (country.code, $0) }
                    }, uniquingKeysWith: { first, _ in first }))
        }
        faults.add(yaml, "say how the answer is told: any, codes, as or regions")
        return nil
    }

    /// `9-17`, `48-` without an end, or `2019`.
    private func band(_ word: String, _ yaml: Yaml, _ faults: inout Faults) -> ExportColumn.Band? {
        let (low, high) =
            Bounded.halves(yaml.word, at: "-").map { ($0, $1.isEmpty ? "9999" : $1) } ?? (yaml.word[...], yaml.word[...])
        guard let first = Bounded.whole(low, in: 0...9999), let last = Bounded.whole(high, in: first...9999) else {
            faults.add(yaml, "write numbers as 9-17, or 48- without an end")
            return nil
        }
        return ExportColumn.Band(word: word, range: first...last)
    }
}

extension Yaml {
    /// A word for each code.
    fileprivate var wordByCode: [String: String] {
        Dictionary(pairs.map { ($0.word, $1.word) }, uniquingKeysWith: { first, _ in first })
    }
}
