extension Campaign {
    package enum Action: Recordable {
        case planned(number: String, answers: Answers)
        case replanned(answers: Answers)
        case recorded(form: FormID, about: EntryID?, answers: Answers)
        case changed(EntryID, answers: Answers)
        case coded(wave: EntryID, channel: String, code: String)
        /// What one person said in a round. Nobody's name is asked. `sheet` names the sheet it came with.
        case responded(round: EntryID, answers: Answers, sheet: String? = nil)
        case attached(Attachment, about: EntryID?, answers: Answers)
        case ended
        case resumed
        /// A sheet counts no more: it was a mistake, or a corrected one takes its place.
        case sheetWithdrawn(round: EntryID, sheet: String)
        /// A file is shown to nobody any more, such as when somebody could be recognised in it.
        case fileWithdrawn(EntryID, answers: Answers)

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get {
                switch self {
                case .planned(_, let answers), .replanned(let answers), .recorded(_, _, let answers), .changed(_, let answers),
                    .responded(_, let answers, _), .attached(_, _, let answers), .fileWithdrawn(_, let answers):
                    answers
                case .coded, .ended, .resumed, .sheetWithdrawn: Answers()
                }
            }
            set {
                switch self {
                case .planned(let number, _): self = .planned(number: number, answers: newValue)
                case .replanned: self = .replanned(answers: newValue)
                case .recorded(let form, let about, _): self = .recorded(form: form, about: about, answers: newValue)
                case .changed(let id, _): self = .changed(id, answers: newValue)
                case .responded(let round, _, let sheet): self = .responded(round: round, answers: newValue, sheet: sheet)
                case .attached(let attachment, let about, _): self = .attached(attachment, about: about, answers: newValue)
                case .fileWithdrawn(let id, _): self = .fileWithdrawn(id, answers: newValue)
                case .coded, .ended, .resumed, .sheetWithdrawn: break
                }
            }
        }
    }
}
