/// All that may happen to a case. The file's table of contents.
package enum CaseAction: Codable, Sendable, Equatable {
    case opened(number: String, form: FormID, answers: Answers)
    case came(from: Origin)
    case answered(form: FormID, answers: Answers)
    case consented(Consent, answers: Answers? = nil)
    case consentWithdrawn(EntryID)
    case screened(Screening, answers: Answers)
    case referred(Referral.Request, answers: Answers)
    case referralDecided(EntryID, Referral.Decision)
    case referralWithdrawn(EntryID)
    case referralCompleted(EntryID)
    case referralExpired(EntryID)
    case exceptionReviewed(EntryID, answers: Answers)
    case served(ServiceLog, answers: Answers)
    case noted(answers: Answers)
    /// A record of one stage, by a form of the pack: a safety check, a goal, a hearing.
    case recorded(form: FormID, about: EntryID?, answers: Answers)
    case amended(EntryID, answers: Answers)
    /// `form` holds the coded status that follows from the decision.
    case decided(Decision, form: FormID, answers: Answers)
    case notified(EntryID, Notice)
    case reviewAsked(EntryID, answers: Answers)
    case recoveryExtended(until: Day, answers: Answers)
    case recoveryEnded(on: Day, answers: Answers)
    case tasked(CaseTask.Request, answers: Answers)
    case taskDone(EntryID)
    case delegated(DeadlineID, to: AccountID)
    case assigned(AccountID)
    case transferred(AgencyCode)
    case attached(Attachment, answers: Answers)
    case handedOver(EntryID, answers: Answers)
    case linked(Link)
    case unlinked(ChronicleID)
    case matched(MatchVerdict)
    case glassBroken(Glass, answers: Answers)
    case glassReviewed(EntryID, isJustified: Bool, answers: Answers)
    case excluded(Exclusion)
    case readmitted(Exclusion)
    case held(answers: Answers)
    case released(answers: Answers)
    case erasureAsked(Erasure, answers: Answers)
    case erasureRefused(answers: Answers)
    case closureAsked(reason: String, answers: Answers)
    case closureRefused(answers: Answers)
    case closed(reason: String, answers: Answers)
    case reopened(answers: Answers)

    package var ability: Ability {
        switch self {
        case .opened: .open
        case .answered, .came: .answer
        case .consented, .consentWithdrawn: .consent
        case .screened: .screen
        case .referred: .refer
        case .referralDecided: .decide
        case .referralWithdrawn, .referralExpired: .withdrawReferral
        case .referralCompleted: .complete
        case .served: .serve
        case .noted: .note
        case .recorded, .amended: .record
        case .decided(let decision, _, _): decision.grounds == .reasonable ? .decideReasonable : .decideConclusive
        case .notified: .notify
        case .reviewAsked: .askReview
        case .recoveryExtended, .recoveryEnded: .recovery
        case .tasked, .taskDone, .delegated: .task
        case .assigned: .assign
        case .transferred: .transfer
        case .attached, .handedOver: .attach
        case .linked, .unlinked, .matched: .link
        case .glassBroken: .breakGlass
        case .excluded, .readmitted: .exclude
        case .held, .released: .hold
        case .erasureAsked: .erase
        case .closureAsked: .askClosure
        case .exceptionReviewed, .glassReviewed, .closureRefused, .erasureRefused: .approve
        case .closed: .close
        case .reopened: .reopen
        }
    }

    /// The word for it in the words file: `action.opened`.
    package var word: String {
        switch self {
        case .opened: "opened"
        case .came: "came"
        case .answered: "answered"
        case .consented: "consented"
        case .consentWithdrawn: "consentWithdrawn"
        case .screened: "screened"
        case .referred: "referred"
        case .referralDecided(_, .accepted): "referralAccepted"
        case .referralDecided(_, .declined): "referralDeclined"
        case .referralWithdrawn: "referralWithdrawn"
        case .referralCompleted: "referralCompleted"
        case .referralExpired: "referralExpired"
        case .exceptionReviewed: "exceptionReviewed"
        case .served: "served"
        case .noted: "noted"
        case .recorded: "recorded"
        case .amended: "amended"
        case .decided(let decision, _, _): decision.grounds == .reasonable ? "decidedReasonable" : "decidedConclusive"
        case .notified: "notified"
        case .reviewAsked: "reviewAsked"
        case .recoveryExtended: "recoveryExtended"
        case .recoveryEnded: "recoveryEnded"
        case .tasked: "tasked"
        case .taskDone: "taskDone"
        case .delegated: "delegated"
        case .assigned: "assigned"
        case .transferred: "transferred"
        case .attached: "attached"
        case .handedOver: "handedOver"
        case .linked: "linked"
        case .unlinked: "unlinked"
        case .matched(let match): match.isTold ? "matched" : "toldApart"
        case .glassBroken: "glassBroken"
        case .glassReviewed: "glassReviewed"
        case .excluded: "excluded"
        case .readmitted: "readmitted"
        case .held: "held"
        case .released: "released"
        case .erasureAsked: "erasureAsked"
        case .erasureRefused: "erasureRefused"
        case .closureAsked: "closureAsked"
        case .closureRefused: "closureRefused"
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
                .noted(let answers), .closed(_, let answers), .reopened(let answers), .screened(_, let answers),
                .exceptionReviewed(_, let answers), .recorded(_, _, let answers), .amended(_, let answers),
                .decided(_, _, let answers), .reviewAsked(_, let answers), .recoveryExtended(_, let answers),
                .recoveryEnded(_, let answers), .tasked(_, let answers), .attached(_, let answers), .handedOver(_, let answers),
                .glassBroken(_, let answers), .glassReviewed(_, _, let answers), .held(let answers), .released(let answers),
                .closureAsked(_, let answers), .closureRefused(let answers), .erasureAsked(_, let answers),
                .erasureRefused(let answers):
                answers
            case .consented(_, let answers): answers ?? Answers()
            case .came, .consentWithdrawn, .referralDecided, .referralWithdrawn, .referralCompleted, .referralExpired, .notified,
                .taskDone, .delegated, .assigned, .transferred, .linked, .unlinked, .matched, .excluded, .readmitted:
                Answers()
            }
        }
        set {
            switch self {
            case .opened(let number, let form, _): self = .opened(number: number, form: form, answers: newValue)
            case .answered(let form, _): self = .answered(form: form, answers: newValue)
            case .consented(let consent, _): self = .consented(consent, answers: newValue.isEmpty ? nil : newValue)
            case .screened(let screening, _): self = .screened(screening, answers: newValue)
            case .referred(let request, _): self = .referred(request, answers: newValue)
            case .exceptionReviewed(let id, _): self = .exceptionReviewed(id, answers: newValue)
            case .served(let log, _): self = .served(log, answers: newValue)
            case .noted: self = .noted(answers: newValue)
            case .recorded(let form, let about, _): self = .recorded(form: form, about: about, answers: newValue)
            case .amended(let id, _): self = .amended(id, answers: newValue)
            case .decided(let decision, let form, _): self = .decided(decision, form: form, answers: newValue)
            case .reviewAsked(let id, _): self = .reviewAsked(id, answers: newValue)
            case .recoveryExtended(let day, _): self = .recoveryExtended(until: day, answers: newValue)
            case .recoveryEnded(let day, _): self = .recoveryEnded(on: day, answers: newValue)
            case .tasked(let request, _): self = .tasked(request, answers: newValue)
            case .attached(let attachment, _): self = .attached(attachment, answers: newValue)
            case .handedOver(let id, _): self = .handedOver(id, answers: newValue)
            case .glassBroken(let glass, _): self = .glassBroken(glass, answers: newValue)
            case .glassReviewed(let id, let isJustified, _):
                self = .glassReviewed(id, isJustified: isJustified, answers: newValue)
            case .held: self = .held(answers: newValue)
            case .released: self = .released(answers: newValue)
            case .erasureAsked(let erasure, _): self = .erasureAsked(erasure, answers: newValue)
            case .erasureRefused: self = .erasureRefused(answers: newValue)
            case .closureAsked(let reason, _): self = .closureAsked(reason: reason, answers: newValue)
            case .closureRefused: self = .closureRefused(answers: newValue)
            case .closed(let reason, _): self = .closed(reason: reason, answers: newValue)
            case .reopened: self = .reopened(answers: newValue)
            case .came, .consentWithdrawn, .referralDecided, .referralWithdrawn, .referralCompleted, .referralExpired, .notified,
                .taskDone, .delegated, .assigned, .transferred, .linked, .unlinked, .matched, .excluded, .readmitted:
                break
            }
        }
    }
}

extension FieldID {
    /// The one free text of a note, a message, a closure. Sensitive, sealed with welfare.
    package static let text: FieldID = "text"
    /// The name a file had when it was attached. No field of a pack: identifying, sealed with the identity.
    package static let fileName: FieldID = "file-name"
    /// Who consented for a child. No field of a pack either.
    package static let guardian: FieldID = "guardian"
}
