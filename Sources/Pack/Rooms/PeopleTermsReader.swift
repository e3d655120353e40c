import Register

/// Reads the form of an incident: how its people are listed.
struct PeopleTermsReader {
    /// The questions of the forms of a case.
    let asked: Asked

    static let shape = FormReader.shape.and(
        [:],
        [
            "columns": .list(
                .map(["id": .text, "label": .text, "fields": .names], ["names": .names, "values": .pairs(.text)]), once: "id"),
            "usual": .pairs(.text), "interpreters": .map([:], ["language": .text, "asked": .text, "spoken": .names]),
        ])

    /// Nil when the room has no columns: then people are brought without a list.
    func terms(_ yaml: Yaml, _ faults: inout Faults) -> PeopleTerms? {
        guard yaml["columns"] != nil else { return nil }
        let columns = yaml.list("columns").map { column($0, &faults) }
        let usual = yaml.pairs("usual").compactMap { self.usual($0, $1, &faults) }
        let interpreters = yaml["interpreters"]
        let language = interpreters?["language"].flatMap { asked.question($0, &faults) }
        for code in interpreters?.words("spoken") ?? [] {
            if let language { asked.check(code, answers: language, &faults) }
        }
        return PeopleTerms(
            columns: columns, usual: usual, language: language?.id,
            interpreter: interpreters?["asked"].flatMap { asked.question($0, &faults) }?.id,
            spoken: Set(interpreters?.texts("spoken") ?? []))
    }

    private func column(_ yaml: Yaml, _ faults: inout Faults) -> PeopleTerms.Column {
        let places = yaml.words("fields").compactMap { place($0, &faults) }
        let codes = places.flatMap(\.field.choices).map(\.code)
        for (_, code) in yaml.pairs("values") where places.count == yaml.words("fields").count {
            faults.check(code, among: codes, "no answer to a question of this column", of: Section.questions)
        }
        return PeopleTerms.Column(
            label: yaml.wording("label"), names: yaml.texts("names"), places: places,
            values: Dictionary(
                yaml.pairs("values").map { ($0.word.lowercased(), $1.word) }, uniquingKeysWith: { first, _ in first }))
    }

    private func usual(_ key: Yaml, _ value: Yaml, _ faults: inout Faults) -> (form: FormID, field: FieldID, answer: Answer)? {
        guard let place = place(key, &faults) else { return nil }
        asked.check(value, answers: place.field, &faults)
        let sent = SubmittedAnswers([place.field.id.rawValue: [value.word]])
        guard case .success(let answer?) = place.field.check(sent, under: "") else {
            if place.field.choices.isEmpty {
                faults.add(value, "\"\(value.word)\" is no answer to \"\(place.field.id)\"", of: Section.questions)
            }
            return nil
        }
        return (place.form, place.field.id, answer)
    }

    private func place(_ yaml: Yaml, _ faults: inout Faults) -> (form: FormID, field: Field)? {
        guard let field = asked.question(yaml, &faults), let form = asked.homes[field.id] else { return nil }
        return (form, field)
    }
}
