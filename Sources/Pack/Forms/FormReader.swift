import Register

/// Reads forms: the questions, and what each offers.
struct FormReader {
    let lists: [String: [Choice]]
    let places: [Choice]
    /// Where the lists come from.
    var sections: Set<Section> = [.lists]

    static let yesNo = ["yes", "no", "unknown", "refused"].map { Choice(code: $0, label: Words.wording("answer.\($0)")) }

    static let shape: Shape = .map(["id": .text, "title": .text, "fields": .list(field, once: "id")], ["why": .text])
    static let field: Shape = .map(
        ["id": .text, "kind": .word(Field.Kind.self, "kind"), "label": .text, "class": .questionClass],
        [
            "hint": .text, "compartment": .compartment, "htcds": .text, "ctdc": .text, "required": .flag, "list": .text,
            "min": .decimal(), "max": .decimal(), "when": .condition, "step": .count,
            "level": .word(["individual", "household", "community"], "level"),
            "fields": .chosen { _ in .list(FormReader.field, once: "id") },
        ])

    func form(_ yaml: Yaml, _ faults: inout Faults) -> Form {
        let fields = fields(yaml, in: Compartment(named: yaml.word("compartment")), after: [], &faults)
        if fields.isEmpty { faults.add(yaml, "this form asks nothing") }
        return Form(id: FormID(yaml.word("id")), title: yaml.wording("title"), why: yaml.wording("why"), fields: fields)
    }

    /// The questions of a form or of a row, each with those that are asked before it.
    private func fields(_ yaml: Yaml, in usual: Compartment?, after asked: [Field], _ faults: inout Faults) -> [Field] {
        yaml.list("fields").reduce(into: []) { fields, entry in
            if let field = field(entry, in: usual, after: asked + fields, &faults) { fields.append(field) }
        }
    }

    /// Nil when it says too little to be asked.
    func field(_ yaml: Yaml, in usual: Compartment? = nil, after asked: [Field], _ faults: inout Faults) -> Field? {
        guard let kind = Field.Kind(rawValue: yaml.word("kind")), let fieldClass = Field.Class(rawValue: yaml.word("class")),
            let id = yaml["id"]?.text
        else { return nil }
        let earlier = Asked(asked, yaml, "no earlier question of this form")
        let nested = kind == .group ? fields(yaml, in: usual, after: asked, &faults) : []
        if kind == .group, nested.isEmpty { faults.add(yaml, "the group \"\(id)\" asks nothing") }
        if kind != .group, let entry = yaml["fields"] { faults.add(entry, "only a group has \"fields\"") }
        return Field(
            id: FieldID(id), kind: kind, label: yaml.wording("label"), hint: yaml["hint"]?.wording, fieldClass: fieldClass,
            compartment: Compartment(named: yaml.word("compartment")) ?? usual, isRequired: yaml["required"]?.isTrue ?? false,
            list: yaml["list"]?.text, choices: choices(kind, yaml, &faults), range: range(yaml, &faults),
            when: Condition(yaml["when"], earlier, &faults), step: yaml["step"]?.whole ?? 1,
            standard: Field.Standard(htcds: yaml["htcds"]?.text, ctdc: yaml["ctdc"]?.text), fields: nested,
            level: yaml["level"]?.text)
    }

    private func choices(_ kind: Field.Kind, _ yaml: Yaml, _ faults: inout Faults) -> [Choice] {
        if let list = yaml["list"] {
            if let found = lists[list.word] { return found }
            faults.unknown(list, "there is no list \"\(list.word)\" in lists.yml", among: lists.keys, of: sections)
            faults.doubt(Section(file: yaml.file))
            return []
        }
        switch kind {
        case .yesNo: return FormReader.yesNo
        case .place: return places
        case .country, .countries: return Regions.choices
        case .choice, .choices: faults.add(yaml, "\"\(yaml.word("id"))\" needs a list")
        default: break
        }
        return []
    }

    private func range(_ yaml: Yaml, _ faults: inout Faults) -> ClosedRange<Double>? {
        guard yaml["min"] != nil || yaml["max"] != nil else { return nil }
        let (low, high) = (yaml["min"]?.decimal ?? -.greatestFiniteMagnitude, yaml["max"]?.decimal ?? .greatestFiniteMagnitude)
        guard low <= high else {
            faults.add(yaml["min"] ?? yaml, "min is more than max")
            return nil
        }
        return low...high
    }

    /// The question of a form that a key names. What: the kind of question that it must be.
    static func question(
        _ key: String, _ yaml: Yaml, of fields: [Field], _ what: (text: String, kinds: Set<Field.Kind>), _ faults: inout Faults
    ) -> FieldID? {
        guard let entry = yaml[key], let text = entry.text else { return nil }
        let known = fields.filter { what.kinds.contains($0.kind) }.map(\.id.rawValue)
        faults.check(entry, among: known, "no question of this form \(what.text)", of: own(yaml))
        if !known.contains(text) { faults.doubt(Section(file: yaml.file)) }
        return FieldID(text)
    }

    static let oneChoice = (text: "with one choice", kinds: Set<Field.Kind>([.choice]))
    static let oneDay = (text: "for a day", kinds: Set<Field.Kind>([.day]))

    /// The part that a file belongs to, whose names are its own.
    static func own(_ yaml: Yaml) -> Set<Section> { Section(file: yaml.file).map { [$0] } ?? [] }
}

/// The questions that something may ask about.
struct Asked {
    let fields: [FieldID: Field]
    let sections: Set<Section>
    /// What is wrong with one that is not among them.
    private let why: String
    /// The form that each stands in, where that is asked.
    var homes: [FieldID: FormID] = [:]

    init(_ fields: [Field], of sections: Set<Section>, _ why: String = "no question of this pack") {
        self.fields = Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.sections = sections
        self.why = why
    }

    /// Those of one file.
    init(_ fields: [Field], _ yaml: Yaml, _ why: String = "no question of this form") {
        self.init(fields, of: FormReader.own(yaml), why)
    }

    /// The question that is named. Nil, and a fault, when there is none.
    func question(_ at: Yaml, _ faults: inout Faults) -> Field? {
        if let field = fields[FieldID(at.word)] { return field }
        faults.unknown(at, "\"\(at.word)\" is \(why)", among: fields.keys.map(\.rawValue), of: sections)
        return nil
    }

    /// Records a code that is no answer to a question that offers some.
    func check(_ code: Yaml, answers field: Field, _ faults: inout Faults) {
        guard !field.choices.isEmpty else { return }
        faults.check(
            code, among: field.choices.map(\.code), "no answer to \"\(field.id)\"", of: sections.union([.lists, .places]))
    }
}

extension Condition {
    /// What a pack says under `when`: always when it says nothing.
    init(_ yaml: Yaml?, _ asked: Asked, _ faults: inout Faults) {
        guard let yaml else {
            self = .always
            return
        }
        if let parts = yaml["all"] {
            self = .all(parts.list.map { Condition($0, asked, &faults) })
        } else if let parts = yaml["any"] {
            self = .any(parts.list.map { Condition($0, asked, &faults) })
        } else if let part = yaml["not"] {
            self = .not(Condition(part, asked, &faults))
        } else {
            self = Condition.test(yaml, asked, &faults)
        }
    }

    private static func test(_ yaml: Yaml, _ asked: Asked, _ faults: inout Faults) -> Condition {
        let id = FieldID(yaml.word("field"))
        if let field = asked.question(yaml["field"] ?? yaml, &faults) {
            for code in yaml.words("is") + yaml.words("in") + yaml.words("contains") { asked.check(code, answers: field, &faults) }
        }
        if let value = yaml["is"]?.text { return .is(id, value) }
        if yaml["in"] != nil { return .isOneOf(id, yaml.texts("in")) }
        if let code = yaml["contains"]?.text { return .contains(id, code) }
        if let limit = yaml["above"]?.decimal { return .above(id, limit) }
        if let limit = yaml["below"]?.decimal { return .below(id, limit) }
        return .answered(id)
    }
}

extension [Choice] {
    /// A list of choices. Which fits is checked before.
    init(_ yaml: Yaml?) {
        self = (yaml?.list ?? []).map { entry in
            Choice(
                code: entry.word("code"), label: entry.wording("label"), isLocal: entry["local"]?.isTrue ?? false,
                htcds: entry["htcds"]?.text, points: entry["points"]?.whole)
        }
    }
}

/// In which form each question of a pack stands: a question has one place.
struct Homes {
    private(set) var forms: [FieldID: FormID] = [:]

    mutating func take(_ form: Form, _ yaml: Yaml, _ faults: inout Faults) {
        for field in form.fields { take(field, form.id, yaml, &faults) }
    }

    /// With those of its rows.
    mutating func take(_ field: Field, _ form: FormID, _ yaml: Yaml, _ faults: inout Faults) {
        for each in [field] + field.fields {
            guard let other = forms.updateValue(form, forKey: each.id) else { continue }
            let place = other == form ? "stands here twice" : "stands in \(other) and in \(form); a question has one place"
            faults.add(Homes.entry(each.id, in: yaml) ?? yaml, "the field \"\(each.id)\" \(place)")
        }
    }

    /// The last of that name.
    private static func entry(_ id: FieldID, in yaml: Yaml) -> Yaml? {
        if yaml.word("id") == id.rawValue { return yaml["id"] }
        for each in yaml.list("fields").reversed() { if let found = entry(id, in: each) { return found } }
        return nil
    }
}
