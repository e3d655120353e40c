/// What somebody wrote down, in free text.
package struct Note: ActOfCase {
    package var word: String { "noted" }
    package var ability: Ability { .note }
    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {}
    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        let stamp = entry.stamp
        file.notes.append(
            CaseFile.Note(id: entry.id, at: stamp.at, author: stamp.author, agency: stamp.agency, answers: entry.action.answers))
    }
    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
}

extension CaseFile {
    package struct Note: Sendable, Equatable {
        package let id: EntryID
        package let at: Moment
        package let author: AccountID
        package let agency: AgencyCode
        package internal(set) var answers: Answers
    }
}

extension CaseAction {
    package static func noted(answers: Answers) -> CaseAction { CaseAction(.note(Note()), answers) }
}

extension FieldID {
    /// The one free text of a note, a message, a closure. Sensitive, sealed with welfare.
    package static let text: FieldID = "text"
}
