/// All that may happen to a case. The file's table of contents.
package enum CaseAction: Codable, Sendable, Equatable {
    case opened(number: String, form: FormID, answers: Answers)
    case answered(form: FormID, answers: Answers)
    case consented(Consent)
    case consentWithdrawn(EntryID)
    case referred(Referral.Request, answers: Answers)
    case referralDecided(EntryID, Referral.Decision)
    case referralWithdrawn(EntryID)
    case referralCompleted(EntryID)
    case referralExpired(EntryID)
    case served(ServiceLog, answers: Answers)
    case noted(answers: Answers)
    case assigned(AccountID)
    case transferred(AgencyCode)
    case closed(reason: String, answers: Answers)
    case reopened(answers: Answers)

    package var ability: Ability {
        switch self {
        case .opened: .open
        case .answered: .answer
        case .consented, .consentWithdrawn: .consent
        case .referred: .refer
        case .referralDecided: .decide
        case .referralWithdrawn, .referralExpired: .withdrawReferral
        case .referralCompleted: .complete
        case .served: .serve
        case .noted: .note
        case .assigned: .assign
        case .transferred: .transfer
        case .closed: .close
        case .reopened: .reopen
        }
    }

    /// The word for it in the words file: `action.opened`.
    package var word: String {
        switch self {
        case .opened: "opened"
        case .answered: "answered"
        case .consented: "consented"
        case .consentWithdrawn: "consentWithdrawn"
        case .referred: "referred"
        case .referralDecided(_, .accepted): "referralAccepted"
        case .referralDecided(_, .declined): "referralDeclined"
        case .referralWithdrawn: "referralWithdrawn"
        case .referralCompleted: "referralCompleted"
        case .referralExpired: "referralExpired"
        case .served: "served"
        case .noted: "noted"
        case .assigned: "assigned"
        case .transferred: "transferred"
        case .closed: "closed"
        case .reopened: "reopened"
        }
    }
}

extension CaseAction: Recordable {
    package static var compartment: Compartment { .core }

    package var answers: Answers {
        get {
            switch self {
            case .opened(_, _, let answers), .answered(_, let answers), .referred(_, let answers), .served(_, let answers),
                .noted(let answers), .closed(_, let answers), .reopened(let answers):
                answers
            case .consented, .consentWithdrawn, .referralDecided, .referralWithdrawn, .referralCompleted, .referralExpired,
                .assigned,
                .transferred:
                Answers()
            }
        }
        set {
            switch self {
            case .opened(let number, let form, _): self = .opened(number: number, form: form, answers: newValue)
            case .answered(let form, _): self = .answered(form: form, answers: newValue)
            case .referred(let request, _): self = .referred(request, answers: newValue)
            case .served(let log, _): self = .served(log, answers: newValue)
            case .noted: self = .noted(answers: newValue)
            case .closed(let reason, _): self = .closed(reason: reason, answers: newValue)
            case .reopened: self = .reopened(answers: newValue)
            case .consented, .consentWithdrawn, .referralDecided, .referralWithdrawn, .referralCompleted, .referralExpired,
                .assigned,
                .transferred:
                break
            }
        }
    }
}

extension FieldID {
    /// The one free text of a note, a message, a closure. Sensitive, sealed with welfare.
    package static let text: FieldID = "text"
}
