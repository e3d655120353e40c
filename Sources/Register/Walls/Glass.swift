/// A case opened without being given it, in an emergency, for a short time. Somebody else reviews each.
package struct Glass: Codable, Sendable, Equatable {
    /// Why, a code of the pack.
    package let reason: String
    package let until: Moment

    package init(reason: String, until: Moment) {
        self.reason = reason
        self.until = until
    }
}

/// A broken glass as it stands in a case.
package struct Broken: Sendable, Equatable, Identifiable {
    package let id: EntryID
    package let glass: Glass
    package let by: AccountID
    package let agency: AgencyCode
    package let at: Moment
    package internal(set) var answers: Answers
    package internal(set) var isJustified: Bool?
}

extension Glass {
    /// That it was broken, and what somebody else says of it.
    package enum Act: ActOfCase {
        case broken(Glass)
        case reviewed(EntryID, isJustified: Bool)

        package var word: String {
            switch self {
            case .broken: "glassBroken"
            case .reviewed: "glassReviewed"
            }
        }

        package var ability: Ability {
            switch self {
            case .broken: .breakGlass
            case .reviewed: .approve
            }
        }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            switch self {
            case .broken(let glass):
                guard glass.until > now.now, glass.until <= now.now.after(hours: now.practice.glassHours) else {
                    throw Refusal("glassTooLong")
                }
                try answers.acceptReason()
            case .reviewed(let id, _):
                guard let broken = file.broken.first(where: { $0.id == id }), broken.isJustified == nil else {
                    throw Refusal("noSuchGlass")
                }
                guard broken.by != now.actor.account else { throw Refusal("ownGlass") }
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            let stamp = entry.stamp
            switch self {
            case .broken(let glass):
                file.broken.append(
                    Broken(
                        id: entry.id, glass: glass, by: stamp.author, agency: stamp.agency, at: stamp.at,
                        answers: entry.action.answers))
            case .reviewed(let id, let isJustified):
                if let index = file.broken.firstIndex(where: { $0.id == id }) { file.broken[index].isJustified = isJustified }
            }
        }

        package var asSent: Self {
            guard case .broken(let glass) = self else { return self }
            return .broken(Glass(reason: glass.reason, until: Moment(seconds: 0)))
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension CaseAction {
    package static func glassBroken(_ glass: Glass, answers: Answers) -> CaseAction { CaseAction(.glass(.broken(glass)), answers) }
    package static func glassReviewed(_ id: EntryID, isJustified: Bool, answers: Answers) -> CaseAction {
        CaseAction(.glass(.reviewed(id, isJustified: isJustified)), answers)
    }
}
