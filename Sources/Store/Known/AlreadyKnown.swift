package import Matching
package import Register

/// "Already known?": within what a worker may read, with every reason. Two cases are linked by a person, never by the program.
extension Store {
    /// A case that may be about the same person, as this worker may see it.
    package struct Likeness: Sendable {
        package let number: String
        package let bars: [Bar]
        /// The probability that it is the same person, given the others that are shown and that it may be nobody.
        package let posterior: Double
        package let isFamilyLike: Bool
    }

    /// Units: probability. Less is not worth a worker's time.
    private static let least = 0.02
    package static let mostCandidates = 5

    /// Those a worker may read that may be the person of this case, the likeliest first. That each was seen is recorded.
    ///
    /// Shape: only the worker's own agency is searched, and of it only what the role may read, so that neither words nor time tell
    /// anything of others. Errors: `StoreFault.notFound`.
    package func alreadyKnown(_ number: String, as actor: Actor, at now: Moment) async throws -> [Likeness] {
        let (id, known, permit) = try find(number, actor, now)
        guard permit.may.contains(.read), Store.maySeeNames(permit), known.chronicle.owner == actor.agency,
            let role = policy.roles[actor.role],
            let person = KnownPerson(known.chronicle, by: policy.practice.identity), let own = try live.view.row(of: id)
        else { return [] }
        let (index, weights) = try searchable(actor, role)
        let hidden = try live.view.barredRows(actor).union([own])
        let linked = Set(known.chronicle.links.map(\.number))
        let found = index.candidates(for: person, weights: weights, limit: 20, excluding: hidden)
        let lines = try live.view.people(at: found.map(\.row)).reduce(into: [Int: String]()) { $0[$1.row] = $1.number }
        var likenesses: [Likeness] = []
        for candidate in found where candidate.posterior >= Store.least && likenesses.count < Store.mostCandidates {
            guard let other = lines[candidate.row], !linked.contains(other),
                let (chronicle, _, seen) = try? find(other, actor, now),
                seen.may.contains(.read), Store.maySeeNames(seen)
            else { continue }
            try await look(chronicle, actor, .casework, now)
            likenesses.append(
                Likeness(
                    number: other, bars: candidate.bars, posterior: candidate.posterior, isFamilyLike: candidate.isFamilyLike))
        }
        return likenesses
    }

    private static func maySeeNames(_ permit: Permit) -> Bool {
        permit.sees.contains(.identifying) && permit.opens.contains(.identity)
    }

    private func searchable(_ actor: Actor, _ role: Role) throws -> (PersonIndex, Weights) {
        let (index, weights) = try live.people.index(of: actor.agency, from: live.view)
        if let grant = role.grants[.agency], grant.may.contains(.read) { return (index, weights) }
        var own = PersonIndex()
        for line in try live.view.people(assignedTo: actor) { own.insert(row: line.row, line.person) }
        return (own, weights)
    }

    /// Says how two cases stand to each other, in both of them.
    package func link(
        _ number: String, to other: String, as kind: Link.Kind, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) throws {
        try onBoth(number, other, id, actor, now, today) { .linked(Link(to: $0, number: $1, kind: kind)) }
    }

    /// Takes that back, in both. Nothing was moved, so nothing has to be moved back.
    package func unlink(_ number: String, from other: String, id: EntryID, as actor: Actor, at now: Moment, today: Day) throws {
        try onBoth(number, other, id, actor, now, today) { chronicle, _ in .unlinked(chronicle) }
    }

    private func onBoth(
        _ number: String, _ other: String, _ id: EntryID, _ actor: Actor, _ now: Moment, _ today: Day,
        _ action: (ChronicleID, String) -> CaseAction
    ) throws {
        let (first, _, permit) = try find(number, actor, now)
        guard let (second, _, theirs) = try? find(other, actor, now), theirs.may.contains(.link) else {
            throw Refusal("noSuchCase")
        }
        guard first != second else { throw Refusal("ownCase") }
        try record(
            [(first, permit, action(second, other)), (second, theirs, action(first, number))], id: id, at: now, today: today)
    }

    /// Records what belongs together in several cases, in all or in none. Sent again with the same id it records nothing.
    func record(
        _ acts: [(chronicle: ChronicleID, permit: Permit, action: CaseAction)], id: EntryID, at now: Moment, today: Day
    ) throws {
        try untilDone { () -> Void? in
            if let first = acts.first, try before(id, first.action, of: CaseFile.self, in: first.chronicle) != nil { return () }
            var steps: [Step] = []
            for (index, act) in acts.enumerated() {
                var known = try file(act.chronicle)
                try known.chronicle.accept(act.action, under: act.permit, by: policy.practice, on: today, at: now)
                let own = index == 0 ? id : EntryID.made(at: now)
                steps.append(try propose(act.action, own, to: &known, act.chronicle, act.permit.actor, now))
            }
            return try take(steps) ? () : nil
        }
    }
}
