package import Foundation
import Register

extension Country {
    /// Reads a pack folder. Errors: every fault there is, with file and line.
    package init(at folder: URL) throws(PackProblems) { try self.init(PackFolder(at: folder)) }

    /// Reads a pack from its files. Errors: as above.
    package init(_ folder: PackFolder) throws(PackProblems) {
        if let fault = folder.fault { throw PackProblems(faults: [fault]) }
        try self.init(PackPages(folder))
    }

    init(_ pages: PackPages) throws(PackProblems) {
        var reader = CountryReader(pages)
        let country = reader.read()
        let problems = reader.faults.problems
        guard problems.faults.isEmpty else { throw problems }
        self = country
    }
}

/// Reads a pack section by section, each after those that it refers to.
struct CountryReader {
    private let pages: PackPages
    private(set) var faults: Faults
    private var country = Country()
    private var home = Homes()
    private var forms = FormReader(lists: [:], places: [])

    init(_ pages: PackPages) {
        self.pages = pages
        faults = pages.faults
    }

    private var pack: Yaml { pages["pack.yml"] }

    mutating func read() -> Country {
        PackReader.read(pack, into: &country, &faults)
        tables()
        caseForms()
        screenings()
        records()
        services()
        rooms()
        around()
        practice()
        figures()
        let holes = GuidanceHoles(agencies: country.agencies)
        country.guidance = GuidanceReader(languages: country.languages, holes: holes).shelf(pages, &faults)
        country.words = Words(country.languages, in: pages, &faults)
        country.untranslated = faults.notes.sorted()
        return country
    }

    private mutating func tables() {
        country.places = Country.Place.all(pages.table("places.csv"), &faults)
        country.agencies = pages.table("agencies.csv").lines.map(Country.Agency.init)
        country.holidays = pages.table("holidays.csv").lines.reduce(into: [:]) { days, line in
            if let day = Day(line["date"]) { days[day] = line["name"] }
        }
        country.map = MapReader.map(pages, country.places, &faults)
        country.roles = RoleReader.roles(pages["roles.yml"])
    }

    /// The folder `forms`: the task list of a case, in the order of pack.yml.
    private mutating func caseForms() {
        let lists = pages["lists.yml"].pairs.map { ($0.word, [Choice]($1)) }
        forms = FormReader(
            lists: Dictionary(lists, uniquingKeysWith: { first, _ in first }),
            places: country.places.map { Choice(code: $0.code, label: $0.name) })
        for yaml in pages.files(in: "forms") {
            let form = forms.form(yaml, &faults)
            if country.forms[form.id] != nil, let id = yaml["id"] { faults.add(id, "there are two forms \"\(form.id)\"") }
            country.forms[form.id] = form
            home.take(form, yaml, &faults)
            let columns = form.fields.compactMap(\.standard.ctdc)
            for (key, value) in yaml.pairs("layouts") {
                for column in value.words {
                    faults.check(column, among: columns, "no \"ctdc\" of a field of this form", of: [.forms])
                }
                country.layouts[key.word] = value.words.map(\.word)
            }
        }
        country.tasks = pack.words("forms").compactMap { form($0) }
        if let entry = pack["opening"], let form = form(entry) { country.opening = form }
    }

    private mutating func form(_ entry: Yaml) -> Form? {
        faults.check(entry, among: country.forms.keys.map(\.rawValue), "no form of the folder forms", of: [.forms])
        return country.forms[FormID(entry.word)]
    }

    private mutating func screenings() {
        if let entry = pack["screening"], let yaml = InstrumentReader.file(entry, pages, &faults) {
            country.screening = ScreeningReader.screening(yaml, forms, &faults)
            home.take(country.screening.form, yaml, &faults)
        }
        country.instruments = InstrumentReader(questions: forms).instruments(pages, home: &home, &faults)
        country.fields =
            (country.forms.values.flatMap(\.fields) + country.screening.form.fields
            + country.instruments.flatMap(\.form.fields)).flatMap { [$0] + $0.fields }
    }

    private mutating func records() {
        for yaml in pages.files(in: "records") {
            let form = RecordReader.record(yaml, forms, &faults)
            home.take(form, yaml, &faults)
            country.records.append(form)
        }
        country.records.sort { ($0.keeping?.stage ?? 0, $0.id) < ($1.keeping?.stage ?? 0, $1.id) }
    }

    private mutating func services() {
        country.services = pages.table("services.csv").lines.map { Country.Service($0, country, &faults) }
    }

    private mutating func rooms() {
        var asked = Asked(country.forms.values.flatMap(\.fields), of: Section.questions)
        asked.homes = home.forms
        let found = RoomReader(reader: forms, asked: asked, services: country.services).rooms(pages, home: &home, &faults)
        country.concern = found.forms["concern"]
        country.incident = found.forms["incident"]
        country.provider = found.forms["provider"]
        (country.urgency, country.reportSource) = (found.urgency, found.source)
        country.people = found.people
        country.practice.directory = found.directory
    }

    /// What a country may leave out: training, the public door, campaigns.
    private mutating func around() {
        country.training = TrainingReader(questions: forms).terms(pages, home: &home, &faults)
        country.door = PublicDoorReader(
            reader: forms, concern: country.concern, urgency: country.urgency, source: country.reportSource
        ).door(pages, &home, &faults)
        let campaigns = CampaignReader(
            lists: forms.lists, places: country.places, concern: country.concern,
            ofCases: Asked(country.caseFields, of: Section.questions)
        ).read(pages, home: &home, &faults)
        country.campaigns = campaigns.forms
        country.practice.campaigns = campaigns.terms
        let rooms = [country.concern, country.incident, country.provider].compactMap(\.self)
        let all = country.caseFields + (rooms + (country.door?.forms ?? [])).flatMap(\.fields) + campaigns.fields
        country.fieldsByID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func practice() {
        let reader = PracticeReader(country)
        let (directory, campaigns) = (country.practice.directory, country.practice.campaigns)
        var practice = reader.practice(pack, &faults)
        country.risk = reader.risk(pack, &faults)
        country.needs = reader.needs(pack, pages.table("services.csv"), &faults)
        country.decisions = DecisionTerms(pack["decisions"], country, &faults)
        practice.calendar = PackReader.calendar(pack, country, &faults)
        practice.deadlines = DeadlineReader(country).deadlines(pages["deadlines.yml"], &faults)
        practice.directory = directory
        practice.campaigns = campaigns
        practice.training = TrainingReader.practice(pack, country.training, &faults)
        practice.training.quickScreen = country.screening.form.id
        practice.reportSource = country.reportSource
        let triage = TriageReader(
            concern: country.concern, urgency: country.urgency,
            ways: country.reportSource.flatMap { country.concern?[$0]?.choices } ?? [], channel: country.door?.channel,
            agencies: country.agencies)
        practice.triage = triage.triage(pack, &faults)
        practice.desks = triage.desks(pack, &faults)
        practice.reportDays = triage.retention(pack, &faults)
        country.practice = practice
    }

    /// What leaves the house: files for partners, and what is counted.
    private mutating func figures() {
        country.practice.exports = ExportReader(
            asked: Asked(country.caseFields, of: Section.questions), forms: country.forms.values.sorted { $0.id < $1.id },
            layouts: country.layouts, purposes: country.purposes
        ).terms(pages["exports.yml"], &faults)
        country.practice.statistics = StatisticsReader(
            rows: CountedRows(country), milestones: Milestones(records: country.records)
        ).terms(pages["statistics.yml"], &faults)
    }
}
