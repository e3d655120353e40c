/// What role, agency and assignment together let an actor see and do with one case.
package struct Permit: Sendable, Hashable {
    package let actor: Actor
    package let relation: Relation
    package let sees: Set<Field.Class>
    package let may: Set<Ability>

    package init(actor: Actor, relation: Relation, sees: Set<Field.Class>, may: Set<Ability>) {
        self.actor = actor
        self.relation = relation
        self.sees = sees
        self.may = may
    }

    /// The permit of an actor for a case. Nil means that for this actor the case does not exist.
    package init?(_ actor: Actor, holding role: Role, for file: CaseFile) {
        let relations = file.relations(of: actor)
        guard let relation = relations.first(where: { role.grants[$0] != nil }), let grant = role.grants[relation] else {
            return nil
        }
        self.init(actor: actor, relation: relation, sees: grant.sees, may: grant.may.subtracting([.open]))
    }

    /// The permit to open a case, which stands in no relation yet.
    package static func toOpen(_ actor: Actor, holding role: Role) -> Permit? {
        guard role.grants[.none]?.may.contains(.open) == true else { return nil }
        return Permit(actor: actor, relation: .none, sees: Set(Field.Class.allCases), may: [.open])
    }
}

extension CaseFile {
    /// Every relation the actor stands in, closest first.
    package func relations(of actor: Actor) -> [Relation] {
        var found: [Relation] = []
        if assignee == actor.account, owner == actor.agency { found.append(.assigned) }
        if owner == actor.agency { found.append(.agency) }
        if referrals.contains(where: { $0.to == actor.agency && $0.status == .accepted }) { found.append(.recipient) }
        if referrals.contains(where: { $0.to == actor.agency && $0.status == .sent }) { found.append(.invited) }
        return found
    }

    /// The file as this permit may know it. What may not be seen is not in it; a page cannot leak what it never held.
    ///
    /// Shape: `classOf` tells the class of a field; a field the pack does not know is identifying, the safest guess. An
    /// agency that was only asked sees the packet of its own referral and no other.
    package func redacted(for permit: Permit, classOf: (FieldID) -> Field.Class?) -> CaseFile {
        func isSeen(_ id: FieldID) -> Bool { permit.sees.contains(classOf(id) ?? .identifying) }
        var file = self
        if permit.sees.count < Field.Class.allCases.count { file.answers = answers.mapValues { $0.filter(isSeen) } }
        file.notes = permit.sees.contains(.sensitive) ? notes : []
        guard permit.relation == .invited || permit.relation == .recipient else { return file }
        file.referrals = referrals.filter { $0.to == permit.actor.agency }
        file.services = services.filter { $0.by == permit.actor.agency }
        file.notes = file.notes.filter { $0.agency == permit.actor.agency }
        let packet = file.referrals.filter(\.isOpen).reduce(into: Set<FormID>()) { $0.formUnion($1.packet) }
        file.answers = file.answers.filter { packet.contains($0.key) }
        return file
    }

    /// Whether an entry stands in the history that a permit shows. Asked of the redacted file: an agency that was only asked, or
    /// that accepted, sees its own entries, its referral and the forms of its packet.
    package func shows(_ entry: Entry<CaseAction>, to permit: Permit) -> Bool {
        guard permit.relation == .invited || permit.relation == .recipient else { return true }
        if entry.stamp.agency == permit.actor.agency { return true }
        switch entry.action {
        case .opened(_, let form, _), .answered(let form, _): return answers[form] != nil
        case .referred(let request, _): return request.to == permit.actor.agency
        default: return false
        }
    }
}
