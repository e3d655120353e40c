/// Why a case is destroyed: its time is over, or the person asked for it.
package enum Erasure: String, Codable, Sendable, CaseIterable { case retention, wish }

/// That somebody asked to destroy a case; somebody else agrees.
package struct ErasureAsked: Sendable, Equatable {
    package let erasure: Erasure
    package let by: AccountID
    package let at: Moment
    package internal(set) var answers: Answers

    package init(erasure: Erasure, by: AccountID, at: Moment, answers: Answers) {
        self.erasure = erasure
        self.by = by
        self.at = at
        self.answers = answers
    }
}

extension Erasure {
    /// That somebody asked to destroy a case, and that nobody agreed. That somebody did is a certificate, not an entry of the case.
    package enum Act: ActOfCase {
        case asked(Erasure)
        case refused

        package var word: String {
            switch self {
            case .asked: "erasureAsked"
            case .refused: "erasureRefused"
            }
        }

        package var ability: Ability {
            switch self {
            case .asked: .erase
            case .refused: .approve
            }
        }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            switch self {
            case .asked(let erasure):
                guard file.status == .closed else { throw Refusal("notClosed") }
                guard file.erasureAsked == nil else { throw Refusal("erasureAlreadyAsked") }
                try file.acceptDestruction(erasure, by: now.practice, at: now.now)
                if erasure == .wish { try answers.acceptReason() }
            case .refused:
                guard file.erasureAsked != nil else { throw Refusal("erasureNotAsked") }
                try answers.acceptReason()
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            switch self {
            case .asked(let erasure):
                file.erasureAsked = ErasureAsked(
                    erasure: erasure, by: entry.stamp.author, at: entry.stamp.at, answers: entry.action.answers)
            case .refused: file.erasureAsked = nil
            }
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension CaseFacts {
    /// Says nothing when somebody may agree that everything is destroyed: another than who asked, and nothing that keeps it.
    package func acceptErasure(under permit: Permit, by practice: Practice, at now: Moment) throws(Refusal) {
        guard permit.may.contains(.approve) else { throw Refusal("notPermitted") }
        guard let erasureAsked else { throw Refusal("erasureNotAsked") }
        guard erasureAsked.by != permit.actor.account else { throw Refusal("ownErasure") }
        try acceptDestruction(erasureAsked.erasure, by: practice, at: now)
    }

    fileprivate func acceptDestruction(_ erasure: Erasure, by practice: Practice, at now: Moment) throws(Refusal) {
        guard status == .closed else { throw Refusal("notClosed") }
        guard !isHeld else { throw Refusal("isHeld") }
        guard erasure == .retention else { return }
        guard let day = destroyFrom(by: practice) else { throw Refusal("keptForever") }
        guard practice.calendar.day(of: now) >= day else { throw Refusal("keptUntil", ["date": day.description]) }
    }

    /// The day from which the case is to be destroyed, nil while it is open or nobody decided how long it is kept.
    package func destroyFrom(by practice: Practice) -> Day? {
        guard let closed, let years = practice.retention(of: closureReason) else { return nil }
        let day = practice.calendar.day(of: closed)
        return Day(year: day.year + years, month: day.month, day: day.day) ?? day.adding(days: years * 365)
    }
}

extension CaseAction {
    package static func erasureAsked(_ erasure: Erasure, answers: Answers) -> CaseAction {
        CaseAction(.erasure(.asked(erasure)), answers)
    }
    package static func erasureRefused(answers: Answers) -> CaseAction { CaseAction(.erasure(.refused), answers) }
}
