/// One awareness campaign: what it should change, its waves, its materials, what was done, whom it reached, what people know.
///
/// Shape: each record is an answered form of the pack. What a form is for says `CampaignTerms`.
package struct Campaign: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, running, ended }

    /// A record: a wave, a material, a check, an activity.
    package struct Part: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let form: FormID
        /// The record it belongs to: a check to its material, an activity to its wave.
        package let about: EntryID?
        package let at: Moment
        package let author: AccountID
        package internal(set) var answers: Answers
        /// The entry that recorded or changed it last: a check counts for the material as it was before.
        package internal(set) var sequence: Int
    }

    /// A file that shows what was done.
    package struct Evidence: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let attachment: Attachment
        package let about: EntryID?
        package let at: Moment
        package let author: AccountID
        package let answers: Answers
    }

    /// What people type or scan, so that a call can be counted for a channel of a wave.
    package struct Code: Sendable, Equatable {
        package let wave: EntryID
        package let channel: String
        package let code: String
    }

    package enum Action: Recordable {
        case planned(number: String, answers: Answers)
        case replanned(answers: Answers)
        case recorded(form: FormID, about: EntryID?, answers: Answers)
        case changed(EntryID, answers: Answers)
        case coded(wave: EntryID, channel: String, code: String)
        /// What one person said in a round. Nobody's name is asked.
        case responded(round: EntryID, answers: Answers)
        case attached(Attachment, about: EntryID?, answers: Answers)
        case ended
        case resumed

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get {
                switch self {
                case .planned(_, let answers), .replanned(let answers), .recorded(_, _, let answers), .changed(_, let answers),
                    .responded(_, let answers), .attached(_, _, let answers):
                    answers
                case .coded, .ended, .resumed: Answers()
                }
            }
            set {
                switch self {
                case .planned(let number, _): self = .planned(number: number, answers: newValue)
                case .replanned: self = .replanned(answers: newValue)
                case .recorded(let form, let about, _): self = .recorded(form: form, about: about, answers: newValue)
                case .changed(let id, _): self = .changed(id, answers: newValue)
                case .responded(let round, _): self = .responded(round: round, answers: newValue)
                case .attached(let attachment, let about, _): self = .attached(attachment, about: about, answers: newValue)
                case .coded, .ended, .resumed: break
                }
            }
        }
    }

    package static let kind = ChronicleKind.campaign
    package private(set) var number = ""
    package private(set) var status = Status.absent
    package private(set) var agency: AgencyCode = ""
    package private(set) var planner: AccountID?
    package private(set) var planned = Moment(seconds: 0)
    package private(set) var changed = Moment(seconds: 0)
    package private(set) var answers = Answers()
    package private(set) var parts: [Part] = []
    package private(set) var codes: [Code] = []
    package private(set) var responses: [EntryID: [Answers]] = [:]
    package private(set) var evidence: [Evidence] = []
    private var places: [EntryID: Int] = [:]

    package init() {}

    package func part(_ id: EntryID) -> Part? { places[id].map { parts[$0] } }

    package mutating func apply(_ entry: Entry<Action>) {
        let stamp = entry.stamp
        changed = stamp.at
        switch entry.action {
        case .planned(let number, let answers):
            self.number = number
            self.answers = answers
            status = .running
            agency = stamp.agency
            planner = stamp.author
            planned = stamp.at
        case .replanned(let answers): self.answers.merge(answers)
        case .recorded(let form, let about, let answers):
            places[entry.id] = parts.count
            parts.append(
                Part(
                    id: entry.id, form: form, about: about, at: stamp.at, author: stamp.author, answers: answers,
                    sequence: entry.sequence))
        case .changed(let id, let answers):
            guard let place = places[id] else { return }
            parts[place].answers.merge(answers)
            parts[place].sequence = entry.sequence
        case .coded(let wave, let channel, let code): codes.append(Code(wave: wave, channel: channel, code: code))
        case .responded(let round, let answers): responses[round, default: []].append(answers)
        case .attached(let attachment, let about, let answers):
            evidence.append(
                Evidence(
                    id: entry.id, attachment: attachment, about: about, at: stamp.at, author: stamp.author, answers: answers))
        case .ended: status = .ended
        case .resumed: status = .running
        }
    }
}
