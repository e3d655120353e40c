import Foundation
import Register

/// Reads the folder `campaigns` of a pack: a form for each kind of record, `lists.yml`, and `terms.yml`, which says what is counted.
struct CampaignReader {
    let lists: [String: [Choice]]
    let places: [Country.Place]
    let concern: Form?
    let screened: [Choice]

    struct Found {
        var forms: CampaignForms?
        var terms = CampaignTerms()

        /// Every question, those of groups too.
        var fields: [Field] {
            guard let forms else { return [] }
            return ([forms.plan] + forms.records + [forms.answer].compactMap(\.self)).flatMap(\.fields).flatMap { [$0] + $0.fields }
        }
    }

    /// Nothing when the country has no campaigns. `home` says in which form each question stands.
    func read(
        _ folder: PackFolder, _ choices: (Yaml?, inout Faults) -> [Choice], home: inout [FieldID: FormID], _ faults: inout Faults
    ) -> Found {
        let files = Country.files(folder, "campaigns")
        guard !files.isEmpty else { return Found() }
        var own = lists
        own["districts"] = places.filter(\.parent.isEmpty).map { Choice(code: $0.code, label: $0.name) }
        if files.contains("campaigns/lists.yml") {
            for (key, value) in Yaml.read(folder, "campaigns/lists.yml", &faults)?.pairs ?? [] {
                own[key.text ?? ""] = choices(value, &faults)
            }
        }
        let reader = FormReader(lists: own, places: places.map { Choice(code: $0.code, label: $0.name) })
        var found = Found()
        var forms: [CampaignTerms.Kind: [Form]] = [:]
        for file in files where !file.hasSuffix("/lists.yml") && !file.hasSuffix("/terms.yml") {
            guard let yaml = Yaml.read(folder, file, &faults), let kind = kind(yaml, &faults) else { continue }
            let form = reader.form(yaml, &faults)
            for field in form.fields.flatMap({ [$0] + $0.fields }) {
                if let other = home.updateValue(form.id, forKey: field.id) {
                    faults.add(yaml, "the field \"\(field.id)\" stands in \(other) and in \(form.id); a question has one place")
                }
                if [.name, .phone].contains(field.kind) || field.fieldClass == .identifying {
                    faults.add(yaml, "\"\(field.id)\" asks who somebody is; a campaign keeps no names")
                }
            }
            if !(forms[kind]?.isEmpty ?? true) { faults.add(yaml, "there is another form of the kind \"\(kind.rawValue)\"") }
            forms[kind, default: []].append(form)
            found.terms.kinds[form.id] = kind
            meanings(yaml, kind, form, &found.terms, &faults)
            if kind == .answer { found.terms.items = items(yaml, form, &faults) }
        }
        let order: [CampaignTerms.Kind] = [.wave, .material, .test, .check, .stock, .activity, .reach, .round]
        guard let plan = forms[.plan]?.first, forms[.wave] != nil else {
            faults.add("campaigns", 1, "a campaign needs a form of the kind plan and one of the kind wave")
            return found
        }
        for (form, parent) in found.terms.parents where forms[parent] == nil {
            faults.add("campaigns", 1, "\"\(form)\" belongs to \"\(parent.rawValue)\", and there is no such form")
        }
        found.forms = CampaignForms(
            plan: plan, records: order.flatMap { forms[$0] ?? [] }, answer: forms[.answer]?.first)
        if let yaml = Yaml.read(folder, "campaigns/terms.yml", &faults) {
            let channels = found.terms[.channels].flatMap { forms[.wave]?.first?[$0] }?.choices ?? []
            terms(yaml, channels, reader, Set(home.keys), &found.terms, &faults)
        }
        return found
    }

    private func kind(_ yaml: Yaml, _ faults: inout Faults) -> CampaignTerms.Kind? {
        let text = yaml["means"]?["kind"]?.text ?? ""
        let kind = CampaignTerms.Kind(rawValue: text)
        if kind == nil {
            let known = CampaignTerms.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            faults.add(yaml["means"] ?? yaml, "\"means\" needs a \"kind\": one of \(known)")
        }
        return kind
    }

    /// What the answers of a form mean: every word known, every question there, nothing left out that is needed.
    private func meanings(
        _ yaml: Yaml, _ kind: CampaignTerms.Kind, _ form: Form, _ terms: inout CampaignTerms, _ faults: inout Faults
    ) {
        let fields = form.fields.flatMap { [$0] + $0.fields }
        for (key, value) in yaml["means"]?.pairs ?? [] {
            switch key.text ?? "" {
            case "kind": break
            case "of":
                terms.parents[form.id] = CampaignTerms.Kind(rawValue: value.text ?? "")
                if terms.parents[form.id] == nil { faults.add(value, "\"\(value.text ?? "")\" is no kind of record") }
            case "must" where kind == .check:
                terms.must = value.list.compactMap { $0.text.map { FieldID($0) } }
                for entry in value.list where form[FieldID(entry.text ?? "")]?.kind != .yesNo {
                    faults.add(entry, "\"\(entry.text ?? "")\" is no question of this form for yes or no")
                }
            case "blocks" where kind == .test: terms.blocks = Set(value.list.compactMap(\.text))
            case "lots" where kind == .round: terms.lots = Set(value.list.compactMap(\.text))
            case let word:
                guard let meaning = CampaignTerms.Meaning(rawValue: "\(kind.rawValue).\(word)") else {
                    let known = CampaignTerms.Meaning.allCases.filter { $0.kind == kind }.map(\.word).joined(separator: ", ")
                    faults.add(key, "\"\(word)\" means nothing here; use one of \(known)")
                    continue
                }
                let id = FieldID(value.text ?? "")
                if !fields.contains(where: { $0.id == id }) { faults.add(value, "\"\(id)\" is no question of this form") }
                terms.means[meaning] = id
            }
        }
        for meaning in CampaignTerms.Meaning.needed where meaning.kind == kind && terms[meaning] == nil {
            faults.add(yaml["means"] ?? yaml, "\"means\" must name the question for \"\(meaning.word)\"")
        }
        choices(yaml["means"]?["blocks"], of: terms[.result].flatMap { form[$0] }, &faults)
        choices(yaml["means"]?["lots"], of: terms[.sample].flatMap { form[$0] }, &faults)
        if kind == .check, terms.must.isEmpty {
            faults.add(yaml["means"] ?? yaml, "\"must\" names the questions that need a yes before anything goes out")
        }
    }

    /// Each of these is an answer to a question.
    private func choices(_ yaml: Yaml?, of field: Field?, _ faults: inout Faults) {
        for code in yaml?.list ?? [] where field?.choices.contains(where: { $0.code == code.text }) != true {
            faults.add(code, "\"\(code.text ?? "")\" is no answer to \"\(field?.id.rawValue ?? "a question that means names")\"")
        }
    }

    private func items(_ yaml: Yaml, _ form: Form, _ faults: inout Faults) -> [CampaignTerms.Item] {
        (yaml["items"]?.list ?? []).compactMap { entry in
            faults.allow(["field", "area", "right", "least", "wrong"], in: entry)
            let field = FieldID(faults.need("field", in: entry))
            let area = CampaignTerms.Item.Area(rawValue: faults.need("area", in: entry))
            guard let area else {
                faults.add(entry, "an area is knowledge, attitude or practice")
                return nil
            }
            let known = form[field]?.choices.map(\.code) ?? []
            if known.isEmpty { faults.add(entry, "\"\(field)\" is no question of this form with choices") }
            for code in (entry["right"]?.list ?? []) + (entry["wrong"]?.list ?? []) where !known.contains(code.text ?? "") {
                faults.add(code, "\"\(code.text ?? "")\" is no answer to \"\(field)\"")
            }
            let right = Set(entry.texts("right"))
            if right.isEmpty { faults.add(entry, "\"right\" names the answers that are right") }
            return CampaignTerms.Item(
                field: field, area: area, right: right, least: max(1, entry["least"].map { whole($0, &faults) } ?? 1),
                wrong: Set(entry.texts("wrong")))
        }
    }

    // MARK: What is counted

    private func terms(
        _ yaml: Yaml, _ channels: [Choice], _ reader: FormReader, _ known: Set<FieldID>, _ terms: inout CampaignTerms,
        _ faults: inout Faults
    ) {
        faults.allow(
            ["heard", "code", "channels", "least", "leastCalls", "fewer", "digits", "identified"], in: yaml)
        terms.heard = question("heard", yaml, &faults)
        terms.code = question("code", yaml, &faults)
        let heard = terms.heard.flatMap { concern?[$0] }?.choices ?? []
        for (key, value) in yaml["channels"]?.pairs ?? [] {
            let channel = key.text ?? ""
            faults.allow(["code", "heard"], in: value)
            if !channels.contains(where: { $0.code == channel }) { faults.add(key, "\"\(channel)\" is no channel of a wave") }
            let prefix = faults.need("code", in: value)
            if !prefix.allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "-") }) || prefix.count > 12 {
                faults.add(value, "a code is written with capital letters, digits and hyphens, at most 12")
            }
            if terms.prefixes.values.contains(prefix) { faults.add(value, "the code \"\(prefix)\" stands here twice") }
            terms.prefixes[channel] = prefix
            for code in value["heard"]?.list ?? [] where !heard.contains(where: { $0.code == code.text }) {
                faults.add(code, "\"\(code.text ?? "")\" is no answer to the question that \"heard\" names")
            }
            terms.sources[channel] = Set(value.texts("heard"))
        }
        for channel in channels where terms.prefixes[channel.code] == nil {
            faults.add(yaml["channels"] ?? yaml, "the channel \"\(channel.code)\" has no code")
        }
        if let entry = yaml["least"] { terms.least = whole(entry, &faults) }
        if let entry = yaml["leastCalls"] { terms.leastCalls = whole(entry, &faults) }
        if let entry = yaml["fewer"] { terms.fewer = whole(entry, &faults) }
        if let entry = yaml["digits"] { terms.digits = min(4, whole(entry, &faults)) }
        guard let identified = yaml["identified"] else { return }
        faults.allow(["conclusions", "when"], in: identified)
        terms.conclusions = Set(identified.texts("conclusions"))
        for code in identified["conclusions"]?.list ?? [] where !screened.contains(where: { $0.code == code.text }) {
            faults.add(code, "\"\(code.text ?? "")\" is no conclusion of a screening")
        }
        terms.identified = identified["when"].map { reader.condition($0, &faults) }
        for field in terms.identified?.fields ?? [] where !known.contains(field) {
            faults.add(identified, "there is no field \"\(field)\"")
        }
    }

    private func question(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> FieldID? {
        guard let entry = yaml[key], let id = entry.text.map({ FieldID($0) }) else { return nil }
        if concern?[id] == nil { faults.add(entry, "\"\(id)\" is no question of a report of concern") }
        return id
    }

    private func whole(_ yaml: Yaml, _ faults: inout Faults) -> Int {
        if let number = yaml.whole, number >= 0 { return number }
        faults.add(yaml, "write a whole number")
        return 0
    }
}
