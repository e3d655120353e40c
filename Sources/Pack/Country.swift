package import Register

/// What a country decided: one folder, read once at the start.
package struct Country: Sendable {
    package let code: String
    package let name: String
    package let version: String
    package let casePrefix: String
    package let languages: [String]
    package let unreviewed: Set<String>
    package let offset: Int
    package let currencySign: String
    package let hotline: String
    package let emergency: String
    /// Whom to call when the system waits for its key, as people read it. Empty when the pack names nobody.
    package let keyKeeper: String
    package let legalBasis: String
    package let consentExpiryDays: Int
    package let decisionHours: Int
    package let practice: Practice
    /// Nil when the country makes no formal decisions.
    package let decisions: DecisionTerms?
    /// The forms that may be recorded many times in a case, by stage.
    package let records: [Form]
    /// Risk by points: the least for each level, the highest level first.
    package let riskLevels: [RiskLevel]
    package let opening: Form
    package let screening: Screening
    /// The screening instruments, in order.
    package let instruments: [Instrument]
    /// The task list of a case, in order.
    package let tasks: [Form]
    /// Every form, also those outside the task list.
    package let forms: [FormID: Form]
    package let concern: Form?
    /// Nil when the country has no public door.
    package let door: PublicDoor?
    /// The question of a report that says how urgent it is; `triage` says what follows.
    package let urgency: FieldID?
    /// The question of a case that says how high the risk is, until a record judges it.
    package let risk: FieldID?
    package let incident: Form?
    package let provider: Form?
    /// Nil where nobody is trained with this program.
    package let training: TrainingTerms?
    /// Nil when the country plans no campaigns.
    package let campaigns: CampaignForms?
    /// Nil when the country has no outlines of its districts.
    package let map: CountryMap?
    /// How the people of an incident are listed. Nil when the country brings them without a list.
    package let people: PeopleTerms?
    /// The question where a case holds what the person needs.
    package let needs: FieldID?
    /// Shape: ISO 3166-1 alpha-2. Nil for a land that is not on the list.
    package let region: String?
    package let agencies: [Agency]
    package let services: [Service]
    package let places: [Place]
    package let holidays: [Day: String]
    package let roles: [Role]
    package let exceptions: [Choice]
    package let declineReasons: [Choice]
    package let closureReasons: [Choice]
    package let purposes: [Choice]
    package let consentQuestions: [Choice]
    package let glassReasons: [Choice]
    package let concernOutcomes: [Choice]
    package let layouts: [String: [String]]
    package let guidance: GuidanceShelf
    package let words: Words
    /// What the languages of the country lack, said in English meanwhile.
    package let untranslated: [PackFault]

    package struct RiskLevel: Sendable, Equatable {
        package let code: String
        package let points: Int
    }

    package struct Agency: Sendable, Equatable {
        package let code: AgencyCode
        package let name: String
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
        package let label: String
        package let statute: String
        package let agencies: [AgencyCode]
        package let packet: [FormID]
        package let decisionHours: Int
        /// What a person would say who needs it.
        package let need: String
        /// The recorded needs that it answers.
        package let answers: [String]
        /// Whether it is given where the address must stay secret.
        package let isShelter: Bool
    }

    package struct Place: Sendable, Equatable {
        package let code: String
        package let name: String
        package let kind: String
        package let parent: String
    }

    package struct Screening: Sendable {
        package struct Advice: Sendable, Equatable {
            package let id: String
            package let level: String
            package let when: Condition
            package let text: String
        }
        package let form: Form
        package let advice: [Advice]

        /// What to do now, never a verdict.
        package func advice(for answers: Answers) -> [Advice] { advice.filter { $0.when.holds(for: answers) } }
    }

    /// Every field of every form, groups opened, and each by its name.
    package let fields: [Field]
    package let fieldsByID: [FieldID: Field]

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

    package func today(_ now: Moment) -> Day { now.local(offset: offset).day }
}
