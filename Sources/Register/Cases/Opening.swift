/// How a case begins: that it was opened, and where it came from.
package enum Opening: ActOfCase {
    case opened(number: String, form: FormID)
    case came(from: Origin)

    package var word: String {
        switch self {
        case .opened: "opened"
        case .came: "came"
        }
    }

    package var ability: Ability {
        switch self {
        case .opened: .open
        case .came: .answer
        }
    }

    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
        switch self {
        case .opened: break
        case .came: if file.origin != nil { throw Refusal("alreadyCame") }
        }
    }

    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        switch self {
        case .opened(let number, let form):
            file.status = .open
            file.number = number
            file.owner = entry.stamp.agency
            file.assignee = entry.stamp.author
            file.opened = entry.stamp.at
            file.answers[form, default: Answers()].merge(entry.action.answers)
        case .came(let origin): file.origin = origin
        }
    }

    package var asSent: Opening {
        switch self {
        case .opened(_, let form): .opened(number: "", form: form)
        case .came: self
        }
    }

    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }

    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool {
        switch self {
        case .opened(_, let form): seen.answers[form] != nil
        case .came: false
        }
    }
}

extension CaseAction {
    package static func opened(number: String, form: FormID, answers: Answers) -> CaseAction {
        CaseAction(.opening(.opened(number: number, form: form)), answers)
    }
    package static func came(from origin: Origin) -> CaseAction { CaseAction(.opening(.came(from: origin))) }
}

/// Where a case came from: the concern or the incident, by reference and without a copy of its text.
package struct Origin: Codable, Sendable, Hashable {
    package enum Kind: String, Codable, Sendable { case concern, incident }
    package let kind: Kind
    package let chronicle: ChronicleID
    package let number: String

    package init(kind: Kind, chronicle: ChronicleID, number: String) {
        self.kind = kind
        self.chronicle = chronicle
        self.number = number
    }
}
