/// What somebody from the public and the triage team write to each other under a reply code.
///
/// Shape: it points to its report, and the report to it. Its keys are its own, so that the person may destroy what was written here while
/// the report stays.
package struct Dialogue: Chronicle, Equatable {
    package enum Action: Recordable {
        case opened(concern: ChronicleID, language: String)
        /// The public writes.
        case asked(answers: Answers)
        /// The public sends a picture, perhaps with words.
        case attached(Picture, answers: Answers)
        /// The team writes.
        case answered(answers: Answers)
        /// Where the matter stands, as the person may know it: a code of the pack.
        case marked(standing: String)

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get {
                switch self {
                case .asked(let answers), .attached(_, let answers), .answered(let answers): answers
                case .opened, .marked: Answers()
                }
            }
            set {
                switch self {
                case .asked: self = .asked(answers: newValue)
                case .attached(let picture, _): self = .attached(picture, answers: newValue)
                case .answered: self = .answered(answers: newValue)
                case .opened, .marked: break
                }
            }
        }
    }

    /// A picture, cleaned of what phones add, kept beside its entry.
    package struct Picture: Codable, Sendable, Equatable {
        package let type: String
        /// SHA-256 of what is kept.
        package let digest: String

        package init(type: String, digest: String) {
            self.type = type
            self.digest = digest
        }
    }

    package struct Message: Sendable, Equatable, Identifiable {
        package let id: EntryID
        /// Nil when the public wrote it.
        package let author: AccountID?
        /// Of the public only the part of the day.
        package let at: Moment
        package let answers: Answers
        package let picture: Picture?
    }

    package static let kind = ChronicleKind.dialogue
    package static let padded: Set<Compartment> = [.welfare]
    /// The most messages there can be, so that nobody fills the disk with one code.
    package static let limit = 200
    package static let pictureLimit = 10

    package private(set) var concern: ChronicleID?
    package private(set) var language = ""
    package private(set) var standing: String?
    package private(set) var messages: [Message] = []

    package init() {}

    package mutating func apply(_ entry: Entry<Action>) {
        func message(_ author: AccountID?, _ answers: Answers, _ picture: Picture? = nil) -> Message {
            Message(id: entry.id, author: author, at: entry.stamp.at, answers: answers, picture: picture)
        }
        switch entry.action {
        case .opened(let concern, let language):
            self.concern = concern
            self.language = language
        case .asked(let answers): messages.append(message(nil, answers))
        case .attached(let picture, let answers): messages.append(message(nil, answers, picture))
        case .answered(let answers): messages.append(message(entry.stamp.author, answers))
        case .marked(let standing): self.standing = standing
        }
    }

    /// Whether the last word is the public's, so that somebody should answer.
    package var waits: Bool { messages.last.map { $0.author == nil } ?? false }

    /// Says nothing when the action may happen now, and otherwise why not. The public has no duties; their code let them in.
    package func accept(_ action: Action, duties: Set<Duty>) throws(Refusal) {
        switch action {
        case .opened: guard concern == nil else { throw Refusal("alreadyReported") }
        case .asked, .attached:
            guard concern != nil else { throw Refusal("notPermitted") }
            var pictures = messages.count { $0.picture != nil }
            if case .attached = action { pictures += 1 }
            guard messages.count < Dialogue.limit, pictures <= Dialogue.pictureLimit else { throw Refusal("tooManyMessages") }
        case .answered, .marked:
            guard concern != nil, duties.contains(.triage) else { throw Refusal("notPermitted") }
        }
    }
}
