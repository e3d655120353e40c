import Register

/// Reads the columns of one format: which questions and codes fill each.
struct ExportColumnReader {
    let fields: [FieldID: Field]
    let reader: FormReader
    private let yaml: Yaml
    /// The codes of each question that some column names by themselves. A local code that none names counts as the standard's.
    private let named: [FieldID: Set<String>]

    private static let kinds: Set<Field.Kind> = [.choice, .choices, .yesNo, .country, .countries]

    init(fields: [FieldID: Field], reader: FormReader, columns yaml: Yaml) {
        self.fields = fields
        self.reader = reader
        self.yaml = yaml
        var named: [FieldID: Set<String>] = [:]
        for source in yaml.pairs.flatMap({ ExportColumnReader.sources(of: $0.value) }) {
            let codes = source.texts("any") + (source["codes"]?.pairs ?? []).compactMap(\.key.text)
            for field in ExportColumnReader.questions(of: source) { named[field, default: []].formUnion(codes) }
        }
        self.named = named
    }

    private static func sources(of yaml: Yaml) -> [Yaml] { yaml.isMap ? [yaml] : yaml.list }

    private static func questions(of yaml: Yaml) -> [FieldID] {
        (yaml["field"]?.text.map { [$0] } ?? yaml.texts("field")).map { FieldID($0) }
    }

    func columns(_ faults: inout Faults) -> [ExportColumn] {
        yaml.pairs.map { key, value in
            let sources = ExportColumnReader.sources(of: value)
            if sources.isEmpty, value.text != "none" {
                faults.add(value, "say where the column is read from, or none when the country does not ask it")
            }
            let many = sources.compactMap { $0["many"] }
            for entry in many where entry.text != "true" { faults.add(entry, "\"many\" is true, or left out") }
            return ExportColumn(
                name: key.text ?? "", sources: sources.compactMap { source($0, &faults) }, takesMany: !many.isEmpty)
        }
    }

    private func source(_ yaml: Yaml, _ faults: inout Faults) -> ExportColumn.Source? {
        faults.allow(
            ["field", "any", "codes", "as", "regions", "age", "bands", "registered", "is", "when", "row", "many"], in: yaml)
        let when = ExportColumnReader.condition("when", yaml, reader, fields, &faults)
        let row = ExportColumnReader.condition("row", yaml, reader, fields, &faults)
        if let word = yaml["is"]?.text { return ExportColumn.Source(reading: .fixed(word), when: when) }
        if let entry = yaml["registered"] {
            return ExportColumn.Source(reading: .registered(entry.list.compactMap { years($0, &faults) }), when: when)
        }
        if let entry = yaml["age"] {
            let birth = FieldID(entry.text ?? "")
            if fields[birth]?.kind != .day { faults.add(entry, "\"\(birth)\" is no question for a day") }
            let bands = (yaml["bands"]?.pairs ?? []).compactMap { band($0.key.text ?? "", $0.value, &faults) }
            if bands.isEmpty { faults.add(yaml, "\"bands\" says which ages a word stands for") }
            return ExportColumn.Source(fields: [birth], reading: .age(bands), when: when, row: row)
        }
        let questions = ExportColumnReader.questions(of: yaml)
        if questions.isEmpty { faults.add(yaml, "a source needs one of field, age, registered, is") }
        for id in questions { check(id, yaml["field"] ?? yaml, &faults) }
        guard let reading = reading(yaml, questions, &faults) else { return nil }
        return ExportColumn.Source(fields: questions, reading: reading, when: when, row: row)
    }

    /// What identifies a person, and what people wrote in words, never becomes a cell.
    private func check(_ id: FieldID, _ at: Yaml, _ faults: inout Faults) {
        guard let field = fields[id] else { return faults.add(at, "there is no field \"\(id)\"") }
        if field.fieldClass == .identifying || !ExportColumnReader.kinds.contains(field.kind) {
            faults.add(at, "\"\(id)\" may not leave in a column: only coded answers that identify nobody may")
        }
    }

    private func reading(_ yaml: Yaml, _ questions: [FieldID], _ faults: inout Faults) -> ExportColumn.Reading? {
        let choices = questions.flatMap { id in (fields[id]?.choices ?? []).map { (field: id, choice: $0) } }
        let known = Set(choices.map(\.choice.code))
        func check(_ entry: Yaml) {
            if !known.contains(entry.text ?? "") { faults.add(entry, "\"\(entry.text ?? "")\" is no answer to that question") }
        }
        /// Local codes that no column names, by the code they have in the standard.
        let local = choices.filter { named[$0.field]?.contains($0.choice.code) != true && $0.choice.standardCode != $0.choice.code }
        if let entry = yaml["any"] {
            for code in entry.list { check(code) }
            let codes = Set(yaml.texts("any"))
            if codes.isEmpty { faults.add(entry, "\"any\" names the codes that count") }
            return .flag(codes.union(local.filter { codes.contains($0.choice.standardCode) }.map(\.choice.code)))
        }
        if let entry = yaml["codes"] {
            var words: [String: String] = [:]
            for (key, value) in entry.pairs {
                check(key)
                words[key.text ?? ""] = value.text
            }
            for each in local { if let word = words[each.choice.standardCode] { words[each.choice.code] = word } }
            return .codes(words)
        }
        if let entry = yaml["as"] {
            if entry.text != "alpha-3" { faults.add(entry, "\"as\" is alpha-3, the code of three letters of a country") }
            return .codes(Regions.alpha3)
        }
        if let entry = yaml["regions"] {
            var words: [String: String] = [:]
            for (key, value) in entry.pairs {
                if !Regions.continents.contains(key.text ?? "") {
                    faults.add(key, "a part of the world is one of \(Regions.continents.sorted().joined(separator: ", "))")
                }
                words[key.text ?? ""] = value.text
            }
            return .codes(
                Dictionary(
                    Regions.choices.compactMap { country in
                        Regions.continent(country.code).flatMap { words[$0] }.map { (country.code, $0) }
                    }, uniquingKeysWith: { first, _ in first }))
        }
        faults.add(yaml, "say how the answer is told: any, codes, as or regions")
        return nil
    }

    // MARK: Numbers

    private func years(_ yaml: Yaml, _ faults: inout Faults) -> ExportColumn.Band? { band(yaml.text ?? "", yaml, &faults) }

    /// `9-17`, `48-` without an end, or `2019`.
    private func band(_ word: String, _ yaml: Yaml, _ faults: inout Faults) -> ExportColumn.Band? {
        let text = yaml.text ?? ""
        let (low, high) = Bounded.halves(text, at: "-").map { ($0, $1.isEmpty ? "9999" : $1) } ?? (text[...], text[...])
        guard let first = Bounded.whole(low, in: 0...9999), let last = Bounded.whole(high, in: first...9999) else {
            faults.add(yaml, "write numbers as 9-17, or 48- without an end")
            return nil
        }
        return ExportColumn.Band(word: word, range: first...last)
    }

    static func condition(
        _ key: String, _ yaml: Yaml, _ reader: FormReader, _ fields: [FieldID: Field], _ faults: inout Faults
    ) -> Condition {
        guard let entry = yaml[key] else { return .always }
        let condition = reader.condition(entry, &faults)
        for field in condition.fields where fields[field] == nil { faults.add(entry, "there is no field \"\(field)\"") }
        return condition
    }
}
