package import Register

/// A workshop to come that asks an agency for people.
package struct InvitedLine: Sendable, Equatable {
    package let number: String
    package let title: String
    package let first: Day
    /// Nil when the invitation says no number.
    package let places: Int?
    /// Who of the agency is on the list.
    package let named: Int
}

extension Store {
    /// The workshops to come that ask the agency of whoever nominates for people, the next first; those not that have them all.
    package func invitations(as actor: Actor, on today: Day) throws -> [InvitedLine] {
        guard case .nominator(let agency) = try hand(of: actor) else { return [] }
        return try whole(live.view.planned(from: today)) { id -> InvitedLine? in
            let workshop = try recall(id).chronicle
            let asked = workshop.invitations.filter { $0.agency == agency }
            guard let plan = workshop.plan, let first = workshop.firstDay, !asked.isEmpty else { return nil }
            let places = asked.compactMap(\.places)
            let line = InvitedLine(
                number: workshop.number, title: plan.terms.title, first: first,
                places: places.count == asked.count ? places.reduce(0, +) : nil,
                named: workshop.active.count { $0.person.agency == agency })
            return line.places.map { line.named >= $0 } == true ? nil : line
        }
    }
}
