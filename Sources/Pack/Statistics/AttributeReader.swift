import Register

/// Reads one attribute of `statistics.yml`: a question or an aspect, and the codes that its answers become.
struct AttributeReader {
    let fields: [FieldID: Field]
    let agencies: [Country.Agency]
    let services: [Country.Service]
    let training: TrainingTerms?

    /// Units: codes. A byte holds them with "not known".
    private static let most = 255

    func attribute(_ yaml: Yaml, _ faults: inout Faults) -> Attribute? {
        faults.allow(["id", "label", "of", "field", "birth", "codes"], in: yaml)
        let (id, label) = (faults.need("id", in: yaml), faults.need("label", in: yaml))
        let field = FieldID(faults.need("field", in: yaml))
        guard let unit = StatisticsReader.unit(yaml, &faults) else { return nil }
        let aspect = unit.aspects.first { $0.field == field }
        if aspect == nil, fields[field] == nil {
            let known = unit.aspects.map(\.rawValue).joined(separator: ", ")
            faults.add(yaml["field"] ?? yaml, "there is no field \"\(field)\"; of a \(unit.rawValue) are also known \(known)")
            return nil
        }
        if let found = fields[field], found.fieldClass == .identifying {
            faults.add(yaml["field"] ?? yaml, "\"\(field)\" says who somebody is; it can't be counted by")
        }
        let birth = yaml["birth"]?.text.map { FieldID($0) }
        if let birth, fields[birth]?.kind != .day { faults.add(yaml["birth"] ?? yaml, "\"\(birth)\" is no question for a day") }
        let choices = aspect.map(choices) ?? fields[field]?.choices ?? []
        let codes = yaml["codes"].map { self.codes($0, choices, &faults) } ?? choices.map(Attribute.Code.init)
        if codes.isEmpty { faults.add(yaml, "\"\(field)\" has no list of its own: name the \"codes\"") }
        if codes.count > AttributeReader.most { faults.add(yaml, "at most \(AttributeReader.most) codes can be told apart") }
        if let kind = fields[field]?.kind, [.choices, .countries].contains(kind), !codes.contains(where: { $0.source == .several })
        {
            faults.add(yaml, "people may give several answers to \"\(field)\": one code needs \"several: true\"")
        }
        return Attribute(id: id, label: label, unit: unit, field: field, birth: birth, codes: codes)
    }

    /// The list that an aspect brings with it. Others have words of the program as codes, and the pack labels them.
    private func choices(_ aspect: CountedAspect) -> [Choice] {
        switch aspect {
        case .agency, .target: agencies.map { Choice(code: $0.code.rawValue, label: $0.name) }
        case .service: services.map { Choice(code: $0.code.rawValue, label: $0.label) }
        case .post: training?.posts ?? []
        case .group: training?.groups ?? []
        case .sex: training?.sexes ?? []
        default: []
        }
    }

    private func codes(_ yaml: Yaml, _ choices: [Choice], _ faults: inout Faults) -> [Attribute.Code] {
        let known = Set(choices.map(\.code))
        var taken: Set<String> = []
        return yaml.list.map { entry in
            faults.allow(["code", "label", "from", "several", "years"], in: entry)
            for answer in entry["from"]?.list ?? [] {
                let text = answer.text ?? ""
                if !known.isEmpty, !known.contains(text) { faults.add(answer, "\"\(text)\" is no answer to this question") }
                if !taken.insert(text).inserted { faults.add(answer, "\"\(text)\" stands here twice") }
            }
            return Attribute.Code(
                code: faults.need("code", in: entry), label: faults.need("label", in: entry), source: source(entry),
                years: years(entry["years"], &faults))
        }
    }

    private func source(_ entry: Yaml) -> Attribute.Code.Source {
        if entry["several"]?.text == "true" { return .several }
        return entry["from"] == nil ? .others : .answers(entry.texts("from"))
    }

    private func years(_ yaml: Yaml?, _ faults: inout Faults) -> ClosedRange<Int>? {
        guard let yaml else { return nil }
        let numbers = yaml.list.compactMap { $0.text.flatMap { Bounded.whole($0, in: 0...1000) } }
        guard numbers.count == 2, numbers[0] <= numbers[1] else {
            faults.add(yaml, "write the youngest and the oldest age, such as [9, 17]")
            return nil
        }
        return numbers[0]...numbers[1]
    }
}

extension Attribute.Code {
    fileprivate init(_ choice: Choice) { self.init(code: choice.code, label: choice.label, source: .answers([choice.code])) }
}
