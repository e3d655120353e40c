import Register

/// Reads the columns of an incident's people. Every fault is recorded with its line.
struct PeopleTermsReader {
    let forms: [FormID: Form]

    /// Nil when the room has no columns: then people are brought without a list.
    func terms(_ yaml: Yaml, _ faults: inout Faults) -> PeopleTerms? {
        guard yaml["columns"] != nil else { return nil }
        let columns = (yaml["columns"]?.list ?? []).map { entry -> PeopleTerms.Column in
            faults.allow(["label", "fields", "names", "values"], in: entry)
            let places = (entry["fields"]?.list ?? []).compactMap { place($0, &faults) }
            let values = (entry["values"]?.pairs ?? []).map { ($0.text?.lowercased() ?? "", $1.text ?? "") }
            for (_, code) in values where !places.contains(where: { $0.field.choices.contains { $0.code == code } }) {
                faults.add(entry["values"] ?? entry, "\"\(code)\" is no choice of this column")
            }
            return PeopleTerms.Column(
                label: faults.need("label", in: entry), names: entry.texts("names"), places: places,
                values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
        }
        let usual = (yaml["usual"]?.pairs ?? []).compactMap { key, value -> (FormID, FieldID, Answer)? in
            guard let place = place(key, &faults) else { return nil }
            guard case .success(let answer?) = place.1.check(SubmittedAnswers([place.1.id.rawValue: [value.text ?? ""]]), under: "")
            else {
                faults.add(value, "\"\(value.text ?? "")\" is no answer to \"\(place.1.id)\"")
                return nil
            }
            return (place.0, place.1.id, answer)
        }
        let interpreters = yaml["interpreters"]
        if let interpreters { faults.allow(["language", "asked", "spoken"], in: interpreters) }
        let language = interpreters?["language"].flatMap { place($0, &faults) }?.1
        for code in interpreters?["spoken"]?.list ?? [] where language?.choices.contains(where: { $0.code == code.text }) == false {
            faults.add(code, "\"\(code.text ?? "")\" is no language of the list")
        }
        return PeopleTerms(
            columns: columns, usual: usual.map { (form: $0.0, field: $0.1, answer: $0.2) }, language: language?.id,
            interpreter: interpreters?["asked"].flatMap { place($0, &faults) }?.1.id,
            spoken: Set(interpreters?.texts("spoken") ?? []))
    }

    private func place(_ yaml: Yaml, _ faults: inout Faults) -> (form: FormID, field: Field)? {
        let id = FieldID(yaml.text ?? "")
        for form in forms.values { if let field = form[id] { return (form.id, field) } }
        faults.add(yaml, "no form asks \"\(id)\"")
        return nil
    }
}
