import Register

/// The questions of one instrument while its file is read: first the ordinary ones, then each part of the rule on a step of its own.
struct InstrumentSheet {
    private(set) var fields: [Field] = []
    /// Which form each field of the pack stands in.
    private(set) var home: [FieldID: FormID]
    private let questions: FormReader
    private let form: FormID
    private var step = 0

    init(_ questions: FormReader, _ form: FormID, _ home: [FieldID: FormID]) {
        self.questions = questions
        self.form = form
        self.home = home
    }

    /// An ordinary question, written as in any form.
    mutating func ask(_ yaml: Yaml, _ faults: inout Faults) {
        guard let field = questions.field(yaml, &faults) else { return }
        for asked in field.when.fields where !fields.contains(where: { $0.id == asked }) {
            faults.add(
                yaml["when"] ?? yaml, "the condition asks about \"\(asked)\", which is not an earlier question of this instrument")
        }
        add(field, yaml, &faults)
    }

    /// A list of signs under a key: each the id of a question above, or a question in short.
    mutating func signs(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> [FieldID] {
        startStep()
        let entries = yaml[key]?.list ?? []
        if entries.isEmpty { faults.add(yaml[key] ?? yaml, "the list \"\(key)\" names no field") }
        return entries.compactMap { entry in
            if let name = entry.text { return named(FieldID(name), entry, &faults) }
            faults.allow(["id", "label", "hint"], in: entry)
            return indicator(entry, &faults)
        }
    }

    /// A dimension with its indicators; nil when no known part names what it is to the rule.
    mutating func dimension(_ yaml: Yaml, _ faults: inout Faults) -> Dimension? {
        faults.allow(["id", "label", "part", "fields"], in: yaml)
        let id = faults.need("id", in: yaml)
        let label = faults.need("label", in: yaml)
        let part = InstrumentReader.read(Dimension.Part.self, "part", yaml, &faults)
        startStep()
        let indicators = (yaml["fields"]?.list ?? []).compactMap { entry -> Dimension.Indicator? in
            faults.allow(["id", "label", "hint", "strength"], in: entry)
            let strength = InstrumentReader.read(Dimension.Strength.self, "strength", entry, &faults)
            let field = indicator(entry, &faults)
            return field.map { Dimension.Indicator(field: $0, strength: strength ?? .strong) }
        }
        guard let part else { return nil }
        let dimension = Dimension(id: id, label: label, part: part, indicators: indicators)
        if !dimension.canBePositive { faults.add(yaml, "the dimension \"\(id)\" can never be positive: it has too few indicators") }
        return dimension
    }

    private mutating func startStep() { step = (fields.map(\.step).max() ?? 0) + 1 }

    /// Short for a sensitive question with the list `indicator`.
    private mutating func indicator(_ yaml: Yaml, _ faults: inout Faults) -> FieldID? {
        let id = faults.need("id", in: yaml)
        let label = faults.need("label", in: yaml)
        guard !id.isEmpty else { return nil }
        let field = Field(
            id: FieldID(id), kind: .choice, label: label, hint: yaml["hint"]?.text, fieldClass: .sensitive,
            list: InstrumentReader.list, choices: questions.lists[InstrumentReader.list] ?? [], step: step)
        add(field, yaml, &faults)
        return field.id
    }

    /// A question above that counts. It must always be asked, or its silence would be taken for an open answer.
    private func named(_ id: FieldID, _ yaml: Yaml, _ faults: inout Faults) -> FieldID? {
        guard let field = fields.first(where: { $0.id == id }) else {
            faults.add(yaml, "\"\(id)\" is no question of this instrument")
            return nil
        }
        if field.kind != .yesNo, field.list != InstrumentReader.list {
            faults.add(yaml, "\"\(id)\" cannot count: only a yes-no question or one with the list indicator can")
        }
        if field.when != .always { faults.add(yaml, "\"\(id)\" cannot count: it is asked only under a condition") }
        return id
    }

    private mutating func add(_ field: Field, _ yaml: Yaml, _ faults: inout Faults) {
        for each in [field] + field.fields {
            if let other = home.updateValue(form, forKey: each.id) {
                let place = other == form ? "stands here twice" : "stands in \(other) and in \(form); a question has one place"
                faults.add(yaml, "the field \"\(each.id)\" \(place)")
            }
        }
        fields.append(field)
    }
}
