import Register

/// Reads which questions say how urgent a report is and how high the risk of a case.
enum TriageReader {
    /// That of a report of concern, each answer of which `triage` may give a time. Nil, and a fault, when the form names none.
    static func urgency(_ yaml: Yaml, _ form: Form, _ triage: Yaml?, _ faults: inout Faults) -> FieldID? {
        guard yaml["urgency"] != nil else {
            faults.add(yaml, "\"urgency\" is missing: the question that says how urgent a report is")
            return nil
        }
        let id = FormReader.chosen("urgency", yaml, form.fields, &faults)
        guard let id, let field = form[id] else { return id }
        for (code, _) in triage?.pairs ?? [] where !field.choices.contains(where: { $0.code == code.text }) {
            faults.add(code, "\"\(code.text ?? "")\" is no answer to \"\(id)\"")
        }
        return id
    }

    /// Whose reports somebody sees who triages: `triageScope` and `triageDesks` of `pack.yml`.
    ///
    /// Shape: `ways` are the answers to the question by which way a report came, none where it is not asked; `public` is the way of
    /// the public door, whose reports no agency took: without a desk nobody would see them.
    static func desks(
        _ pack: Yaml, ways: [Choice], public channel: String?, _ agencies: Set<AgencyCode>, _ faults: inout Faults
    ) -> TriageDesks {
        var terms = TriageDesks()
        switch pack["triageScope"]?.text ?? "desk" {
        case "desk": break
        case "country": terms.isEverywhere = true
        default: faults.add(pack["triageScope"] ?? pack, "\"triageScope\" is desk or country")
        }
        for (way, desks) in pack["triageDesks"]?.pairs ?? [] {
            let code = way.text ?? ""
            if code != "other", code != channel, !ways.contains(where: { $0.code == code }) {
                faults.add(way, "\"\(code)\" is no way by which a report comes, nor \"other\"")
            }
            if desks.list.isEmpty { faults.add(desks, "write the agencies in brackets") }
            for desk in desks.list where !agencies.contains(AgencyCode(desk.text ?? "")) {
                faults.add(desk, "there is no agency \"\(desk.text ?? "")\" in agencies.csv")
            }
            terms.named[code == "other" ? nil : code] = Set(desks.list.compactMap(\.text).map { AgencyCode($0) })
        }
        if let channel, !terms.isEverywhere, terms.desks(of: channel).isEmpty {
            let place = pack["triageDesks"] ?? pack
            faults.add(place, "nobody would see reports from the public: name a desk for \"\(channel)\", or triageScope: country")
        }
        return terms
    }

    /// That of a case. The levels that points suggest are answers to the question of a record; without such a record nobody sees
    /// them.
    static func risk(_ pack: Yaml, _ fields: [Field], _ records: [Form], _ faults: inout Faults) -> FieldID? {
        let judged = records.compactMap { form in form.keeping?.risk.flatMap { form[$0] } }
        for level in pack["riskLevels"]?.list ?? [] {
            let code = level["code"]?.text
            if judged.isEmpty { faults.add(level, "no record says with \"risk\" which question a level answers") }
            for field in judged where !field.choices.contains(where: { $0.code == code }) {
                faults.add(level, "\"\(code ?? "")\" is no answer to \"\(field.id)\"")
            }
        }
        guard let entry = pack["risk"], let id = entry.text.map({ FieldID($0) }) else { return nil }
        if !fields.contains(where: { $0.id == id && $0.kind == .choice }) {
            faults.add(entry, "there is no question \"\(id)\" with one choice")
        }
        return id
    }
}
