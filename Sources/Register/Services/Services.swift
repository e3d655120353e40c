extension ServiceLog: ActOfCase {
    package var word: String { "served" }
    package var ability: Ability { .serve }
    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
        guard on <= now.today else { throw Refusal("serviceInFuture") }
    }
    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        file.services.append(
            CaseFile.Service(log: self, by: entry.stamp.agency, at: entry.stamp.at, answers: entry.action.answers))
    }
    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
}

extension CaseFile {
    package struct Service: Sendable, Equatable {
        package let log: ServiceLog
        package let by: AgencyCode
        package let at: Moment
        package internal(set) var answers: Answers
    }
}

extension CaseAction {
    package static func served(_ log: ServiceLog, answers: Answers) -> CaseAction { CaseAction(.service(log), answers) }
}
