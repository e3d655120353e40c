/// That a section of a case was answered: one form of the pack, only what changed.
package struct Section: ActOfCase {
    package let form: FormID

    package var word: String { "answered" }
    package var ability: Ability { .answer }
    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {}
    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        file.answers[form, default: Answers()].merge(entry.action.answers)
    }
    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { seen.answers[form] != nil }
}

extension CaseAction {
    package static func answered(form: FormID, answers: Answers) -> CaseAction {
        CaseAction(.section(Section(form: form)), answers)
    }
}
