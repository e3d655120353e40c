import Register

/// A word that stands in one place of a planted case and nowhere else, and what a permit needs to read it.
struct Mark: Sendable {
    /// Who may read it by where it stands: a helper reads the packet, what was sent to them and what they did; the others the rest.
    enum Reach: Sendable { case packet, sent, own, rest, otherHelper, nobody }

    let name: String
    /// What a page that shows it holds.
    let text: String
    let classes: Set<Field.Class>
    let walls: Set<Compartment>
    let reach: Reach

    /// Whether somebody may read it. Independent of the code under test: the rules as DESIGN and `roles.yml` say them.
    func isFor(_ grant: Role.Grant, _ relation: Relation) -> Bool {
        guard reach != .nobody, classes.isSubset(of: grant.sees) else { return false }
        let isHelper = relation == .recipient || relation == .invited
        if reach == .sent || reach == .own { return isHelper || walls.isSubset(of: grant.opens) }
        return walls.isSubset(of: grant.opens) && (!isHelper || reach == .packet)
    }
}
