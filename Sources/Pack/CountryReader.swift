package import Foundation
import Register

extension Country {
    /// Reads a pack folder. Errors: every fault there is, with file and line.
    package init(at folder: URL) throws(PackProblems) {
        var faults = Faults()
        let country = Country(folder, &faults)
        guard let country, faults.all.isEmpty else {
            throw PackProblems(faults: faults.all.sorted() + faults.untranslated.sorted())
        }
        self = country
    }

    private init?(_ folder: URL, _ faults: inout Faults) {
        guard let pack = Yaml.read(folder, "pack.yml", &faults) else { return nil }
        code = faults.need("country", in: pack)
        name = faults.need("name", in: pack)
        version = faults.need("version", in: pack)
        casePrefix = faults.need("casePrefix", in: pack)
        languages = pack.texts("languages")
        unreviewed = Set(pack.texts("unreviewed"))
        offset = Country.number("utcOffsetMinutes", pack, &faults) * 60
        currencySign = faults.need("currencySign", in: pack)
        hotline = faults.need("hotline", in: pack)
        emergency = faults.need("emergency", in: pack)
        legalBasis = faults.need("legalBasis", in: pack)
        consentExpiryDays = Country.number("consentExpiryDays", pack, &faults)
        decisionHours = Country.number("decisionHours", pack, &faults)
        deadlines = (pack["deadlines"]?.pairs ?? []).map { key, value in
            let days = value["days"]?.text.flatMap(Int.init)
            let hours = value["hours"]?.text.flatMap(Int.init) ?? days.map { $0 * 24 }
            if hours == nil { faults.add(key, "a deadline needs hours or days as a whole number") }
            return Deadline(code: key.text ?? "", label: faults.need("label", in: value), hours: hours ?? 0)
        }
        exceptions = Country.choices(pack["exceptions"], &faults)
        declineReasons = Country.choices(pack["declineReasons"], &faults)
        closureReasons = Country.choices(pack["closureReasons"], &faults)
        purposes = Country.choices(pack["purposes"], &faults)

        var lists: [String: [Choice]] = [:]
        for (key, value) in Yaml.read(folder, "lists.yml", &faults)?.pairs ?? [] {
            lists[key.text ?? ""] = Country.choices(value, &faults)
        }
        places = Table(folder, "places.csv", columns: ["code", "name", "kind", "parent"], &faults).lines.map {
            Place(code: $0["code"], name: $0["name"], kind: $0["kind"], parent: $0["parent"])
        }
        let reader = FormReader(lists: lists, places: places.map { Choice(code: $0.code, label: $0.name) })
        var forms: [FormID: Form] = [:]
        var layouts: [String: [String]] = [:]
        var home: [FieldID: FormID] = [:]
        for file in Country.files(folder, "forms") {
            guard let yaml = Yaml.read(folder, file, &faults) else { continue }
            let form = reader.form(yaml, &faults)
            forms[form.id] = form
            for field in form.fields.flatMap({ [$0] + $0.fields }) {
                if let other = home.updateValue(form.id, forKey: field.id) {
                    faults.add(yaml, "the field \"\(field.id)\" stands in \(other) and in \(form.id); a question has one place")
                }
            }
            for (key, value) in yaml["layouts"]?.pairs ?? [] { layouts[key.text ?? ""] = value.list.compactMap(\.text) }
        }
        self.forms = forms
        self.layouts = layouts

        let openingID = FormID(faults.need("opening", in: pack))
        tasks = (pack["forms"]?.list ?? []).compactMap { entry in
            let form = forms[FormID(entry.text ?? "")]
            if form == nil { faults.add(entry, "there is no form \"\(entry.text ?? "")\"") }
            return form
        }
        let screeningFile = "screening/\(faults.need("screening", in: pack)).yml"
        guard let screeningYaml = Yaml.read(folder, screeningFile, &faults), let opening = forms[openingID] else {
            if forms[openingID] == nil { faults.add(pack["opening"] ?? pack, "there is no form \"\(openingID)\"") }
            return nil
        }
        self.opening = opening
        screening = Screening(
            form: reader.form(screeningYaml, &faults),
            advice: (screeningYaml["advice"]?.list ?? []).map { entry in
                Screening.Advice(
                    id: faults.need("id", in: entry), level: faults.need("level", in: entry),
                    when: entry["when"].map { reader.condition($0, &faults) } ?? .always, text: faults.need("text", in: entry))
            })

        let agencyTable = Table(folder, "agencies.csv", columns: ["code", "name", "kind", "phone", "place", "duty_post"], &faults)
        agencies = agencyTable.lines.map {
            Agency(
                code: AgencyCode($0["code"]), name: $0["name"], kind: $0["kind"], phone: $0["phone"], place: $0["place"],
                dutyPost: $0["duty_post"])
        }
        let agencyCodes = Set(agencies.map(\.code))
        let serviceTable = Table(
            folder, "services.csv", columns: ["code", "label", "statute", "agencies", "packet", "decision_hours"], &faults)
        let usualHours = decisionHours
        services = serviceTable.lines.map { line in
            for agency in line.list("agencies") where !agencyCodes.contains(AgencyCode(agency)) {
                faults.add("services.csv", line.number, "there is no agency \"\(agency)\" in agencies.csv")
            }
            for form in line.list("packet") where forms[FormID(form)] == nil {
                faults.add("services.csv", line.number, "there is no form \"\(form)\"")
            }
            return Service(
                code: ServiceCode(line["code"]), label: line["label"], statute: line["statute"],
                agencies: line.list("agencies").map { AgencyCode($0) }, packet: line.list("packet").map { FormID($0) },
                decisionHours: Int(line["decision_hours"]) ?? usualHours)
        }
        var holidays: [Day: String] = [:]
        for line in Table(folder, "holidays.csv", columns: ["date", "name"], &faults).lines {
            if let day = Day(line["date"]) {
                holidays[day] = line["name"]
            } else {
                faults.add("holidays.csv", line.number, "\"\(line["date"])\" is not a day; write 2026-12-25")
            }
        }
        self.holidays = holidays
        roles = Country.roles(Yaml.read(folder, "roles.yml", &faults), &faults)
        if !languages.contains("en") {
            faults.add(pack["languages"] ?? pack, "English must be among the languages: other words fall back on it")
        }
        fields = (forms.values.flatMap(\.fields) + screening.form.fields).flatMap { [$0] + $0.fields }
        fieldsByID = Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        words = Words(languages, in: folder, &faults)
        untranslated = faults.untranslated.sorted()
    }

    private static func number(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> Int {
        if let number = Int(faults.need(key, in: yaml)) { return number }
        faults.add(yaml[key] ?? yaml, "\"\(key)\" is not a whole number")
        return 0
    }

    private static func files(_ folder: URL, _ name: String) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(name).path)
        return (found ?? []).filter { $0.hasSuffix(".yml") }.sorted().map { "\(name)/\($0)" }
    }

    private static func choices(_ yaml: Yaml?, _ faults: inout Faults) -> [Choice] {
        var choices: [Choice] = []
        for entry in yaml?.list ?? [] {
            faults.allow(["code", "label", "htcds", "local"], in: entry)
            let choice = Choice(
                code: faults.need("code", in: entry), label: faults.need("label", in: entry),
                isLocal: entry["local"]?.text == "true", htcds: entry["htcds"]?.text)
            if choices.contains(where: { $0.code == choice.code }) {
                faults.add(entry, "the code \"\(choice.code)\" stands here twice")
            }
            choices.append(choice)
        }
        return choices
    }

    private static func roles(_ yaml: Yaml?, _ faults: inout Faults) -> [Role] {
        (yaml?.pairs ?? []).map { key, value in
            var grants: [Relation: Role.Grant] = [:]
            for (name, grant) in value["relations"]?.pairs ?? [] {
                guard let relation = Relation(rawValue: name.text ?? "") else {
                    faults.add(name, "\"\(name.text ?? "")\" is no relation; use assigned, agency, recipient, invited or none")
                    continue
                }
                let sees = words(grant["sees"], Field.Class.init(rawValue:), "class", &faults)
                let may = words(grant["may"], Ability.init(rawValue:), "ability", &faults)
                grants[relation] = Role.Grant(sees: Set(sees), may: Set(may))
            }
            return Role(code: RoleCode(key.text ?? ""), label: faults.need("label", in: value), grants: grants)
        }
    }

    private static func words<Value>(_ yaml: Yaml?, _ read: (String) -> Value?, _ noun: String, _ faults: inout Faults) -> [Value] {
        (yaml?.list ?? []).compactMap { entry in
            let value = read(entry.text ?? "")
            if value == nil { faults.add(entry, "\"\(entry.text ?? "")\" is no \(noun)") }
            return value
        }
    }
}
