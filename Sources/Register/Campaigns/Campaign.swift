/// One awareness campaign: what it should change, its waves, its materials, what was done, whom it reached, what people know.
///
/// Shape: each record is an answered form of the pack. What a form is for says `CampaignTerms`.
package struct Campaign: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, running, ended }

    /// A record: a wave, a material, a check, an activity.
    package struct Part: Sendable, Equatable, Identifiable {
        /// The record as it was once, and since when.
        package struct Version: Sendable, Equatable {
            package let answers: Answers
            package let at: Moment
            package let author: AccountID
        }

        package let id: EntryID
        package let form: FormID
        /// The record it belongs to: a check to its material, an activity to its wave.
        package let about: EntryID?
        package let at: Moment
        package let author: AccountID
        package internal(set) var answers: Answers
        /// The entry that recorded or changed it last: a check counts for the material as it was before.
        package internal(set) var sequence: Int
        /// How it was, oldest first, and how it is.
        package internal(set) var versions: [Version]
    }

    /// A file that shows what was done.
    package struct Evidence: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let attachment: Attachment
        package let about: EntryID?
        package let at: Moment
        package let author: AccountID
        package let answers: Answers
        /// Why it is shown to nobody any more.
        package internal(set) var withdrawn: Answers?
    }

    /// What people type or scan, so that a call can be counted for a channel of a wave.
    package struct Code: Sendable, Equatable {
        package let wave: EntryID
        package let channel: String
        package let code: String
    }

    /// What one person said, and the sheet it came with.
    package struct Response: Sendable, Equatable {
        package let answers: Answers
        package let sheet: String?
    }

    /// Answers that were brought in together, and may be taken out together.
    package struct Sheet: Sendable, Equatable, Identifiable {
        package let id: String
        package let round: EntryID
        package let at: Moment
        package let author: AccountID
        package internal(set) var rows: Int
        package internal(set) var isWithdrawn = false
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
    package private(set) var responses: [EntryID: [Response]] = [:]
    package private(set) var sheets: [Sheet] = []
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
                    sequence: entry.sequence, versions: [.init(answers: answers, at: stamp.at, author: stamp.author)]))
        case .changed(let id, let answers):
            guard let place = places[id] else { return }
            parts[place].answers.merge(answers)
            parts[place].sequence = entry.sequence
            parts[place].versions.append(.init(answers: parts[place].answers, at: stamp.at, author: stamp.author))
        case .coded(let wave, let channel, let code): codes.append(Code(wave: wave, channel: channel, code: code))
        case .responded(let round, let answers, let sheet): take(answers, round, sheet, stamp)
        case .sheetWithdrawn(let round, let sheet):
            responses[round]?.removeAll { $0.sheet == sheet }
            for index in sheets.indices where sheets[index].id == sheet && sheets[index].round == round {
                sheets[index].isWithdrawn = true
            }
        case .attached(let attachment, let about, let answers):
            evidence.append(
                Evidence(
                    id: entry.id, attachment: attachment, about: about, at: stamp.at, author: stamp.author, answers: answers))
        case .fileWithdrawn(let id, let answers):
            for index in evidence.indices where evidence[index].id == id { evidence[index].withdrawn = answers }
        case .ended: status = .ended
        case .resumed: status = .running
        }
    }

    private mutating func take(_ answers: Answers, _ round: EntryID, _ sheet: String?, _ stamp: Stamp) {
        responses[round, default: []].append(Response(answers: answers, sheet: sheet))
        guard let sheet else { return }
        if let index = sheets.lastIndex(where: { $0.id == sheet && $0.round == round }) {
            sheets[index].rows += 1
        } else {
            sheets.append(Sheet(id: sheet, round: round, at: stamp.at, author: stamp.author, rows: 1))
        }
    }
}
