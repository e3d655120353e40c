/// What role, agency and assignment together let an actor see and do with one case.
package struct Permit: Sendable, Hashable {
    package let actor: Actor
    package let relation: Relation
    package let sees: Set<Field.Class>
    package let may: Set<Ability>
    package let opens: Set<Compartment>

    package init(
        actor: Actor, relation: Relation, sees: Set<Field.Class>, may: Set<Ability>, opens: Set<Compartment> = Role.Grant.usual
    ) {
        self.actor = actor
        self.relation = relation
        self.sees = sees
        self.may = may
        self.opens = opens
    }

    /// Whether it is for an agency that was asked or that helps, and not for who leads the case.
    package var isHelper: Bool { relation == .invited || relation == .recipient }

    /// The permit of an actor for a case. Nil means that for this actor the case does not exist.
    package init?(_ actor: Actor, holding role: Role, for file: CaseFile, at now: Moment) {
        let relations = file.relations(of: actor, at: now)
        guard let relation = relations.first(where: { role.grants[$0] != nil }), let grant = role.grants[relation] else {
            return nil
        }
        self.init(
            actor: actor, relation: relation, sees: grant.sees, may: grant.may.subtracting([.open, .breakGlass]), opens: grant.opens
        )
    }

    /// The permit to open a case, which stands in no relation yet.
    package static func toOpen(_ actor: Actor, holding role: Role) -> Permit? {
        guard role.grants[.none]?.may.contains(.open) == true else { return nil }
        return Permit(actor: actor, relation: .none, sees: Set(Field.Class.allCases), may: [.open])
    }

    /// What whoever holds the key of the country may take out at the terminal: everything.
    package static func withKey(_ actor: Actor) -> Permit {
        Permit(
            actor: actor, relation: .agency, sees: Set(Field.Class.allCases), may: [.read], opens: Set(Compartment.allCases))
    }

    /// The permit to break the glass of a case that this actor stands in no relation to.
    package static func toBreakGlass(_ actor: Actor, holding role: Role, for file: CaseFile) -> Permit? {
        guard role.grants[.none]?.may.contains(.breakGlass) == true, role.grants[.emergency] != nil,
            !file.excluded.contains(where: { $0.bars(actor) })
        else { return nil }
        return Permit(actor: actor, relation: .none, sees: [], may: [.breakGlass])
    }
}

extension CaseFile {
    /// Every relation the actor stands in, closest first. Whoever is kept out stands in none.
    package func relations(of actor: Actor, at now: Moment) -> [Relation] {
        guard excluded.isEmpty || !excluded.contains(where: { $0.bars(actor) }) else { return [] }
        var found: [Relation] = []
        if assignee == actor.account, owner == actor.agency { found.append(.assigned) }
        if owner == actor.agency { found.append(.agency) }
        if broken.contains(where: { $0.by == actor.account && now < $0.glass.until }) { found.append(.emergency) }
        if referrals.contains(where: { $0.to == actor.agency && $0.status == .accepted }) { found.append(.recipient) }
        if referrals.contains(where: { $0.to == actor.agency && $0.status == .sent }) { found.append(.invited) }
        return found
    }
}
