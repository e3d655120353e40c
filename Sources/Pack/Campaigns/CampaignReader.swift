import Foundation
import Register

/// Reads the folder `campaigns` of a pack: a form for each kind of record, `lists.yml`, and `terms.yml`: what is counted.
struct CampaignReader {
    let lists: [String: [Choice]]
    let places: [Country.Place]
    let concern: Form?
    /// The questions of a case.
    let ofCases: Asked

    struct Found {
        var forms: CampaignForms?
        var terms = CampaignTerms()

        /// Every question, those of groups too.
        var fields: [Field] {
            guard let forms else { return [] }
            return ([forms.plan] + forms.records + [forms.answer].compactMap(\.self)).flatMap(\.fields).flatMap { [$0] + $0.fields }
        }
    }

    // MARK: Keys

    static let terms: Shape = .map(
        ["channels": .pairs(.map(["code": .text], ["heard": .names]))],
        [
            "heard": .text, "code": .text, "least": .whole(0...Yaml.most), "leastCalls": .whole(0...Yaml.most),
            "fewer": .whole(0...Yaml.most), "digits": .whole(0...4),
            "identified": .map([:], ["conclusions": .names, "when": .condition]),
        ])

    private static let item: Shape = .map(
        ["field": .text, "area": .word(CampaignTerms.Item.Area.self, "area"), "right": .names], ["least": .count, "wrong": .names])
    private static let kind: Shape = .word(CampaignTerms.Kind.self, "kind of record")

    /// A form, and what its answers mean by the kind of record that it is.
    static func shape(_ yaml: Yaml) -> Shape {
        let kind = CampaignTerms.Kind(rawValue: yaml["means"]?.word("kind") ?? "")
        let form = FormReader.shape.and(["means": .naming(.keys(means(kind)))])
        return kind == nil || kind == .answer ? form.and([:], ["items": .list(item, once: "field")]) : form
    }

    /// Of a kind that is not known, those of every kind.
    private static func means(_ kind: CampaignTerms.Kind?) -> [Shape.Key] {
        let words = CampaignTerms.Meaning.allCases.filter { kind == nil || $0.kind == kind }
        let lists: [(CampaignTerms.Kind, String)] = [(.check, "must"), (.test, "blocks"), (.round, "lots")]
        var keys = [
            Shape.Key(name: "kind", shape: CampaignReader.kind, isNeeded: true),
            Shape.Key(name: "of", shape: CampaignReader.kind, isNeeded: false),
        ]
        for meaning in words where !keys.contains(where: { $0.name == meaning.word }) {
            let isNeeded = kind != nil && CampaignTerms.Meaning.needed.contains(meaning)
            keys.append(Shape.Key(name: meaning.word, shape: .text, isNeeded: isNeeded))
        }
        for (owner, name) in lists where kind == nil || kind == owner {
            keys.append(Shape.Key(name: name, shape: .names, isNeeded: kind == .check))
        }
        return keys
    }

    // MARK: Forms

    /// Nothing when the country has no campaigns.
    func read(_ pages: PackPages, home: inout Homes, _ faults: inout Faults) -> Found {
        let files = pages.files(in: "campaigns")
        guard pages.hasFolder("campaigns") else { return Found() }
        var own = lists
        own["districts"] = places.filter(\.parent.isEmpty).map { Choice(code: $0.code, label: $0.name) }
        for (key, value) in pages["campaigns/lists.yml"].pairs { own[key.word] = [Choice](value) }
        let reader = FormReader(
            lists: own, places: places.map { Choice(code: $0.code, label: $0.name) }, sections: [.lists, .campaigns])
        var found = Found()
        var forms: [CampaignTerms.Kind: (form: Form, yaml: Yaml)] = [:]
        for yaml in files where !["campaigns/lists.yml", "campaigns/terms.yml"].contains(yaml.file) {
            let form = reader.form(yaml, &faults)
            home.take(form, yaml, &faults)
            checkNames(form, yaml, &faults)
            guard let means = yaml["means"], let kind = CampaignTerms.Kind(rawValue: means.word("kind")) else { continue }
            if forms[kind] != nil { faults.add(means, "there is another form of the kind \"\(kind.rawValue)\"") }
            forms[kind] = forms[kind] ?? (form, yaml)
            found.terms.kinds[form.id] = kind
            self.meanings(means, kind, Asked(form.fields.flatMap { [$0] + $0.fields }, yaml), form, &found.terms, &faults)
            if kind == .answer { found.terms.items = items(yaml, form, &faults) }
        }
        checkParents(forms, &faults)
        let order: [CampaignTerms.Kind] = [.wave, .material, .test, .check, .stock, .activity, .reach, .round]
        guard let plan = forms[.plan]?.form, let wave = forms[.wave]?.form else {
            let problem = "a campaign needs a form of the kind plan and one of the kind wave"
            faults.add(.nothing("campaigns/plan.yml"), problem, of: [.campaigns])
            return found
        }
        found.forms = CampaignForms(plan: plan, records: order.compactMap { forms[$0]?.form }, answer: forms[.answer]?.form)
        terms(pages["campaigns/terms.yml"], found.terms[.channels].flatMap { wave[$0] }?.choices ?? [], &found.terms, &faults)
        return found
    }

    private func checkNames(_ form: Form, _ yaml: Yaml, _ faults: inout Faults) {
        for (field, entry) in zip(form.fields, yaml.list("fields")) {
            for each in [field] + field.fields where [.name, .phone].contains(each.kind) || each.fieldClass == .identifying {
                faults.add(entry, "\"\(each.id)\" asks who somebody is; a campaign keeps no names", of: [.campaigns])
            }
        }
    }

    private func checkParents(_ forms: [CampaignTerms.Kind: (form: Form, yaml: Yaml)], _ faults: inout Faults) {
        for (_, each) in forms {
            guard let entry = each.yaml["means"]?["of"] else { continue }
            faults.check(
                entry, among: forms.keys.map(\.rawValue), "a kind of which there is no form", of: [.campaigns])
        }
    }

    /// What the answers of a form mean: every question there.
    private func meanings(
        _ yaml: Yaml, _ kind: CampaignTerms.Kind, _ asked: Asked, _ form: Form, _ terms: inout CampaignTerms, _ faults: inout Faults
    ) {
        for (key, value) in yaml.pairs {
            if key.word == "of" { terms.parents[form.id] = CampaignTerms.Kind(rawValue: value.word) }
            guard let meaning = CampaignTerms.Meaning(rawValue: "\(kind.rawValue).\(key.word)") else { continue }
            terms.means[meaning] = asked.question(value, &faults)?.id
        }
        switch kind {
        case .check:
            let known = form.fields.filter { $0.kind == .yesNo }.map(\.id.rawValue)
            for entry in yaml.words("must") {
                faults.check(entry, among: known, "no question of this form for yes or no", of: [.campaigns])
            }
            terms.must = yaml.texts("must").map { FieldID($0) }
            if terms.must.isEmpty, let entry = yaml["must"] { faults.add(entry, "a check needs at least one question") }
        case .test: terms.blocks = answers("blocks", yaml, terms[.result].flatMap { asked.fields[$0] }, asked, &faults)
        case .round: terms.lots = answers("lots", yaml, terms[.sample].flatMap { asked.fields[$0] }, asked, &faults)
        default: break
        }
    }

    /// Each of these is an answer to a question.
    private func answers(_ key: String, _ yaml: Yaml, _ field: Field?, _ asked: Asked, _ faults: inout Faults) -> Set<String> {
        for code in yaml.words(key) {
            if let field {
                asked.check(code, answers: field, &faults)
            } else {
                faults.add(code, "\"\(key)\" is about a question that \"means\" does not name", of: [.campaigns])
            }
        }
        return Set(yaml.texts(key))
    }

    private func items(_ yaml: Yaml, _ form: Form, _ faults: inout Faults) -> [CampaignTerms.Item] {
        let asked = Asked(form.fields, yaml)
        return yaml.list("items").compactMap { entry in
            guard let area = CampaignTerms.Item.Area(rawValue: entry.word("area")), let at = entry["field"],
                let field = asked.question(at, &faults)
            else { return nil }
            if field.choices.isEmpty { faults.add(at, "\"\(field.id)\" is no question with choices", of: [.lists]) }
            for code in entry.words("right") + entry.words("wrong") { asked.check(code, answers: field, &faults) }
            if let right = entry["right"], right.words.isEmpty { faults.add(right, "\"right\" names the answers that are right") }
            return CampaignTerms.Item(
                field: field.id, area: area, right: Set(entry.texts("right")), least: entry["least"]?.whole ?? 1,
                wrong: Set(entry.texts("wrong")))
        }
    }

    // MARK: What is counted

    private func terms(_ yaml: Yaml, _ channels: [Choice], _ terms: inout CampaignTerms, _ faults: inout Faults) {
        let ofReport = Asked(concern?.fields ?? [], of: [.rooms, .lists], "no question of a report of concern")
        let heard = yaml["heard"].flatMap { ofReport.question($0, &faults) }
        terms.heard = heard?.id
        terms.code = yaml["code"].flatMap { ofReport.question($0, &faults) }?.id
        for (key, value) in yaml.pairs("channels") {
            faults.check(key, among: channels.map(\.code), "no channel of a wave", of: [.campaigns, .lists])
            prefix(value, of: key.word, &terms, &faults)
            for code in value.words("heard") {
                if let heard { ofReport.check(code, answers: heard, &faults) }
            }
            terms.sources[key.word] = Set(value.texts("heard"))
        }
        let isWhole = Set(terms.prefixes.keys).isSubset(of: channels.map(\.code))
        for channel in channels where isWhole && terms.prefixes[channel.code] == nil {
            faults.add(yaml["channels"] ?? yaml, "the channel \"\(channel.code)\" has no code", of: [.campaigns, .lists])
        }
        if let number = yaml["least"]?.whole { terms.least = number }
        if let number = yaml["leastCalls"]?.whole { terms.leastCalls = number }
        if let number = yaml["fewer"]?.whole { terms.fewer = number }
        if let number = yaml["digits"]?.whole { terms.digits = number }
        guard let identified = yaml["identified"] else { return }
        terms.conclusions = Set(identified.texts("conclusions"))
        for code in identified.words("conclusions") {
            faults.check(
                code, among: (lists[Conclusion.list] ?? []).map(\.code), "no conclusion of a screening", of: [.lists])
        }
        terms.identified = identified["when"].map { Condition($0, ofCases, &faults) }
    }

    private func prefix(_ yaml: Yaml, of channel: String, _ terms: inout CampaignTerms, _ faults: inout Faults) {
        guard let entry = yaml["code"] else { return }
        if !entry.word.allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "-") }) || entry.word.count > 12 {
            faults.add(entry, "a code is written with capital letters, digits and hyphens, at most 12")
        }
        if terms.prefixes.values.contains(entry.word) { faults.add(entry, "the code \"\(entry.word)\" stands here twice") }
        terms.prefixes[channel] = entry.word
    }
}
