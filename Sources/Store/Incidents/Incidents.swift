import Foundation
package import Register

/// A line of the list of incidents. It holds nothing of what was found.
package struct IncidentLine: Sendable, Equatable {
    package let number: String
    package let leader: AccountID
    package let opened: Moment
    package let people: Int
}

/// Incidents: opened, changed, and closed to whoever stands too near.
extension Store {
    /// Opens an incident and gives its number. Sent again with the same id it gives the same number.
    ///
    /// Shape: one that grew out of a report is recorded with that the report led to it, and with its walls, together or not at all.
    package func openIncident(
        _ answers: Answers, from origin: Origin? = nil, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) throws -> String {
        let chronicle = identities.chronicle(.incident, openedBy: id)
        guard let role = policy.roles[actor.role] else { throw Refusal("notPermitted") }
        return try untilDone {
            let sent = Incident.Action.opened(number: "", origin: origin, answers: answers)
            if try before(id, sent, of: Incident.self, in: chronicle) != nil {
                let known: Known<Incident> = try load(chronicle)
                return known.chronicle.number
            }
            return try numbered("I-\(today.year)-", for: id) { numbers in
                var known = Known<Incident>()
                let action = Incident.Action.opened(number: numbers[0], origin: origin, answers: answers)
                try known.chronicle.accept(action, by: actor, holding: role)
                var opened = try propose(action, id, to: &known, chronicle, actor, now)
                opened.proposal.claim = claim(numbers[0])
                let walls = try wallsOf(origin, actor).map { wall in
                    try propose(Incident.Action.barred(wall), .made(at: now), to: &known, chronicle, actor, now)
                }
                let grown = try grown(origin, into: chronicle, numbers[0], actor, now)
                return try take([opened] + walls + grown) ? numbers[0] : nil
            }
        }
    }

    /// That a report led to an incident, when it did.
    private func grown(
        _ origin: Origin?, into incident: ChronicleID, _ number: String, _ actor: Actor, _ now: Moment
    ) throws -> [Step] {
        guard let origin, origin.kind == .concern else { return [] }
        var (report, known) = try concern(origin.number, actor)
        let action = Concern.Action.grew(into: incident, number: number)
        try known.chronicle.accept(action, by: actor, duties: duties(of: actor))
        return [try propose(action, .made(at: now), to: &known, report, actor, now)]
    }

    /// Whoever is kept out of a report is kept out of the incident that grows out of it.
    private func wallsOf(_ origin: Origin?, _ actor: Actor) throws -> [Exclusion] {
        guard let origin, origin.kind == .concern else { return [] }
        return try concern(origin.number, actor).1.chronicle.walls
    }

    /// An incident for whoever may read it; the look is recorded before this returns. Errors: `StoreFault.notFound`.
    package func incident(_ number: String, as actor: Actor, at now: Moment) async throws -> SeenIncident {
        let (id, known, role) = try incident(number, actor)
        guard let seen = SeenIncident(known.chronicle, to: actor, holding: role) else { throw StoreFault.notFound }
        try await look(id, actor, .casework, now, as: nil)
        return seen
    }

    /// Whether an incident is there for this actor. Nothing of it is read.
    package func hasIncident(_ number: String, for actor: Actor) throws -> Bool {
        do { return try !incident(number, actor).1.chronicle.number.isEmpty } catch StoreFault.notFound { return false }
    }

    /// The incidents that an actor may lead, the newest first.
    package func incidents(as actor: Actor, limit: Int = 100) throws -> [IncidentLine] {
        guard policy.roles[actor.role]?.duties.contains(.incidents) == true else { return [] }
        let hidden = try live.view.barredRows(actor)
        let lines = try live.view.incidents(for: actor, limit: limit)
        return hidden.isEmpty ? lines : try whole(lines) { try line($0, without: hidden) }
    }

    /// A line that counts nobody whose case keeps the actor out.
    private func line(_ line: IncidentLine, without hidden: Set<Int>) throws -> IncidentLine {
        guard let id = try live.view.chronicle(ofIncident: line.number) else { return line }
        let known: Known<Incident> = try load(id)
        let people = try known.chronicle.people.filter { try live.view.row(of: $0.chronicle).map(hidden.contains) != true }
        return IncidentLine(number: line.number, leader: line.leader, opened: line.opened, people: people.count)
    }

    /// Records what happened to an incident, with what it means for every case of it, together or not at all.
    ///
    /// The walls of its cases are the incident's own rule: they are recorded for whoever leads it, also in a case that they may not
    /// open. Errors: `Refusal`, `StoreFault.notFound`, `StoreFault.busy`.
    package func record(_ action: Incident.Action, id: EntryID, to number: String, as actor: Actor, at now: Moment) throws {
        try untilDone { () -> Void? in
            var (chronicle, known, role) = try incident(number, actor)
            if try before(id, action, of: Incident.self, in: chronicle) != nil { return () }
            let incident = known.chronicle
            try incident.accept(action, by: actor, holding: role)
            var steps = [try propose(action, id, to: &known, chronicle, actor, now)]
            for person in incident.people {
                guard var file = try fileIfThere(person.chronicle), let wall = try incident.wall(action, in: file.chronicle) else {
                    continue
                }
                steps.append(try propose(wall, EntryID.made(at: now), to: &file, person.chronicle, actor, now))
            }
            return try take(steps) ? () : nil
        }
    }

    func incident(_ number: String, _ actor: Actor) throws -> (ChronicleID, Known<Incident>, Role) {
        guard let role = policy.roles[actor.role], let id = try live.view.chronicle(ofIncident: number) ?? damaged(number) else {
            throw StoreFault.notFound
        }
        return (id, try load(id, if: { $0.isShown(to: actor, holding: role) }), role)
    }
}
