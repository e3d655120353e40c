import Register

/// Reads form files. Every fault is recorded with its line, and reading goes on.
struct FormReader {
    let lists: [String: [Choice]]
    let places: [Choice]
    static let yesNo = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known"), ("refused", "Prefer not to say")]
        .map { Choice(code: $0, label: $1) }

    static let fieldKeys: Set<String> = [
        "id", "kind", "label", "hint", "class", "compartment", "htcds", "ctdc", "required", "list", "min", "max", "when", "step",
        "fields",
    ]

    func form(_ yaml: Yaml, _ faults: inout Faults) -> Form {
        faults.allow(["id", "title", "why", "fields", "advice", "layouts"], in: yaml)
        let id = faults.need("id", in: yaml)
        let title = faults.need("title", in: yaml)
        var fields: [Field] = []
        for entry in yaml["fields"]?.list ?? [] {
            guard let field = field(entry, &faults) else { continue }
            if fields.contains(where: { $0.id == field.id }) { faults.add(entry, "the field \"\(field.id)\" stands here twice") }
            for asked in field.when.fields where !fields.contains(where: { $0.id == asked }) {
                faults.add(
                    entry["when"] ?? entry, "the condition asks about \"\(asked)\", which is not an earlier question of this form")
            }
            fields.append(field)
        }
        if fields.isEmpty { faults.add(yaml, "this form asks nothing") }
        return Form(id: FormID(id), title: title, why: yaml["why"]?.text ?? "", fields: fields)
    }

    private func field(_ yaml: Yaml, _ faults: inout Faults) -> Field? {
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
        var choices = usual(kind)
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
        let nested = kind == .group ? (yaml["fields"]?.list ?? []).compactMap { self.field($0, &faults) } : []
        if kind == .group, nested.isEmpty { faults.add(yaml, "the group \"\(id)\" asks nothing") }
        return Field(
            id: FieldID(id), kind: kind, label: label, hint: yaml["hint"]?.text, fieldClass: fieldClass,
            compartment: compartment(yaml["compartment"], &faults), isRequired: yaml["required"]?.text == "true",
            list: yaml["list"]?.text, choices: choices,
            range: range(yaml, &faults), when: yaml["when"].map { condition($0, &faults) } ?? .always,
            step: yaml["step"]?.text.flatMap(Int.init) ?? 1,
            standard: Field.Standard(htcds: yaml["htcds"]?.text, ctdc: yaml["ctdc"]?.text), fields: nested)
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
        let found = Compartment.allCases.first { $0 != .staff && $0.name == yaml.text }
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
        if let number = yaml.text.flatMap(Double.init) { return number }
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
