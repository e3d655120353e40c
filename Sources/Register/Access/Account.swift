/// A member of staff and what they were granted. Names and grants are ledger entries, sealed as staff; passwords are not here.
package struct Account: Chronicle, Equatable, Codable {
    package struct Grant: Codable, Sendable, Equatable {
        package let name: String
        package let signIn: String
        package let agency: AgencyCode
        package let role: RoleCode
        package init(name: String, signIn: String, agency: AgencyCode, role: RoleCode) {
            self.name = name
            self.signIn = signIn
            self.agency = agency
            self.role = role
        }
    }

    package enum Action: Recordable {
        case granted(Grant)
        case disabled
        case enabled
        /// More distinct cases were opened in an hour than the country finds usual. Recorded by the program, of whoever opened
        /// them.
        case lookedAtMany(count: Int)
        /// Somebody else asked about it, and what they found.
        case lookedInto(EntryID, text: String)

        package static var compartment: Compartment { .staff }
        package var answers: Answers {
            get { Answers() }
            set { _ = newValue }
        }
    }

    /// That many cases were opened in an hour, and what a supervisor found.
    package struct Alert: Codable, Sendable, Equatable, Identifiable {
        package struct Review: Codable, Sendable, Equatable {
            package let by: AccountID
            package let at: Moment
            package let text: String
        }

        package let id: EntryID
        /// The agency that the worker was of then.
        package let agency: AgencyCode
        package let at: Moment
        /// The most that it came to while nobody had looked into it.
        package internal(set) var count: Int
        package internal(set) var review: Review?

        /// Whether more of the same hour belongs to it: nobody looked into it yet.
        func grows(of agency: AgencyCode, at now: Moment) -> Bool {
            review == nil && agency == self.agency && isOfTheHour(now)
        }

        func isOfTheHour(_ now: Moment) -> Bool { now.seconds - at.seconds < 3600 }
    }

    package static let kind = ChronicleKind.account
    package private(set) var grant: Grant?
    package private(set) var isDisabled = false
    /// When it was first granted.
    package private(set) var granted: Moment?
    /// When it was disabled, while it is.
    package private(set) var disabled: Moment?
    /// When it was last enabled anew. Whoever was signed in before is not any more.
    package private(set) var enabled: Moment?
    package private(set) var alerts: [Alert] = []

    package init() {}

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .granted(let grant):
            self.grant = grant
            granted = granted ?? entry.stamp.at
        case .disabled:
            isDisabled = true
            disabled = entry.stamp.at
        case .enabled:
            isDisabled = false
            disabled = nil
            enabled = entry.stamp.at
        case .lookedAtMany(let count):
            if let last = alerts.indices.last, alerts[last].grows(of: entry.stamp.agency, at: entry.stamp.at) {
                alerts[last].count = max(alerts[last].count, count)
            } else {
                alerts.append(Alert(id: entry.id, agency: entry.stamp.agency, at: entry.stamp.at, count: count))
            }
        case .lookedInto(let id, let text):
            guard let index = alerts.firstIndex(where: { $0.id == id }) else { return }
            alerts[index].review = Alert.Review(by: entry.stamp.author, at: entry.stamp.at, text: text)
        }
    }

    /// Whether that many are to be told: the first of an hour, more than was told, or as many again after somebody looked into it.
    package func isToTell(_ count: Int, limit: Int, of agency: AgencyCode, at now: Moment) -> Bool {
        guard let last = alerts.last, last.isOfTheHour(now) else { return true }
        if last.grows(of: agency, at: now) { return count > last.count }
        return count >= last.count + limit
    }

    /// Says nothing when somebody who may see an alert may close it now. Errors: `Refusal`.
    package func acceptReview(of id: EntryID, text: String) throws(Refusal) {
        guard let alert = alerts.first(where: { $0.id == id }), alert.review == nil else { throw Refusal("noSuchAlert") }
        guard !text.allSatisfy(\.isWhitespace) else { throw Refusal("reasonNeeded") }
    }
}
