/// How a case is closed: one asks, another agrees or does not, and it may be opened again.
package enum Closure: ActOfCase {
    case asked(reason: String)
    case refused
    case closed(reason: String)
    case reopened

    package var word: String {
        switch self {
        case .asked: "closureAsked"
        case .refused: "closureRefused"
        case .closed: "closed"
        case .reopened: "reopened"
        }
    }

    package var ability: Ability {
        switch self {
        case .asked: .askClosure
        case .refused: .approve
        case .closed: .close
        case .reopened: .reopen
        }
    }

    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
        switch self {
        case .asked:
            guard file.closureAsked == nil else { throw Refusal("closureAlreadyAsked") }
            try file.acceptNothingOpen()
        case .refused:
            guard file.closureAsked != nil else { throw Refusal("closureNotAsked") }
            try answers.acceptReason()
        case .closed(let reason):
            try file.acceptNothingOpen()
            guard now.practice.closureNeedsApproval else { return }
            guard let asked = file.closureAsked else { throw Refusal("closureNotAsked") }
            guard asked.by != now.actor.account else { throw Refusal("ownClosure") }
            guard asked.reason == reason else { throw Refusal("otherClosure") }
        case .reopened: break
        }
    }

    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        let stamp = entry.stamp
        switch self {
        case .asked(let reason):
            file.closureAsked = CaseFile.ClosureAsked(
                reason: reason, by: stamp.author, at: stamp.at, answers: entry.action.answers)
        case .refused: file.closureAsked = nil
        case .closed(let reason):
            file.status = .closed
            file.closureReason = reason
            file.closureAsked = nil
            file.closed = stamp.at
        case .reopened:
            file.status = .open
            file.erasureAsked = nil
            file.closureReason = nil
            file.closed = nil
        }
    }

    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
}

extension CaseFile {
    /// That somebody asked to close the case; somebody else agrees.
    package struct ClosureAsked: Sendable, Equatable {
        package let reason: String
        package let by: AccountID
        package let at: Moment
        package internal(set) var answers: Answers
    }

    fileprivate func acceptNothingOpen() throws(Refusal) {
        let waiting = referrals.filter(\.isOpen).count
        guard waiting == 0 else { throw Refusal("openReferrals", ["count": String(waiting)]) }
    }
}

extension CaseAction {
    package static func closureAsked(reason: String, answers: Answers) -> CaseAction {
        CaseAction(.closure(.asked(reason: reason)), answers)
    }
    package static func closureRefused(answers: Answers) -> CaseAction { CaseAction(.closure(.refused), answers) }
    package static func closed(reason: String, answers: Answers) -> CaseAction {
        CaseAction(.closure(.closed(reason: reason)), answers)
    }
    package static func reopened(answers: Answers) -> CaseAction { CaseAction(.closure(.reopened), answers) }
}
