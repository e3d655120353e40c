/// That a court or an inquiry keeps a case from being destroyed, and that it does no more.
package enum Hold: ActOfCase {
    case held
    case released

    package var word: String {
        switch self {
        case .held: "held"
        case .released: "released"
        }
    }

    package var ability: Ability { .hold }

    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
        switch self {
        case .held: if file.isHeld { throw Refusal("alreadyHeld") }
        case .released: if !file.isHeld { throw Refusal("notHeld") }
        }
    }

    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        switch self {
        case .held: file.isHeld = true
        case .released: file.isHeld = false
        }
    }

    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
}

extension CaseAction {
    package static func held(answers: Answers) -> CaseAction { CaseAction(.hold(.held), answers) }
    package static func released(answers: Answers) -> CaseAction { CaseAction(.hold(.released), answers) }
}
