/// How two cases stand to each other. Taken back as easily as it is set; nothing is ever merged by itself.
package struct Link: Codable, Sendable, Equatable {
    /// `same` and `different` are what workers answered to a possible match.
    package enum Kind: String, Codable, Sendable, CaseIterable { case same, family, together, different }
    package let to: ChronicleID
    package let number: String
    package let kind: Kind

    package init(to: ChronicleID, number: String, kind: Kind) {
        self.to = to
        self.number = number
        self.kind = kind
    }
}

extension Link {
    /// That two cases were linked, that this was taken back, and what the coordinator decided about two of different agencies.
    package enum Act: ActOfCase {
        case linked(Link)
        case unlinked(ChronicleID)
        case matched(MatchVerdict)

        package var word: String {
            switch self {
            case .linked: "linked"
            case .unlinked: "unlinked"
            case .matched(let match): match.isTold ? "matched" : "toldApart"
            }
        }

        package var ability: Ability { .link }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            switch self {
            case .linked(let link):
                guard link.number != file.number else { throw Refusal("ownCase") }
                guard !file.links.contains(link) else { throw Refusal("alreadyLinked") }
            case .unlinked(let other):
                guard file.links.contains(where: { $0.to == other }) else { throw Refusal("notLinked") }
            case .matched: break
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            switch self {
            case .linked(let link):
                file.links.removeAll { $0.to == link.to }
                file.links.append(link)
            case .unlinked(let other): file.links.removeAll { $0.to == other }
            case .matched(let match):
                file.matches.append(Matched(id: entry.id, match: match, by: entry.stamp.author, at: entry.stamp.at))
            }
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool {
            switch self {
            case .linked(let link): seen.links.contains(link) || permit.opens.contains(.investigation)
            case .unlinked: true
            case .matched(let match): match.isTold
            }
        }

        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension CaseAction {
    package static func linked(_ link: Link) -> CaseAction { CaseAction(.link(.linked(link))) }
    package static func unlinked(_ other: ChronicleID) -> CaseAction { CaseAction(.link(.unlinked(other))) }
    package static func matched(_ verdict: MatchVerdict) -> CaseAction { CaseAction(.link(.matched(verdict))) }
}
