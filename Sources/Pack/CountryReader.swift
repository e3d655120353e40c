package import Foundation
import Register

extension Country {
    /// Reads a pack folder. Errors: every fault there is, with file and line.
    package init(at folder: URL) throws(PackProblems) { try self.init(PackFolder(at: folder)) }

    /// Reads a pack from its files. Errors: as above.
    package init(_ folder: PackFolder) throws(PackProblems) {
        if let fault = folder.fault { throw PackProblems(faults: [fault]) }
        var faults = Faults()
        let country = Country(folder, &faults)
        guard let country, faults.all.isEmpty else {
            throw PackProblems(faults: faults.all.sorted() + faults.untranslated.sorted())
        }
        self = country
    }

    private init?(_ folder: PackFolder, _ faults: inout Faults) {
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
        keyKeeper = pack["keyKeeper"]?.text ?? ""
        legalBasis = faults.need("legalBasis", in: pack)
        consentExpiryDays = Country.number("consentExpiryDays", pack, &faults)
        decisionHours = Country.number("decisionHours", pack, &faults)
        exceptions = Country.choices(pack["exceptions"], &faults)
        declineReasons = Country.choices(pack["declineReasons"], &faults)
        closureReasons = Country.choices(pack["closureReasons"], &faults)
        purposes = Country.choices(pack["purposes"], &faults)
        consentQuestions = Country.choices(pack["consentQuestions"], &faults)
        glassReasons = Country.choices(pack["glassReasons"], &faults)
        concernOutcomes = Country.choices(pack["concernOutcomes"], &faults)
        decisions = PracticeReader.decisions(pack["decisions"], Country.choices, &faults)
        riskLevels = (pack["riskLevels"]?.list ?? []).map { entry in
            RiskLevel(code: faults.need("code", in: entry), points: Yaml.whole(faults.need("points", in: entry)) ?? 0)
        }.sorted { $0.points > $1.points }

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
        instruments = InstrumentReader(questions: reader).instruments(folder, pack, home: home, &faults)
        var special: [FormID: Form] = [:]
        var records: [Form] = []
        var people: PeopleTerms?
        var directory = ProviderTerms()
        var urgency: FieldID?
        var reportSource: FieldID?
        for folderName in ["records", "rooms"] {
            for file in Country.files(folder, folderName) {
                guard let yaml = Yaml.read(folder, file, &faults) else { continue }
                let form = reader.form(yaml, &faults)
                for field in form.fields.flatMap({ [$0] + $0.fields }) {
                    if let other = home.updateValue(form.id, forKey: field.id) {
                        faults.add(yaml, "the field \"\(field.id)\" stands in \(other) and in \(form.id); a question has one place")
                    }
                }
                if let terms = PeopleTermsReader(forms: forms).terms(yaml, &faults) { people = terms }
                if folderName == "records" { records.append(form) } else { special[form.id] = form }
                if form.id == "concern" { urgency = TriageReader.urgency(yaml, form, pack["triage"], &faults) }
                if form.id == "concern" { reportSource = FormReader.chosen("source", yaml, form.fields, &faults) }
                if form.id == "provider" { directory = DirectoryReader.terms(yaml, form, &faults) }
            }
        }
        let training = TrainingReader(questions: reader, choices: Country.choices).terms(folder, pack, home: &home, &faults)
        self.training = training
        self.records = records.sorted { ($0.keeping?.stage ?? 0, $0.id) < ($1.keeping?.stage ?? 0, $1.id) }
        concern = special["concern"]
        self.urgency = urgency
        let door = PublicDoorReader(reader: reader, concern: special["concern"], urgency: urgency, source: reportSource).door(
            folder, &home, &faults)
        self.door = door
        incident = special["incident"]
        provider = special["provider"]
        self.people = people
        let campaigning = CampaignReader(
            lists: lists, places: places, concern: concern, screened: lists["screening-conclusions"] ?? []
        ).read(folder, Country.choices, home: &home, &faults)
        campaigns = campaigning.forms
        map = MapReader.map(folder, places, &faults)
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
        for line in agencyTable.lines where !line["staff"].isEmpty && (Yaml.whole(line["staff"]) ?? 0) < 1 {
            faults.add("agencies.csv", line.number, "\"\(line["staff"])\" in \"staff\" is not a number of people")
        }
        agencies = agencyTable.lines.map {
            Agency(
                code: AgencyCode($0["code"]), name: $0["name"], kind: $0["kind"], phone: $0["phone"], abroad: $0["abroad"],
                place: $0["place"], dutyPost: $0["duty_post"], staff: Yaml.whole($0["staff"]))
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
                decisionHours: Yaml.whole(line["decision_hours"]) ?? usualHours,
                need: line["need"].isEmpty ? line["label"] : line["need"],
                answers: line.list("answers"), isShelter: line["shelter"] == "yes")
        }
        needs = pack["needs"]?.text.map { FieldID($0) }
        region = pack["region"]?.text
        directory.shelters = services.filter(\.isShelter).map(\.code)
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
        fields = (forms.values.flatMap(\.fields) + screening.form.fields + instruments.flatMap(\.form.fields)).flatMap {
            [$0] + $0.fields
        }
        risk = TriageReader.risk(pack, fields, records, &faults)
        let known = Set(home.keys)
        let needed = fields.first { [needs] in $0.id == needs }
        DirectoryReader.check(services, { serviceTable.lines[$0].number }, needed, &faults)
        var practice = PracticeReader(records: records, reader: reader).practice(
            pack, Yaml.read(folder, "deadlines.yml", &faults),
            WorkCalendar(
                offset: offset, weekend: Country.weekend(pack, &faults), holidays: Set(holidays.keys),
                hours: Country.hours(pack, &faults)), known, &faults)
        practice.directory = directory
        practice.training = TrainingReader.practice(pack, training, &faults)
        practice.training.quickScreen = screening.form.id
        practice.reportSource = reportSource
        practice.desks = TriageReader.desks(
            pack, ways: reportSource.flatMap { [special] in special["concern"]?[$0]?.choices } ?? [], public: door?.channel,
            agencyCodes, &faults)
        practice.campaigns = campaigning.terms
        let ofCases = (fields + records.flatMap(\.fields).flatMap { [$0] + $0.fields }).map { ($0.id, $0) }
        practice.exports = ExportReader(
            fields: Dictionary(ofCases, uniquingKeysWith: { first, _ in first }), forms: forms.values.sorted { $0.id < $1.id },
            layouts: layouts, purposes: purposes, reader: reader
        ).terms(folder, Country.choices, &faults)
        fieldsByID = Dictionary(
            (fields + records.flatMap(\.fields) + special.values.flatMap(\.fields) + (door?.forms ?? []).flatMap(\.fields)
                + campaigning.fields).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        practice.statistics = StatisticsReader(
            questions: reader, fields: fieldsByID, agencies: agencies, services: services, records: records, training: training
        ).terms(folder, &faults)
        self.practice = practice
        guidance = GuidanceReader.shelf(folder, languages, agencies, &faults)
        words = Words(languages, in: folder, &faults)
        untranslated = faults.untranslated.sorted()
    }

    private static func number(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> Int {
        if let number = Yaml.whole(faults.need(key, in: yaml)) { return number }
        faults.add(yaml[key] ?? yaml, "\"\(key)\" is not a whole number")
        return 0
    }

    /// Monday 1 to Sunday 7; Saturday and Sunday unless the pack says otherwise.
    private static func weekend(_ pack: Yaml, _ faults: inout Faults) -> Set<Int> {
        guard let yaml = pack["weekend"] else { return [6, 7] }
        let days = yaml.list.compactMap { $0.whole }.filter { (1...7).contains($0) }
        if days.count < yaml.list.count { faults.add(yaml, "a day of the week is a number from 1, Monday, to 7, Sunday") }
        return Set(days)
    }

    /// From eight to sixteen unless the pack says otherwise.
    private static func hours(_ pack: Yaml, _ faults: inout Faults) -> Range<Int> {
        guard let yaml = pack["workingHours"] else { return 8..<16 }
        let hours = yaml.list.compactMap { $0.whole }
        guard hours.count == 2, yaml.list.count == 2, hours[0] >= 0, hours[0] < hours[1], hours[1] <= 24 else {
            faults.add(yaml, "working hours are two hours of the day, such as [8, 16]")
            return 8..<16
        }
        return hours[0]..<hours[1]  // bounded: the line above holds both to a day and in order
    }

    static func files(_ folder: PackFolder, _ name: String) -> [String] {
        folder.files(in: name).filter { $0.hasSuffix(".yml") }
    }

    static func choices(_ yaml: Yaml?, _ faults: inout Faults) -> [Choice] {
        var choices: [Choice] = []
        for entry in yaml?.list ?? [] {
            faults.allow(["code", "label", "htcds", "local", "points"], in: entry)
            let choice = Choice(
                code: faults.need("code", in: entry), label: faults.need("label", in: entry),
                isLocal: entry["local"]?.text == "true", htcds: entry["htcds"]?.text,
                points: entry["points"]?.whole)
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
                    faults.add(
                        name, "\"\(name.text ?? "")\" is no relation; use assigned, agency, emergency, recipient, invited or none")
                    continue
                }
                let sees = words(grant["sees"], Field.Class.init(rawValue:), "class", &faults)
                let may = words(grant["may"], Ability.init(rawValue:), "ability", &faults)
                let opens = words(grant["opens"], Compartment.init(named:), "compartment", &faults)
                grants[relation] = Role.Grant(
                    sees: Set(sees), may: Set(may), opens: opens.isEmpty ? Role.Grant.usual : Set(opens))
            }
            let duties = words(value["duties"], Duty.init(rawValue:), "duty", &faults)
            return Role(
                code: RoleCode(key.text ?? ""), label: faults.need("label", in: value), grants: grants, duties: Set(duties))
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
