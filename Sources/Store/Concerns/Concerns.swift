import Foundation
package import Register

/// Reports of concern: taken, triaged, and led to cases.
extension Store {
    func duties(of actor: Actor) -> Set<Duty> { policy.roles[actor.role]?.duties ?? [] }

    /// Takes a report and gives its number. Sent again with the same id it gives the same number.
    package func report(_ answers: Answers, urgency: String, id: EntryID, as actor: Actor, at now: Moment, today: Day) async throws
        -> String
    {
        let chronicle = identities.chronicle(.concern, openedBy: id)
        return try await untilRecorded {
            let sent = Concern.Action.reported(number: "", urgency: urgency, answers: answers)
            if try before(id, sent, of: Concern.self, in: chronicle) != nil {
                let known: Known<Concern> = try load(chronicle)
                return known.chronicle.number
            }
            return try await numbered("R-\(today.year)-") { number in
                let action = Concern.Action.reported(number: number, urgency: urgency, answers: answers)
                try Concern().accept(action, by: actor, duties: duties(of: actor))
                return try await append(action, id, Known(), chronicle, actor, now, claim: claim(number))
            }
        }
    }

    /// A report for whoever may read it; the look is recorded before this returns. Errors: `StoreFault.notFound`.
    package func concern(_ number: String, as actor: Actor, at now: Moment) async throws -> (concern: SeenConcern, id: ChronicleID)
    {
        let (id, known) = try concern(number, actor)
        let seen = try SeenConcern(
            known.chronicle, to: actor, duties: duties(of: actor), by: policy.practice, cases: { try existing($0, for: actor) },
            incidents: { try $0.filter { try hasIncident($0, for: actor) } })
        guard let seen else { throw StoreFault.notFound }
        try await look(id, actor, .casework, now, as: .reports)
        return (seen, id)
    }

    package func record(_ action: Concern.Action, id: EntryID, to number: String, as actor: Actor, at now: Moment) async throws {
        try await untilRecorded { () -> Void? in
            let (chronicle, known) = try concern(number, actor)
            if try before(id, action, of: Concern.self, in: chronicle) != nil { return () }
            try known.chronicle.accept(action, by: actor, duties: duties(of: actor))
            return try await append(action, id, known, chronicle, actor, now).done
        }
    }

    /// Whether a case that grew out of a report is one of these: then what the report says is of that person.
    func leads(_ concern: Concern, into rows: Set<Int>) throws -> Bool {
        try concern.cases.contains { number in
            try live.view.chronicle(ofNumber: number).flatMap { try live.view.row(of: $0) }.map(rows.contains) ?? false
        }
    }

    func concern(_ number: String, _ actor: Actor) throws -> (ChronicleID, Known<Concern>) {
        guard let id = try live.view.chronicle(ofConcern: number) ?? damaged(number) else { throw StoreFault.notFound }
        let known: Known<Concern> = try load(id) {
            try $0.isShown(to: actor, duties: duties(of: actor), by: policy.practice)
                && !leads($0, into: live.view.barredRows(actor))
        }
        return (id, known)
    }

    private func append(
        _ action: Concern.Action, _ id: EntryID, _ known: Known<Concern>, _ chronicle: ChronicleID, _ actor: Actor, _ now: Moment,
        claim: Data? = nil
    ) async throws -> Recorded {
        var next = known
        var step = try propose(action, id, to: &next, chronicle, actor, now)
        step.proposal.claim = claim
        return try await append(step)
    }
}
