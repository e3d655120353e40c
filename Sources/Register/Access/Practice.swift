/// How a country works a case, as values: its deadlines, its records, its rules of decision and of trust.
package struct Practice: Sendable, Equatable {
    /// A question nobody asks: whether the person is a child, for the conditions of deadlines.
    package static let isChild: FieldID = "is_child"

    package var calendar = WorkCalendar(zone: .utc)
    package var deadlines: [Deadline] = []
    package var records: [FormID: Keeping] = [:]
    /// The question for the date of birth.
    package var birth: FieldID?
    /// The answers that mean a child when no date of birth is known.
    package var childBands: [FieldID: Set<String>] = [:]
    package var identity = IdentityFields()
    /// Units: days.
    package var conclusiveAfterDays = 0
    package var closureNeedsApproval = false
    /// Units: hours. How long a broken glass lasts.
    package var glassHours = 4
    /// More distinct cases opened in an hour than this are told to the supervisor.
    package var casesAnHour = 30
    /// Over these the worker proves themself again before more is opened.
    package var caps = Caps.usual
    /// How long a report of concern may wait, by its urgency.
    package var triage: [String: Span] = [:]
    /// The conclusions of a screening after which a day to ask again must be named.
    package var conclusionsToAskAgain: Set<String> = []
    /// Units: years from closure, by the reason a case was closed for; `nil` stands for every other.
    package var retentionYears: [String?: Int] = [:]

    package var directory = ProviderTerms()
    package var training = TrainingPractice()

    /// Whose reports somebody sees who triages.
    package var desks = TriageDesks()
    /// The question of a report that says by which way it came.
    package var reportSource: FieldID?
    /// Units: days after a report that led to nothing was looked at, by the way it came; `nil` stands for every other.
    package var reportDays: [String?: Int] = [:]

    package var campaigns = CampaignTerms()
    package var statistics = StatisticsTerms()

    package var exports = ExportTerms()

    package init() {}

    /// The same for the same decisions, whatever order they are held in.
    package var mark: String {
        let kept = records.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }
        let bands = childBands.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value.sorted())" }
        let days = calendar.holidays.sorted().map(\.description) + calendar.weekend.sorted().map(String.init)
        let ofReports = "\(reportSource?.rawValue ?? "")\(spelt(reportDays))\(desks.mark)"
        return "\(identity)\(deadlines)\(kept)\(birth?.rawValue ?? "")\(bands)\(days)\(calendar.zone.name)\(directory)\(ofReports)"
            + "\(training.retentionDays ?? 0)\(campaigns.mark)\(statistics.mark)"
    }

    private func spelt(_ days: [String?: Int]) -> [String] { days.map { "\($0.key ?? ""):\($0.value)" }.sorted() }

    package func retention(of reason: String?) -> Int? { retentionYears[reason] ?? retentionYears[nil] }
}
