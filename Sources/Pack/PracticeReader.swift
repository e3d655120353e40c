package import Register

/// Reads how a country works a case: `deadlines.yml`, and the part of `pack.yml` on decisions, closure and trust.
struct PracticeReader {
    let records: [Form]
    let reader: FormReader

    func practice(
        _ pack: Yaml, _ deadlines: Yaml?, _ calendar: WorkCalendar, _ fields: Set<FieldID>, _ faults: inout Faults
    ) -> Practice {
        var practice = Practice()
        practice.calendar = calendar
        for form in records { practice.records[form.id] = form.keeping }
        if let child = pack["child"] {
            practice.birth = child["birth"]?.text.map { FieldID($0) }
            if let field = child["field"]?.text { practice.childBands[FieldID(field)] = Set(child.texts("codes")) }
            for field in practice.childBands.keys.map(\.self) + [practice.birth].compactMap(\.self) where !fields.contains(field) {
                faults.add(child, "there is no field \"\(field)\"")
            }
        }
        if let known = pack["known"] { practice.identity = identity(known, fields, &faults) }
        practice.conclusiveAfterDays = number(pack["decisions"], "conclusiveAfterDays", 0, &faults)
        practice.closureNeedsApproval = pack["closureNeedsApproval"]?.text == "true"
        practice.glassHours = number(pack, "glassHours", 4, &faults)
        practice.casesAnHour = number(pack, "casesAnHour", 30, &faults)
        practice.caps = caps(pack["caps"], &faults)
        for (urgency, within) in pack["triage"]?.pairs ?? [] {
            practice.triage[urgency.text ?? ""] = spans(within, &faults).first
        }
        practice.conclusionsToAskAgain = Set(pack.texts("conclusionsToAskAgain"))
        practice.retentionYears[nil] = number(pack, "retentionYears", 7, &faults)
        for (reason, years) in pack["retentionByReason"]?.pairs ?? [] {
            guard let count = years.whole, count > 0 else {
                faults.add(years, "write a whole number of years")
                continue
            }
            practice.retentionYears[reason.text] = count
        }
        for (channel, days) in pack["reportRetentionDays"]?.pairs ?? [] {
            guard let count = days.whole, count > 0 else {
                faults.add(days, "write a whole number of days")
                continue
            }
            practice.reportDays[channel.text == "other" ? nil : channel.text] = count
        }
        practice.deadlines = (deadlines?.list ?? []).flatMap { rule($0, fields, &faults) }
        var seen: Set<DeadlineID> = []
        for each in practice.deadlines where !seen.insert(each.id).inserted {
            if let deadlines { faults.add(deadlines, "the deadline \"\(each.id)\" stands here twice") }
        }
        return practice
    }

    /// The questions that say who somebody is, each under what it is for.
    private func identity(_ yaml: Yaml, _ fields: Set<FieldID>, _ faults: inout Faults) -> IdentityFields {
        faults.allow(
            ["given", "family", "aliases", "birth", "sex", "citizenships", "phones", "documents", "place"], in: yaml)
        func all(_ key: String) -> [FieldID] { yaml.texts(key).map { FieldID($0) } }
        var identity = IdentityFields()
        (identity.given, identity.family, identity.aliases) = (all("given"), all("family"), all("aliases"))
        (identity.citizenships, identity.phones, identity.documents) = (all("citizenships"), all("phones"), all("documents"))
        (identity.birth, identity.sex, identity.place) = (all("birth").first, all("sex").first, all("place").first)
        for field in identity.all where !fields.contains(field) { faults.add(yaml, "there is no field \"\(field)\"") }
        return identity
    }

    private func number(_ yaml: Yaml?, _ key: String, _ usual: Int, _ faults: inout Faults) -> Int {
        guard let entry = yaml?[key] else { return usual }
        if let number = entry.whole, number >= 0 { return number }
        faults.add(entry, "\"\(key)\" is not a whole number")
        return usual
    }

    /// One number for each kind, and the usual one where the country says nothing.
    private func caps(_ yaml: Yaml?, _ faults: inout Faults) -> Caps {
        let keys: [(Caps.Kind, String)] = [
            (.cases, "casesAnHour"), (.reports, "reportsAnHour"), (.searches, "searchesAnHour"), (.emergencies, "emergenciesADay"),
        ]
        if let yaml { faults.allow(Set(keys.map(\.1)), in: yaml) }
        return Caps(
            keys.reduce(into: [:]) { limits, key in
                limits[key.0] = Caps.usual[key.0]
                guard let entry = yaml?[key.1] else { return }
                guard let count = entry.text.flatMap(Int.init), (1...Caps.most).contains(count) else {
                    return faults.add(entry, "write a whole number from 1 to \(Caps.most)")
                }
                limits[key.0] = count
            })
    }

    /// One rule, or one for each time in `within`: the second waits for the second record, and so on.
    private func rule(_ yaml: Yaml, _ fields: Set<FieldID>, _ faults: inout Faults) -> [Deadline] {
        faults.allow(["id", "label", "stage", "after", "until", "within", "when", "duty", "act", "escalates"], in: yaml)
        let id = faults.need("id", in: yaml)
        let stage = Yaml.whole(faults.need("stage", in: yaml)) ?? -1
        if !(0...13).contains(stage) { faults.add(yaml["stage"] ?? yaml, "a stage is a number from 0 to 13") }
        let spans = spans(yaml["within"] ?? yaml, &faults)
        let duty = Deadline.Duty(rawValue: yaml["duty"]?.text ?? "worker")
        if duty == nil { faults.add(yaml["duty"] ?? yaml, "a duty is worker, decider or supervisor") }
        let condition = yaml["when"].map { reader.condition($0, &faults) } ?? .always
        for field in condition.fields where field != Practice.isChild && !fields.contains(field) {
            faults.add(yaml["when"] ?? yaml, "there is no field \"\(field)\"")
        }
        for key in ["after", "until"] {
            if names(yaml, key).isEmpty { faults.add(yaml, "\"\(key)\" names what happened, such as opened or record.goal") }
            for name in names(yaml, key) where name.hasPrefix("record.") && !records.contains(where: { "record.\($0.id)" == name })
            {
                faults.add(yaml[key] ?? yaml, "there is no record \"\(name.dropFirst(7))\"")
            }
        }
        return spans.enumerated().map { index, span in
            Deadline(
                id: DeadlineID(spans.count == 1 ? id : "\(id).\(index + 1)"), label: faults.need("label", in: yaml), stage: stage,
                after: names(yaml, "after"), until: names(yaml, "until"), count: index + 1, within: span, when: condition,
                duty: duty ?? .worker, act: faults.need("act", in: yaml),
                escalates: yaml["escalates"].map { self.spans($0, &faults) } ?? [])
        }
    }

    private func names(_ yaml: Yaml, _ key: String) -> [String] { yaml[key]?.text.map { [$0] } ?? yaml.texts(key) }

    private func spans(_ yaml: Yaml, _ faults: inout Faults) -> [Span] {
        let texts = yaml.text.map { [$0] } ?? yaml.list.compactMap(\.text)
        let spans = texts.compactMap { Span($0) }
        if spans.isEmpty || spans.count < texts.count { faults.add(yaml, "write a time as 4 hours, 7 days or 1 working day") }
        return spans
    }
}

/// What a country decided on formal decisions: who decides by which standard, and what the standard of the field calls the result.
package struct DecisionTerms: Sendable, Equatable {
    /// The form that holds the status, and its two questions.
    package var form: FormID = ""
    package var status: FieldID = ""
    package var body: FieldID = ""
    package var standards: [Choice] = []
    /// Units: days.
    package var recoveryDays = 30
    /// The status code by `reasonable-positive` and so on; the code of the body by the kind of agency.
    package var statuses: [String: String] = [:]
    package var bodies: [String: String] = [:]

    package func status(of grounds: Decision.Grounds, isPositive: Bool) -> String? {
        statuses["\(grounds.rawValue)-\(isPositive ? "positive" : "negative")"]
    }

    package func body(ofKind kind: String) -> String? { bodies[kind] ?? bodies["other"] }
}

extension PracticeReader {
    /// Nil when the country makes no formal decisions.
    static func decisions(_ yaml: Yaml?, _ choices: (Yaml?, inout Faults) -> [Choice], _ faults: inout Faults) -> DecisionTerms? {
        guard let yaml else { return nil }
        faults.allow(
            ["form", "status", "body", "standards", "recoveryDays", "conclusiveAfterDays", "statuses", "bodies"], in: yaml)
        var terms = DecisionTerms()
        terms.form = FormID(faults.need("form", in: yaml))
        terms.status = FieldID(faults.need("status", in: yaml))
        terms.body = FieldID(faults.need("body", in: yaml))
        terms.standards = choices(yaml["standards"], &faults)
        terms.recoveryDays = Yaml.whole(faults.need("recoveryDays", in: yaml)) ?? 0
        for (key, value) in yaml["statuses"]?.pairs ?? [] { terms.statuses[key.text ?? ""] = value.text }
        for (key, value) in yaml["bodies"]?.pairs ?? [] { terms.bodies[key.text ?? ""] = value.text }
        return terms
    }
}
