/// A file for a partner, with a row for each person: asked for, agreed to by somebody else, made once, handed over sealed.
package struct Export: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, asked, agreed, refused, made, withdrawn, taken }

    /// What is asked for, and for whom.
    package struct Request: Codable, Sendable, Equatable {
        /// The format, a code of the pack.
        package let format: String
        /// The first and the last day on which a person was registered.
        package let from: Day
        package let until: Day
        package let recipient: String
        package let keys: [RecipientKey]
        /// A code of the pack; the words to it stand in the answers.
        package let reason: String
        /// How many people would have been in it when it was asked for.
        package var people: Int

        package init(
            format: String, from: Day, until: Day, recipient: String, keys: [RecipientKey], reason: String, people: Int = 0
        ) {
            self.format = format
            self.from = from
            self.until = until
            self.recipient = recipient
            self.keys = keys
            self.reason = reason
            self.people = people
        }
    }

    /// What was made. Digests are SHA-256, in hexadecimal.
    package struct Made: Codable, Sendable, Equatable {
        package let people: Int
        /// Of the file as the recipient opens it.
        package let plain: String
        /// Of the file as it is handed over.
        package let sealed: String
        /// Of the table alone, its cells in their order.
        package let table: String
        /// Units: bytes, of the sealed file.
        package let size: Int

        package init(people: Int, plain: String, sealed: String, table: String, size: Int) {
            self.people = people
            self.plain = plain
            self.sealed = sealed
            self.table = table
            self.size = size
        }
    }

    /// What was taken at the terminal, all of it at once. The digest is SHA-256, in hexadecimal.
    package struct Taken: Codable, Sendable, Equatable {
        /// A word of the command, such as `csv`.
        package let format: String
        package let people: Int
        package let plain: String
        /// Units: bytes.
        package let size: Int

        package init(format: String, people: Int, plain: String, size: Int) {
            self.format = format
            self.people = people
            self.plain = plain
            self.size = size
        }
    }

    /// Who did what, and what they wrote to it.
    package struct Step: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let status: Status
        package let by: AccountID
        package let at: Moment
        package let answers: Answers
    }

    package enum Action: Recordable {
        case asked(number: String, Request, answers: Answers)
        case agreed
        case refused(answers: Answers)
        case made(Made)
        case withdrawn(answers: Answers)
        /// Whoever holds the key of the installation took every case; its author is the second person, who agreed there.
        case taken(number: String, Taken)

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get {
                switch self {
                case .asked(_, _, let answers), .refused(let answers), .withdrawn(let answers): answers
                case .agreed, .made, .taken: Answers()
                }
            }
            set {
                switch self {
                case .asked(let number, let request, _): self = .asked(number: number, request, answers: newValue)
                case .refused: self = .refused(answers: newValue)
                case .withdrawn: self = .withdrawn(answers: newValue)
                case .agreed, .made, .taken: break
                }
            }
        }
    }

    package static let kind = ChronicleKind.export
    package private(set) var number = ""
    package private(set) var agency: AgencyCode = ""
    package private(set) var request: Request?
    package private(set) var made: Made?
    package private(set) var taken: Taken?
    /// The entry that the sealed file came with.
    package private(set) var file: EntryID?
    package private(set) var steps: [Step] = []

    package init() {}

    package var status: Status { steps.last?.status ?? .absent }
    package var asker: AccountID? { steps.first?.by }
    package var changed: Moment { steps.last?.at ?? Moment(seconds: 0) }

    package mutating func apply(_ entry: Entry<Action>) {
        let status: Status
        switch entry.action {
        case .asked(let number, let request, _):
            self.number = number
            self.request = request
            agency = entry.stamp.agency
            status = .asked
        case .agreed: status = .agreed
        case .refused: status = .refused
        case .made(let made):
            self.made = made
            file = entry.id
            status = .made
        case .withdrawn: status = .withdrawn
        case .taken(let number, let taken):
            self.number = number
            self.taken = taken
            agency = entry.stamp.agency
            status = .taken
        }
        steps.append(
            Step(id: entry.id, status: status, by: entry.stamp.author, at: entry.stamp.at, answers: entry.action.answers))
    }
}
