/// What one person came to: a line for each workshop that was held.
package struct Transcript: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        package let workshop: String
        package let participant: EntryID
        package let course: String
        package let days: [Day]
        /// Half-days that they were there for, of all.
        package let attended: Int
        package let halfDays: Int
        /// Units: per cent. Nil where they did not sit the test.
        package let before: Double?
        package let after: Double?
        /// The last that was issued, also a revoked one.
        package let certificate: Certificate?
    }

    /// The newest first.
    package let lines: [Line]

    /// Of the same person in several workshops. Those that were not held, and those they did not come to, are left out.
    package init(_ visits: [(workshop: Workshop, participant: EntryID)]) {
        lines = visits.compactMap { workshop, id in
            guard workshop.status == .held, let plan = workshop.plan, let participant = workshop.participant(id),
                participant.cameAtAll
            else { return nil }
            return Line(
                workshop: workshop.number, participant: id, course: plan.terms.title, days: plan.days.sorted(),
                attended: plan.halfDays.count { participant.marks[$0]?.isThere == true }, halfDays: plan.halfDays.count,
                before: participant.papers[.before]?.score, after: participant.papers[.after]?.score,
                certificate: workshop.certificates.last { $0.participant == id })
        }.sorted { ($0.days.last ?? .epoch, $0.workshop) > ($1.days.last ?? .epoch, $1.workshop) }
    }
}
