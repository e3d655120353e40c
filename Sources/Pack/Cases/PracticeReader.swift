import Register

/// Reads the part of `pack.yml` on how a case is worked: who is known, decisions, closure, trust, retention.
struct PracticeReader {
    let country: Country
    /// The questions of a case and of its records.
    private let asked: Asked

    init(_ country: Country) {
        self.country = country
        asked = Asked(country.caseFields, of: Section.questions)
    }

    static let keys: KeyValuePairs<String, Shape> = [
        "child": .map([:], ["birth": .text, "field": .text, "codes": .names]), "known": .keys(identity),
        "closureNeedsApproval": .flag, "glassHours": .whole(0...Yaml.most), "casesAnHour": .whole(0...Yaml.most),
        "caps": .keys(caps),
        "conclusionsToAskAgain": .names, "retentionYears": .whole(0...Yaml.most), "retentionByReason": .pairs(.count),
        "decisions": DecisionTerms.shape, "needs": .text, "risk": .text,
        "riskLevels": .list(.map(["code": .text, "points": .whole(-Yaml.most...Yaml.most)]), once: "code"),
    ]
    private static let identity = [
        "given", "family", "aliases", "birth", "sex", "citizenships", "phones", "documents", "place",
    ].map { Shape.Key(name: $0, shape: .names, isNeeded: false) }
    private static let kinds: [(kind: Caps.Kind, key: String)] = [
        (.cases, "casesAnHour"), (.reports, "reportsAnHour"), (.searches, "searchesAnHour"), (.emergencies, "emergenciesADay"),
    ]
    private static let caps = kinds.map { Shape.Key(name: $0.key, shape: .whole(1...Caps.most), isNeeded: false) }

    func practice(_ pack: Yaml, _ faults: inout Faults) -> Practice {
        var practice = Practice()
        for form in country.records { practice.records[form.id] = form.keeping }
        if let child = pack["child"] { read(child, into: &practice, &faults) }
        if let known = pack["known"] { practice.identity = identity(known, &faults) }
        practice.conclusiveAfterDays = pack["decisions"]?["conclusiveAfterDays"]?.whole ?? 0
        practice.closureNeedsApproval = pack["closureNeedsApproval"]?.isTrue ?? false
        practice.glassHours = pack["glassHours"]?.whole ?? 4
        practice.casesAnHour = pack["casesAnHour"]?.whole ?? 30
        practice.caps = Caps(
            PracticeReader.kinds.reduce(into: [:]) { $0[$1.kind] = pack["caps"]?[$1.key]?.whole ?? Caps.usual[$1.kind] })
        for code in pack.words("conclusionsToAskAgain") {
            faults.check(code, among: Conclusion.allCases.map(\.rawValue), "no conclusion of a screening")
        }
        practice.conclusionsToAskAgain = Set(pack.texts("conclusionsToAskAgain"))
        practice.retentionYears[nil] = pack["retentionYears"]?.whole ?? 7
        for (reason, years) in pack.pairs("retentionByReason") {
            faults.check(reason, among: country.closureReasons.map(\.code), "no reason of closureReasons", of: [.pack])
            practice.retentionYears[reason.text] = years.whole
        }
        return practice
    }

    private func read(_ child: Yaml, into practice: inout Practice, _ faults: inout Faults) {
        practice.birth = child["birth"].flatMap { asked.question($0, &faults) }?.id
        guard let field = child["field"].flatMap({ asked.question($0, &faults) }) else { return }
        for code in child.words("codes") { asked.check(code, answers: field, &faults) }
        practice.childBands[field.id] = Set(child.texts("codes"))
    }

    /// The questions that say who somebody is, each under what it is for.
    private func identity(_ yaml: Yaml, _ faults: inout Faults) -> IdentityFields {
        func all(_ key: String) -> [FieldID] { yaml.texts(key).map { FieldID($0) } }
        for (_, value) in yaml.pairs { for entry in value.words { _ = asked.question(entry, &faults) } }
        var identity = IdentityFields()
        (identity.given, identity.family, identity.aliases) = (all("given"), all("family"), all("aliases"))
        (identity.citizenships, identity.phones, identity.documents) = (all("citizenships"), all("phones"), all("documents"))
        (identity.birth, identity.sex, identity.place) = (all("birth").first, all("sex").first, all("place").first)
        return identity
    }

    /// The question where a case holds what the person needs. Each service answers some of them.
    func needs(_ pack: Yaml, _ table: Table, _ faults: inout Faults) -> FieldID? {
        let field = pack["needs"].flatMap { asked.question($0, &faults) }
        // One that is mistyped is told already.
        for line in table.lines where field != nil || pack["needs"] == nil {
            for code in line.parts("answers") {
                faults.check(
                    code, among: field?.choices.map(\.code) ?? [], "no answer to the question that \"needs\" in pack.yml names",
                    of: Section.questions.union([.pack]))
            }
        }
        return field?.id
    }

    /// The question of a case that says how high the risk is. The levels that points suggest are answers to the question of a record;
    /// without such a record nobody sees them.
    func risk(_ pack: Yaml, _ faults: inout Faults) -> FieldID? {
        let judged = country.records.compactMap { form in form.keeping?.risk.flatMap { form[$0] } }
        for level in pack.list("riskLevels") {
            if judged.isEmpty {
                faults.add(level, "no record says with \"risk\" which question a level answers", of: Section.questions)
            }
            for field in judged { if let code = level["code"] { asked.check(code, answers: field, &faults) } }
        }
        guard let entry = pack["risk"], let field = asked.question(entry, &faults) else { return nil }
        if field.kind != .choice { faults.add(entry, "\"\(field.id)\" is no question with one choice", of: Section.questions) }
        return field.id
    }
}
