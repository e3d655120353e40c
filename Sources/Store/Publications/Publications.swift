package import Foundation
package import Register

/// The figures of a year on their way out: frozen, drafted, asked for, returned or signed by a second person.
extension Store {
    package func mayPublish(_ actor: Actor) -> Bool {
        sight(of: actor) == .country && policy.practice.statistics.publication != nil
    }

    /// What there is of a year; empty before the first snapshot. Errors: `StoreFault.notFound` for whoever may not publish.
    package func publication(_ year: Int, as actor: Actor) throws -> Publication { try publication(year, actor).1.chronicle }

    /// Every year of which something was frozen, the newest first.
    package func publications(as actor: Actor) throws -> [Publication] {
        guard mayPublish(actor) else { return [] }
        return try whole(live.view.publicationYears()) { try publication($0, as: actor) }
    }

    /// What waits for the signature of this very person.
    package func toSign(as actor: Actor) throws -> [Publication] {
        guard mayPublish(actor) else { return [] }
        return try whole(live.view.publicationYears(isAsked: true)) { try publication($0, as: actor) }
            .filter { $0.waits(for: actor.account) }
    }

    /// Keeps a snapshot, sealed. Sent again with the same id it is kept once.
    package func keep(_ frozen: FrozenFacts, id: EntryID, as actor: Actor, at now: Moment, today: Day) async throws {
        var frozen = frozen
        let year = frozen.header.year
        let population = frozen.header.terms.publication?.population ?? ""
        let cohort = Publication.Cohort(
            number: "F-\(year)", year: year, digest: frozen.digest, asOf: frozen.header.asOf,
            people: frozen.count(population)?.total ?? 0)
        try await record(.frozen(cohort), carrying: frozen.bytes, id: id, to: year, as: actor, at: now, today: today)
    }

    /// Whether an entry was recorded before: somebody pressed twice.
    package func isRecorded(_ id: EntryID) throws -> Bool { try ledger.place(of: id) != nil }

    /// Records an action. `seen` is the sequence that what it carries was made of.
    ///
    /// Errors: `Refusal`, `StoreFault.notFound`, `StoreFault.busy`.
    package func record(
        _ action: Publication.Action, carrying file: Data? = nil, id: EntryID, to year: Int, after seen: Int? = nil,
        as actor: Actor,
        at now: Moment, today: Day
    ) async throws {
        try await untilRecorded { () -> Void? in
            let (found, known) = try publication(year, actor)
            let chronicle = found ?? identities.chronicle(.publication, openedBy: id)
            if try before(id, action, of: Publication.self, in: chronicle) != nil { return () }
            if let seen, seen != known.sequence { throw Refusal("otherFigures") }
            try known.chronicle.accept(
                action, by: actor.account, duties: duties(of: actor), policy.practice, on: today)
            try checkBudget(for: action, of: known.chronicle)
            var next = known
            var step = try propose(action, id, to: &next, chronicle, actor, now, carrying: file.map { ($0, .core) })
            // A year is published by one chronicle, whoever is first.
            if found == nil { step.proposal.claim = claim("figures/\(year)") }
            switch try await append(step) {
            case .recorded: return ()
            case .again: return nil
            case .behind:
                try follow()
                return nil
            }
        }
    }

    func publication(_ year: Int, _ actor: Actor) throws -> (ChronicleID?, Known<Publication>) {
        guard mayPublish(actor) else { throw StoreFault.notFound }
        guard let id = try live.view.chronicle(ofFigures: year) else { return (nil, Known()) }
        return (id, try load(id))
    }
}
