import Register

/// The questions of one instrument while its file is read: first the ordinary ones, then each part of the rule on a step of its own.
struct InstrumentSheet {
    private(set) var fields: [Field] = []
    /// Which form each field of the pack stands in.
    private(set) var home: Homes
    private let questions: FormReader
    private let form: FormID
    private var step = 0

    init(_ questions: FormReader, _ form: FormID, _ home: Homes) {
        self.questions = questions
        self.form = form
        self.home = home
    }

    /// An ordinary question, written as in any form.
    mutating func ask(_ yaml: Yaml, _ faults: inout Faults) {
        guard let field = questions.field(yaml, after: fields, &faults) else { return }
        add(field, yaml, &faults)
    }

    /// A list of signs under a key: each the id of a question above, or a question in short.
    mutating func signs(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> [FieldID] {
        startStep()
        if yaml.list(key).isEmpty { faults.add(yaml[key] ?? yaml, "the list \"\(key)\" names no field") }
        return yaml.list(key).compactMap { entry in
            entry.text == nil ? indicator(entry, &faults) : named(entry, &faults)
        }
    }

    /// A dimension with its indicators; nil when no known part names what it is to the rule.
    mutating func dimension(_ yaml: Yaml, _ faults: inout Faults) -> Dimension? {
        startStep()
        let indicators = yaml.list("fields").compactMap { entry -> Dimension.Indicator? in
            let strength = Dimension.Strength(rawValue: entry.word("strength"))
            return indicator(entry, &faults).map { Dimension.Indicator(field: $0, strength: strength ?? .strong) }
        }
        guard let part = Dimension.Part(rawValue: yaml.word("part")) else { return nil }
        let dimension = Dimension(id: yaml.word("id"), label: yaml.wording("label"), part: part, indicators: indicators)
        if !dimension.canBePositive {
            faults.add(yaml, "the dimension \"\(dimension.id)\" can never be positive: it has too few indicators")
        }
        return dimension
    }

    private mutating func startStep() { step = (fields.map(\.step).max() ?? 0) + 1 }

    /// Short for a sensitive question with the list `indicator`.
    private mutating func indicator(_ yaml: Yaml, _ faults: inout Faults) -> FieldID? {
        guard let id = yaml["id"]?.text else { return nil }
        let field = Field(
            id: FieldID(id), kind: .choice, label: yaml.wording("label"), hint: yaml["hint"]?.wording, fieldClass: .sensitive,
            list: InstrumentReader.list, choices: questions.lists[InstrumentReader.list] ?? [], step: step)
        add(field, yaml, &faults)
        return field.id
    }

    /// A question above that counts. It must always be asked, or its silence would be taken for an open answer.
    private func named(_ yaml: Yaml, _ faults: inout Faults) -> FieldID? {
        guard let field = fields.first(where: { $0.id.rawValue == yaml.word }) else {
            faults.check(
                yaml, among: fields.map(\.id.rawValue), "no question of this instrument", of: [.screening])
            return nil
        }
        if field.kind != .yesNo, field.list != InstrumentReader.list {
            faults.add(yaml, "\"\(field.id)\" cannot count: only a yes-no question or one with the list indicator can")
        }
        if field.when != .always { faults.add(yaml, "\"\(field.id)\" cannot count: it is asked only under a condition") }
        return field.id
    }

    private mutating func add(_ field: Field, _ yaml: Yaml, _ faults: inout Faults) {
        home.take(field, form, yaml, &faults)
        fields.append(field)
    }
}
