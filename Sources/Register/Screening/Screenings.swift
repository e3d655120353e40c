extension Screening: ActOfCase {
    package var word: String { "screened" }
    package var ability: Ability { .screen }
    package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
        guard now.practice.conclusionsToAskAgain.contains(conclusion) else { return }
        guard let again else { throw Refusal("againNeeded") }
        guard again > now.today else { throw Refusal("againInPast") }
    }
    package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
        let stamp = entry.stamp
        file.screenings.append(
            Screened(
                id: entry.id, screening: self, at: stamp.at, author: stamp.author, agency: stamp.agency,
                answers: entry.action.answers))
        file.reach("screened.\(conclusion)", stamp.at)
    }
    package var asSent: Screening { screened(withCertificate: false) }
    package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
    package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
}

extension CaseAction {
    package static func screened(_ screening: Screening, answers: Answers) -> CaseAction {
        CaseAction(.screening(screening), answers)
    }
}
