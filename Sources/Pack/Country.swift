package import Register

/// What a country decided: one folder, read once at the start.
package struct Country: Sendable {
    package internal(set) var code = ""
    package internal(set) var name: Wording = ""
    package internal(set) var version = ""
    package internal(set) var casePrefix = ""
    package internal(set) var languages: [String] = []
    package internal(set) var unreviewed: Set<String> = []
    package internal(set) var zone = Zone.utc
    package internal(set) var currencySign = ""
    package internal(set) var hotline = ""
    package internal(set) var emergency = ""
    /// Whom to call when the system waits for its key, as people read it. Empty when the pack names nobody.
    package internal(set) var keyKeeper = ""
    package internal(set) var legalBasis = ""
    package internal(set) var consentExpiryDays = 0
    package internal(set) var decisionHours = 0
    package internal(set) var practice = Practice()
    /// Nil when the country makes no formal decisions.
    package internal(set) var decisions: DecisionTerms?
    /// The forms that may be recorded many times in a case, by stage.
    package internal(set) var records: [Form] = []
    /// Risk by points: the least for each level, the highest level first.
    package internal(set) var riskLevels: [RiskLevel] = []
    package internal(set) var opening: Form = Form(id: "", title: "", why: "", fields: [])
    package internal(set) var screening: Screening = Screening(form: Form(id: "", title: "", why: "", fields: []), advice: [])
    /// The screening instruments, in order.
    package internal(set) var instruments: [Instrument] = []
    /// The task list of a case, in order.
    package internal(set) var tasks: [Form] = []
    /// Every form, also those outside the task list.
    package internal(set) var forms: [FormID: Form] = [:]
    package internal(set) var concern: Form?
    /// Nil when the country has no public door.
    package internal(set) var door: PublicDoor?
    /// The question of a report that says how urgent it is; `triage` says what follows.
    package internal(set) var urgency: FieldID?
    /// The question of a case that says how high the risk is, until a record judges it.
    package internal(set) var risk: FieldID?
    /// The question of a report that says by which way it came.
    var reportSource: FieldID?
    package internal(set) var incident: Form?
    package internal(set) var provider: Form?
    /// Nil where nobody is trained with this program.
    package internal(set) var training: TrainingTerms?
    /// Nil when the country plans no campaigns.
    package internal(set) var campaigns: CampaignForms?
    /// Nil when the country has no outlines of its districts.
    package internal(set) var map: CountryMap?
    /// How the people of an incident are listed. Nil when the country brings them without a list.
    package internal(set) var people: PeopleTerms?
    /// The question where a case holds what the person needs.
    package internal(set) var needs: FieldID?
    /// Shape: ISO 3166-1 alpha-2. Nil for a land that is not on the list.
    package internal(set) var region: String?
    package internal(set) var agencies: [Agency] = []
    package internal(set) var services: [Service] = []
    package internal(set) var places: [Place] = []
    package internal(set) var holidays: [Day: String] = [:]
    package internal(set) var roles: [Role] = []
    package internal(set) var exceptions: [Choice] = []
    package internal(set) var declineReasons: [Choice] = []
    package internal(set) var closureReasons: [Choice] = []
    package internal(set) var purposes: [Choice] = []
    package internal(set) var consentQuestions: [Choice] = []
    package internal(set) var glassReasons: [Choice] = []
    package internal(set) var concernOutcomes: [Choice] = []
    package internal(set) var layouts: [String: [String]] = [:]
    package internal(set) var guidance = GuidanceShelf()
    package internal(set) var words = Words()
    /// What the languages of the country lack, said in English meanwhile.
    package internal(set) var untranslated: [PackFault] = []

    package struct RiskLevel: Sendable, Equatable {
        package let code: String
        package let points: Int
    }

    package struct Agency: Sendable, Equatable {
        package let code: AgencyCode
        package let name: Wording
        package let kind: String
        package let phone: String
        /// The number as it is dialled from another country. Empty when nobody said.
        package let abroad: String
        package let place: String
        package let dutyPost: String
        /// How many work there, where the country says so.
        package let staff: Int?
    }

    package struct Service: Sendable, Equatable {
        package let code: ServiceCode
        package let label: Wording
        package let statute: Wording
        package let agencies: [AgencyCode]
        package let packet: [FormID]
        package let decisionHours: Int
        /// What a person would say who needs it.
        package let need: Wording
        /// The recorded needs that it answers.
        package let answers: [String]
        /// Whether it is given where the address must stay secret.
        package let isShelter: Bool
    }

    package struct Place: Sendable, Equatable {
        package let code: String
        package let name: Wording
        package let kind: String
        package let parent: String
    }

    package struct Screening: Sendable {
        package struct Advice: Sendable, Equatable {
            package let id: String
            package let level: String
            package let when: Condition
            package let text: Wording
        }
        package let form: Form
        package let advice: [Advice]

        /// What to do now, never a verdict.
        package func advice(for answers: Answers) -> [Advice] { advice.filter { $0.when.holds(for: answers) } }
    }

    /// Every field of every form, groups opened, and each by its name.
    package internal(set) var fields: [Field] = []
    package internal(set) var fieldsByID: [FieldID: Field] = [:]

    init() {}

    /// Every question of a case and of its records, groups opened.
    var caseFields: [Field] { fields + records.flatMap(\.fields).flatMap { [$0] + $0.fields } }

    package func agency(_ code: AgencyCode) -> Agency? { agencies.first { $0.code == code } }
    package func record(_ id: FormID) -> Form? { records.first { $0.id == id } }
    package func deadline(_ id: DeadlineID) -> Deadline? { practice.deadlines.first { $0.id == id } }
    package func place(_ code: String) -> Place? { places.first { $0.code == code } }
    package func service(_ code: ServiceCode) -> Service? { services.first { $0.code == code } }

    /// Every form a case can hold: the first, the quick screen, the instruments, the task list, then the rest by name.
    package var everyForm: [Form] {
        let listed = [opening, screening.form] + instruments.map(\.form) + tasks
        return listed + forms.values.filter { form in !listed.contains { $0.id == form.id } }.sorted { $0.id < $1.id }
    }

    private var campaignForms: [Form] { campaigns.map { [$0.plan] + $0.records + [$0.answer].compactMap(\.self) } ?? [] }

    package var policy: Policy {
        Policy(
            version: "\(code) \(version)", roles: Dictionary(roles.map { ($0.code, $0) }) { first, _ in first }, fields: fields,
            practice: practice, records: otherFields)
    }

    /// The questions of records and of what is no case.
    private var otherFields: [Field] {
        let forms =
            records + [concern, incident, provider, training?.satisfaction, training?.followUp].compactMap(\.self)
            + (door?.forms ?? []) + campaignForms
        return forms.flatMap(\.fields).flatMap { [$0] + $0.fields }
    }

    var everyFieldName: [FieldID] { (fields + otherFields).map(\.id) }

    /// The roles that oversee an agency: they agree to what others ask.
    package var supervisors: [RoleCode] { roles.filter { $0.grants[.agency]?.may.contains(.approve) == true }.map(\.code) }

    package func today(_ now: Moment) -> Day { zone.day(of: now) }
}
