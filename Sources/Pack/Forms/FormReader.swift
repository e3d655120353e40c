import Register

/// Reads form files. Every fault is recorded with its line, and reading goes on.
struct FormReader {
    let lists: [String: [Choice]]
    let places: [Choice]
    static let yesNo = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known"), ("refused", "Prefer not to say")]
        .map { Choice(code: $0, label: $1) }

    static let fieldKeys: Set<String> = [
        "id", "kind", "label", "hint", "class", "compartment", "htcds", "ctdc", "required", "list", "min", "max", "when", "step",
        "fields", "level",
    ]

    func form(_ yaml: Yaml, _ faults: inout Faults) -> Form {
        faults.allow(
            [
                "id", "title", "why", "fields", "advice", "layouts", "stage", "compartment", "dated", "due", "columns",
                "usual", "interpreters", "means", "full", "checkDays", "risk", "tasks", "goals", "urgency",
                "source", "becomes", "set", "otherwise", "code", "contact", "needs", "items",
            ], in: yaml)
        let id = faults.need("id", in: yaml)
        let title = faults.need("title", in: yaml)
        var fields: [Field] = []
        for entry in yaml["fields"]?.list ?? [] {
            guard let field = field(entry, in: compartment(yaml["compartment"], &faults), &faults) else { continue }
            if fields.contains(where: { $0.id == field.id }) { faults.add(entry, "the field \"\(field.id)\" stands here twice") }
            for asked in field.when.fields where !fields.contains(where: { $0.id == asked }) {
                faults.add(
                    entry["when"] ?? entry, "the condition asks about \"\(asked)\", which is not an earlier question of this form")
            }
            fields.append(field)
        }
        if fields.isEmpty { faults.add(yaml, "this form asks nothing") }
        return Form(
            id: FormID(id), title: title, why: yaml["why"]?.text ?? "", fields: fields, keeping: keeping(yaml, fields, &faults))
    }

    /// A form with a stage may be recorded many times.
    private func keeping(_ yaml: Yaml, _ fields: [Field], _ faults: inout Faults) -> Keeping? {
        guard let stage = yaml["stage"] else { return nil }
        let number = stage.whole ?? -1
        if !(0...13).contains(number) { faults.add(stage, "a stage is a number from 0 to 13") }
        let days = ["dated", "due"].map { key -> FieldID? in
            guard let entry = yaml[key], let id = entry.text.map({ FieldID($0) }) else { return nil }
            if !fields.contains(where: { $0.id == id && $0.kind == .day }) {
                faults.add(entry, "\"\(id)\" is no question of this form for a day")
            }
            return id
        }
        return Keeping(
            stage: number, compartment: compartment(yaml["compartment"], &faults) ?? .core, dated: days[0], due: days[1],
            risk: FormReader.chosen("risk", yaml, fields, &faults), takesTasks: flag("tasks", yaml, &faults),
            isGoal: flag("goals", yaml, &faults))
    }

    /// The question with one choice that a key names.
    static func chosen(_ key: String, _ yaml: Yaml, _ fields: [Field], _ faults: inout Faults) -> FieldID? {
        guard let entry = yaml[key], let id = entry.text.map({ FieldID($0) }) else { return nil }
        if !fields.contains(where: { $0.id == id && $0.kind == .choice }) {
            faults.add(entry, "\"\(id)\" is no question of this form with one choice")
        }
        return id
    }

    private func flag(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> Bool {
        guard let entry = yaml[key] else { return false }
        if entry.text != "true", entry.text != "false" { faults.add(entry, "\"\(key)\" is true or false") }
        return entry.text == "true"
    }

    func field(_ yaml: Yaml, in usual: Compartment? = nil, _ faults: inout Faults) -> Field? {
        faults.allow(FormReader.fieldKeys, in: yaml)
        let id = faults.need("id", in: yaml)
        let label = faults.need("label", in: yaml)
        let kindText = faults.need("kind", in: yaml)
        let classText = faults.need("class", in: yaml)
        let kind = Field.Kind(rawValue: kindText)
        if kind == nil, !kindText.isEmpty {
            faults.add(
                yaml["kind"] ?? yaml,
                "\"\(kindText)\" is no kind; use one of \(Field.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let fieldClass = Field.Class(rawValue: classText)
        if fieldClass == nil, !classText.isEmpty {
            faults.add(yaml["class"] ?? yaml, "\"\(classText)\" is no class; use coded, sensitive or identifying")
        }
        var choices = self.usual(kind)
        if let list = yaml["list"] {
            if let found = lists[list.text ?? ""] {
                choices = found
            } else {
                faults.add(list, "there is no list \"\(list.text ?? "")\" in lists.yml")
            }
        } else if kind == .choice || kind == .choices {
            faults.add(yaml, "\"\(id)\" needs a list")
        }
        guard let kind, let fieldClass, !id.isEmpty else { return nil }
        let nested = kind == .group ? (yaml["fields"]?.list ?? []).compactMap { self.field($0, in: usual, &faults) } : []
        if kind == .group, nested.isEmpty { faults.add(yaml, "the group \"\(id)\" asks nothing") }
        return Field(
            id: FieldID(id), kind: kind, label: label, hint: yaml["hint"]?.text, fieldClass: fieldClass,
            compartment: compartment(yaml["compartment"], &faults) ?? usual, isRequired: yaml["required"]?.text == "true",
            list: yaml["list"]?.text, choices: choices,
            range: range(yaml, &faults), when: yaml["when"].map { condition($0, &faults) } ?? .always,
            step: yaml["step"]?.whole ?? 1,
            standard: Field.Standard(htcds: yaml["htcds"]?.text, ctdc: yaml["ctdc"]?.text), fields: nested,
            level: yaml["level"]?.text)
    }

    /// The choices that a kind brings with it.
    private func usual(_ kind: Field.Kind?) -> [Choice] {
        switch kind {
        case .yesNo: FormReader.yesNo
        case .place: places
        case .country, .countries: Regions.choices
        default: []
        }
    }

    private func compartment(_ yaml: Yaml?, _ faults: inout Faults) -> Compartment? {
        guard let yaml else { return nil }
        let found = Compartment(named: yaml.text ?? "")
        if found == nil {
            faults.add(yaml, "\"\(yaml.text ?? "")\" is no compartment; use core, identity, welfare or investigation")
        }
        return found
    }

    private func range(_ yaml: Yaml, _ faults: inout Faults) -> ClosedRange<Double>? {
        guard yaml["min"] != nil || yaml["max"] != nil else { return nil }
        let low = yaml["min"].map { number($0, &faults) } ?? -.greatestFiniteMagnitude
        let high = yaml["max"].map { number($0, &faults) } ?? .greatestFiniteMagnitude
        guard low <= high else {
            faults.add(yaml, "min is more than max")
            return nil
        }
        return low...high
    }

    private func number(_ yaml: Yaml, _ faults: inout Faults) -> Double {
        if let number = yaml.decimal { return number }
        faults.add(yaml, "this is not a number")
        return 0
    }

    func condition(_ yaml: Yaml, _ faults: inout Faults) -> Condition {
        if let parts = yaml["all"] { return .all(parts.list.map { condition($0, &faults) }) }
        if let parts = yaml["any"] { return .any(parts.list.map { condition($0, &faults) }) }
        if let part = yaml["not"] { return .not(condition(part, &faults)) }
        let field = FieldID(faults.need("field", in: yaml))
        if let value = yaml["is"]?.text { return .is(field, value) }
        if yaml["in"] != nil { return .isOneOf(field, yaml.texts("in")) }
        if let code = yaml["contains"]?.text { return .contains(field, code) }
        if yaml["answered"] != nil { return .answered(field) }
        if let limit = yaml["above"] { return .above(field, number(limit, &faults)) }
        if let limit = yaml["below"] { return .below(field, number(limit, &faults)) }
        faults.add(yaml, "a condition needs one of is, in, contains, answered, above, below, all, any, not")
        return .always
    }
}
