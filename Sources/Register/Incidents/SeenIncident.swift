/// An incident as whoever leads it may know it. Pages are given this and nothing else.
///
/// Shape: built by naming what is let through, as `SeenConcern`. Its people are not here: each is shown as their case permits.
package struct SeenIncident: Sendable, Equatable {
    package let number: String
    package let origin: Origin?
    package let leader: AccountID
    package let agency: AgencyCode
    package let opened: Moment
    package let answers: Answers
    package let barred: Set<Exclusion>

    /// Nil means that for this actor the incident does not exist.
    package init?(_ incident: Incident, to actor: Actor, holding role: Role) {
        guard incident.isShown(to: actor, holding: role), let leader = incident.leader else { return nil }
        number = incident.number
        origin = incident.origin
        self.leader = leader
        agency = incident.agency
        opened = incident.opened
        answers = incident.answers
        barred = incident.barred
    }
}
