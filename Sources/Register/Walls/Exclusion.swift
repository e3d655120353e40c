/// Who is kept out of a case because they stand too close to somebody in it. For them it does not exist.
package enum Exclusion: Codable, Sendable, Hashable {
    case worker(AccountID)
    case agency(AgencyCode)

    package func bars(_ actor: Actor) -> Bool {
        switch self {
        case .worker(let account): account == actor.account
        case .agency(let agency): agency == actor.agency
        }
    }
}

/// That somebody is kept out, or let in again.
package enum Wall: ActOfCase {
    case excluded(Exclusion)
    case readmitted(Exclusion)

    package var word: String {
        switch self {
        case .excluded: "excluded"
        case .readmitted: "readmitted"
        }
    }

    package var ability: Ability { .exclude }

    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
        switch self {
        case .excluded(let exclusion):
            guard !file.excluded.contains(exclusion) else { throw Refusal("alreadyExcluded") }
            guard exclusion != .agency(file.owner) else { throw Refusal("excludesOwner") }
            guard !exclusion.bars(now.actor) else { throw Refusal("excludesSelf") }
        case .readmitted(let exclusion):
            guard file.excluded.contains(exclusion) else { throw Refusal("notExcluded") }
        }
    }

    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        switch self {
        case .excluded(let exclusion): file.excluded.insert(exclusion)
        case .readmitted(let exclusion): file.excluded.remove(exclusion)
        }
    }

    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
}

extension CaseAction {
    package static func excluded(_ exclusion: Exclusion) -> CaseAction { CaseAction(.wall(.excluded(exclusion))) }
    package static func readmitted(_ exclusion: Exclusion) -> CaseAction { CaseAction(.wall(.readmitted(exclusion))) }
}
