import Register

/// Reads one attribute of `statistics.yml`: a question or an aspect, and the codes that its answers become.
struct AttributeReader {
    let rows: CountedRows

    /// Units: codes. A byte holds them with "not known".
    private static let most = 255

    static let shape: Shape = .map(
        ["id": .text, "label": .text, "field": .text],
        [
            "of": CountedRows.unit, "birth": .text,
            "codes": .list(
                .map(["code": .text, "label": .text], ["from": .names, "several": .flag, "years": .list(.whole(0...1000))]),
                once: "code"),
        ])

    func attribute(_ yaml: Yaml, _ faults: inout Faults) -> Attribute? {
        guard let at = yaml["field"], let unit = CountedRows.unit(of: yaml),
            let field = rows.asked(unit).question(at, &faults)
        else {
            faults.doubt(.statistics)
            return nil
        }
        if field.fieldClass == .identifying {
            faults.add(at, "\"\(field.id)\" says who somebody is; it can't be counted by", of: Section.everyQuestion)
        }
        let birth = yaml["birth"].flatMap { rows.asked(unit).question($0, &faults) }
        if let birth, birth.kind != .day {
            faults.add(yaml["birth"] ?? yaml, "\"\(birth.id)\" is no question for a day", of: Section.everyQuestion)
        }
        let labelled = field.choices.contains { $0.label.isEmpty } ? [] : field.choices
        let codes = yaml["codes"].map { self.codes($0, field, unit, &faults) } ?? labelled.map(Attribute.Code.init)
        check(codes, field, yaml, &faults)
        return Attribute(
            id: yaml.word("id"), label: yaml.wording("label"), unit: unit, field: field.id, birth: birth?.id, codes: codes)
    }

    private func check(_ codes: [Attribute.Code], _ field: Field, _ yaml: Yaml, _ faults: inout Faults) {
        let known = Section.everyQuestion.union([.agencies, .services])
        if codes.isEmpty { faults.add(yaml, "\"\(field.id)\" has no list of its own: name the \"codes\"", of: known) }
        if codes.count > AttributeReader.most {
            faults.add(yaml, "at most \(AttributeReader.most) codes can be told apart", of: known)
        }
        if [.choices, .countries].contains(field.kind), !codes.contains(where: { $0.source == .several }) {
            faults.add(yaml, "people may give several answers to \"\(field.id)\": one code needs \"several: true\"", of: known)
        }
    }

    private func codes(_ yaml: Yaml, _ field: Field, _ unit: CountedUnit, _ faults: inout Faults) -> [Attribute.Code] {
        var taken: Set<String> = []
        return yaml.list.map { entry in
            for answer in entry.words("from") {
                rows.asked(unit).check(answer, answers: field, &faults)
                if !taken.insert(answer.word).inserted { faults.add(answer, "\"\(answer.word)\" stands here twice") }
            }
            return Attribute.Code(
                code: entry.word("code"), label: entry.wording("label"), source: source(entry),
                years: years(entry["years"], &faults))
        }
    }

    private func source(_ entry: Yaml) -> Attribute.Code.Source {
        if entry["several"]?.isTrue ?? false { return .several }
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
