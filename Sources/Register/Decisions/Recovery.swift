/// The time in which a person rests and decides freely. Nobody may be made to leave meanwhile.
package struct Recovery: Sendable, Equatable {
    package let start: Day
    package internal(set) var planned: Day
    package internal(set) var ended: Day?
    package internal(set) var extensions = 0

    package var isRunning: Bool { ended == nil }
}

extension Recovery {
    /// That it was made longer, with a reason, and that it ended; before its day only because the person wishes it.
    package enum Act: ActOfCase {
        case extended(until: Day)
        case ended(on: Day)

        package var word: String {
            switch self {
            case .extended: "recoveryExtended"
            case .ended: "recoveryEnded"
            }
        }

        package var ability: Ability { .recovery }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            guard let recovery = file.recovery, recovery.isRunning else { throw Refusal("noRecovery") }
            switch self {
            case .extended(let until):
                guard until > recovery.planned else { throw Refusal("notLonger") }
                try answers.acceptReason()
            case .ended(let day):
                guard day >= recovery.start, day <= now.today else { throw Refusal("recoveryDay") }
                if day < recovery.planned, answers[.text] == nil { throw Refusal("wishNeeded") }
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            switch self {
            case .extended(let day):
                file.recovery?.planned = day
                file.recovery?.extensions += 1
            case .ended(let day): file.recovery?.ended = day
            }
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension CaseAction {
    package static func recoveryExtended(until day: Day, answers: Answers) -> CaseAction {
        CaseAction(.recovery(.extended(until: day)), answers)
    }
    package static func recoveryEnded(on day: Day, answers: Answers) -> CaseAction {
        CaseAction(.recovery(.ended(on: day)), answers)
    }
}
