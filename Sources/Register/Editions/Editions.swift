/// What the country decided, edition after edition of its pack: which one holds, who accepted it, when, and who agreed.
///
/// Shape: one chronicle for each installation. The files of an edition are sealed beside its entry; an entry says what changed.
package struct Editions: Chronicle, Equatable {
    /// The files of a pack, as one.
    package struct Edition: Codable, Sendable, Equatable {
        /// SHA-256 of all files in order, in hexadecimal digits.
        package let digest: String
        /// The version that the pack gives itself.
        package let version: String
        package let files: Int
        /// Units: bytes.
        package let size: Int
        /// What of it decides trust and is not as before, codes of `docs/pack.md`. Then two people accept it.
        package let trust: [String]

        package init(digest: String, version: String, files: Int, size: Int, trust: [String] = []) {
            self.digest = digest
            self.version = version
            self.files = files
            self.size = size
            self.trust = trust
        }
    }

    package enum Action: Recordable {
        /// Holds from now on; the answers say what changed.
        case accepted(Edition, answers: Answers)
        /// Waits for a second person.
        case proposed(Edition, answers: Answers)
        /// The second person agreed: what waited holds.
        case agreed(digest: String)
        /// What waited is given up.
        case withdrawn(digest: String)

        package static var compartment: Compartment { .core }

        /// That of the files that came with it. Nil when none did.
        package var digestOfFiles: String? {
            switch self {
            case .accepted(let edition, _), .proposed(let edition, _): edition.digest
            case .agreed, .withdrawn: nil
            }
        }

        package var answers: Answers {
            get {
                switch self {
                case .accepted(_, let answers), .proposed(_, let answers): answers
                case .agreed, .withdrawn: Answers()
                }
            }
            set {
                switch self {
                case .accepted(let edition, _): self = .accepted(edition, answers: newValue)
                case .proposed(let edition, _): self = .proposed(edition, answers: newValue)
                case .agreed, .withdrawn: break
                }
            }
        }
    }

    /// An edition with the entry that brought it, and who stands for it.
    package struct Step: Sendable, Equatable {
        package let edition: Edition
        package let entry: EntryID
        package let by: AccountID
        package let at: Moment
        package let changes: String
        /// The second person. Nil where one was enough.
        package fileprivate(set) var agreed: AccountID?
    }

    package static let kind = ChronicleKind.edition
    /// Every edition that held, the one that holds last.
    package private(set) var accepted: [Step] = []
    /// What waits for a second person.
    package private(set) var waiting: Step?

    package init() {}

    package var current: Step? { accepted.last }

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .accepted(let edition, let answers):
            accepted.append(Editions.step(edition, answers, entry))
            waiting = nil
        case .proposed(let edition, let answers):
            waiting = Editions.step(edition, answers, entry)
        case .agreed(let digest):
            guard var step = waiting, step.edition.digest == digest else { return }
            step.agreed = entry.stamp.author
            accepted.append(step)
            waiting = nil
        case .withdrawn(let digest):
            if waiting?.edition.digest == digest { waiting = nil }
        }
    }

    private static func step(_ edition: Edition, _ answers: Answers, _ entry: Entry<Action>) -> Step {
        Step(
            edition: edition, entry: entry.id, by: entry.stamp.author, at: entry.stamp.at, changes: answers[.text]?.text ?? "")
    }

    /// Says nothing when the action may happen now, and otherwise why not.
    ///
    /// - Parameter isDemo: a demo accepts by itself.
    package func accept(_ action: Action, by author: AccountID, mayAgree: Bool, isDemo: Bool) throws(Refusal) {
        switch action {
        case .accepted(let edition, _):
            guard edition.digest != current?.edition.digest else { throw Refusal("editionAccepted") }
            guard isDemo || current == nil || edition.trust.isEmpty else { throw Refusal("editionNeedsTwo") }
        case .proposed(let edition, _):
            guard edition.digest != current?.edition.digest else { throw Refusal("editionAccepted") }
        case .agreed(let digest):
            guard waiting?.edition.digest == digest else { throw Refusal("editionNotProposed") }
            guard mayAgree else { throw Refusal("notPermitted") }
            guard waiting?.by != author else { throw Refusal("editionOwn") }
        case .withdrawn(let digest):
            guard waiting?.edition.digest == digest else { throw Refusal("editionNotProposed") }
        }
    }
}
