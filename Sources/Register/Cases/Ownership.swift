/// Whose case it is: the worker it is given to, and the agency that leads it.
package enum Ownership: ActOfCase {
    case assigned(AccountID)
    case transferred(AgencyCode)

    package var word: String {
        switch self {
        case .assigned: "assigned"
        case .transferred: "transferred"
        }
    }

    package var ability: Ability {
        switch self {
        case .assigned: .assign
        case .transferred: .transfer
        }
    }

    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
        switch self {
        case .assigned(let account): try file.acceptHand(account)
        case .transferred(let agency):
            guard agency != file.owner else { throw Refusal("alreadyOwner") }
            guard !file.excluded.contains(.agency(agency)) else { throw Refusal("keptOut") }
        }
    }

    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        switch self {
        case .assigned(let account): file.assignee = account
        case .transferred(let agency):
            file.owner = agency
            file.assignee = nil
            file.delegates = [:]
        }
    }

    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
}

extension CaseFile {
    /// Nothing is given to somebody who is kept out: they could not even find it.
    func acceptHand(_ account: AccountID) throws(Refusal) {
        guard !excluded.contains(.worker(account)) else { throw Refusal("workerKeptOut") }
    }
}

extension CaseAction {
    package static func assigned(_ account: AccountID) -> CaseAction { CaseAction(.ownership(.assigned(account))) }
    package static func transferred(_ agency: AgencyCode) -> CaseAction { CaseAction(.ownership(.transferred(agency))) }
}
