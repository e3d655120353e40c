/// One raid, many persons: what is the same for everybody, whose cases came of it, and who must have no part in it.
package struct Incident: Chronicle, Equatable {
    /// A person of the incident, by their case.
    package struct Person: Codable, Sendable, Hashable {
        package let chronicle: ChronicleID
        package let number: String

        package init(chronicle: ChronicleID, number: String) {
            self.chronicle = chronicle
            self.number = number
        }
    }

    package enum Action: Recordable {
        /// The report it came from, if it came from one. Its text is not copied.
        case opened(number: String, origin: Origin?, answers: Answers)
        case amended(answers: Answers)
        /// The cases opened in one batch.
        case brought([Person])
        case barred(Exclusion)
        case unbarred(Exclusion)

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get {
                switch self {
                case .opened(_, _, let answers), .amended(let answers): answers
                case .brought, .barred, .unbarred: Answers()
                }
            }
            set {
                switch self {
                case .opened(let number, let origin, _): self = .opened(number: number, origin: origin, answers: newValue)
                case .amended: self = .amended(answers: newValue)
                case .brought, .barred, .unbarred: break
                }
            }
        }
    }

    package static let kind = ChronicleKind.incident
    /// How many people one batch may bring.
    package static let mostAtOnce = 500

    package private(set) var number = ""
    package private(set) var origin: Origin?
    package private(set) var leader: AccountID?
    package private(set) var agency: AgencyCode = ""
    package private(set) var opened = Moment(seconds: 0)
    package private(set) var answers = Answers()
    package private(set) var people: [Person] = []
    package private(set) var barred: Set<Exclusion> = []

    package init() {}

    package var isThere: Bool { leader != nil }

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .opened(let number, let origin, let answers):
            self.number = number
            self.origin = origin
            self.answers = answers
            leader = entry.stamp.author
            agency = entry.stamp.agency
            opened = entry.stamp.at
        case .amended(let answers): self.answers.merge(answers)
        case .brought(let people): self.people += people
        case .barred(let exclusion): barred.insert(exclusion)
        case .unbarred(let exclusion): barred.remove(exclusion)
        }
    }
}
