/// Who leads an incident, and who must not.
extension Incident {
    /// Whoever leads incidents in the agency that opened it, unless they are kept out. For everybody else it does not exist.
    package func isShown(to actor: Actor, holding role: Role) -> Bool {
        isThere && role.duties.contains(.incidents) && agency == actor.agency && !barred.contains { $0.bars(actor) }
    }

    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(_ action: Action, by actor: Actor, holding role: Role) throws(Refusal) {
        guard role.duties.contains(.incidents) else { throw Refusal("notPermitted") }
        if case .opened = action {
            if isThere { throw Refusal("incidentThere") }
            return
        }
        guard isShown(to: actor, holding: role) else { throw Refusal("notPermitted") }
        switch action {
        case .opened, .amended: break
        case .brought(let people):
            guard Permit.toOpen(actor, holding: role) != nil else { throw Refusal("notPermitted") }
            guard !people.isEmpty else { throw Refusal("nobodyBrought") }
            guard people.count <= Incident.mostAtOnce else {
                throw Refusal("tooManyBrought", ["limit": String(Incident.mostAtOnce)])
            }
        case .barred(let exclusion):
            guard !barred.contains(exclusion) else { throw Refusal("alreadyExcluded") }
            guard exclusion != .agency(agency) else { throw Refusal("excludesOwner") }
            guard !exclusion.bars(actor) else { throw Refusal("excludesSelf") }
        case .unbarred(let exclusion):
            guard Incident.mayLetIn(role) else { throw Refusal("notPermitted") }
            guard barred.contains(exclusion) else { throw Refusal("notExcluded") }
        }
    }

    /// Keeping out protects, so whoever leads may do it at once; letting in again is for who may do so in a case.
    package static func mayLetIn(_ role: Role) -> Bool { role.grants[.agency]?.may.contains(.exclude) == true }

    /// What an action means for a case of the incident, nil when nothing.
    ///
    /// Errors: `Refusal` when an agency to be kept out leads that case now.
    package func wall(_ action: Action, in file: CaseFile) throws(Refusal) -> CaseAction? {
        switch action {
        case .barred(let exclusion):
            guard exclusion != .agency(file.owner) else { throw Refusal("leadsCase", ["number": file.number]) }
            return file.excluded.contains(exclusion) ? nil : .excluded(exclusion)
        case .unbarred(let exclusion): return file.excluded.contains(exclusion) ? .readmitted(exclusion) : nil
        case .opened, .amended, .brought: return nil
        }
    }

    /// What is recorded in the case of a person who is brought now, after it was opened.
    package func beginning(as id: ChronicleID) -> [CaseAction] {
        [.came(from: Origin(kind: .incident, chronicle: id, number: number))] + barred.map { .excluded($0) }
    }
}
