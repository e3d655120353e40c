import Foundation
package import Register
import Synchronization

/// A line of the list of workshops. It names nobody.
package struct WorkshopLine: Sendable, Equatable {
    package let number: String
    package let status: Workshop.Status
    package let title: String
    package let place: String
    package let isOnline: Bool
    package let first: Day
    package let last: Day
    package let people: Int
    package let waiting: Int
    package let capacity: Int
}

/// Workshops: planned, filled, held. Everything about one is recorded one after the other, so that fifty phones at once lose
/// nothing.
extension Store {
    /// Plans a workshop and gives its number. Sent again with the same id it gives the same number. Invitations: those of one like
    /// it.
    ///
    /// Errors: `Refusal`, also when the course is offered no longer; `StoreFault.notFound` when there is none.
    package func plan(
        _ plan: Workshop.Plan, invitations: [Workshop.Invitation] = [], id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) throws -> String {
        let chronicle = identities.chronicle(.workshop, openedBy: id)
        let hand = try hand(of: actor)
        return try untilDone {
            if try isRecorded(id, in: chronicle) { return try recall(chronicle).chronicle.number }
            guard try course(plan.course).chronicle.status == .offered else { throw Refusal("courseRetired") }
            return try numbered("W-\(today.year)-", for: id) { numbers in
                let keys = Workshop.Keys(code: try freshCode(), secret: Store.token())
                let action = Workshop.Action.planned(number: numbers[0], keys, plan)
                guard let planned = try take(action, id, chronicle, actor, hand, now, today, claim: claim(numbers[0])),
                    planned.number == numbers[0]
                else { return nil }
                if !invitations.isEmpty { try record(.invited(invitations), .made(at: now), chronicle, actor, hand, now, today) }
                return numbers[0]
            }
        }
    }

    /// A workshop for whoever may read it, and in which part; the look is recorded before this returns. Who nominates sees the
    /// people of their agency. Errors: `StoreFault.notFound`.
    package func workshop(_ number: String, as actor: Actor, at now: Moment) async throws -> (
        workshop: Workshop, hand: Workshop.Hand
    ) {
        let (id, known, hand) = try workshop(number, actor)
        try await look(id, actor, .casework, now, as: nil)
        if case .nominator(let agency) = hand { return (known.shown(to: agency), hand) }
        return (known, hand)
    }

    /// A workshop for the trainer's screen, which shows nobody's name: it renews itself, so it is no look. Errors:
    /// `StoreFault.notFound`.
    package func doorway(ofNumber number: String, as actor: Actor) throws -> Workshop {
        let (_, known, hand) = try workshop(number, actor)
        guard hand == .trainer, known.status == .planned else { throw StoreFault.notFound }
        return known
    }

    /// What another was planned as and whom it invited, for one like it. Nil when there is none for this trainer.
    package func pattern(_ number: String, as actor: Actor) throws -> (plan: Workshop.Plan, invitations: [Workshop.Invitation])? {
        guard try hand(of: actor) == .trainer, let id = try live.view.chronicle(ofWorkshop: number) else { return nil }
        let workshop = try recall(id).chronicle
        return workshop.plan.map { ($0, workshop.invitations) }
    }

    /// Errors: `Refusal`, `StoreFault.notFound`, `StoreFault.busy`.
    package func record(
        _ action: Workshop.Action, id: EntryID, to number: String, as actor: Actor, at now: Moment, today: Day
    ) throws {
        let (chronicle, _, hand) = try workshop(number, actor)
        if try before(id, action, of: Workshop.self, in: chronicle) != nil { return }
        try record(action, id, chronicle, actor, hand, now, today)
    }

    /// The workshops, those to come first, the next before all.
    package func workshops(as actor: Actor, limit: Int = 100) throws -> [WorkshopLine] {
        _ = try hand(of: actor)
        return try live.view.workshops(limit: limit)
    }

    func workshop(_ number: String, _ actor: Actor) throws -> (ChronicleID, Workshop, Workshop.Hand) {
        let hand = try hand(of: actor)
        guard let id = try live.view.chronicle(ofWorkshop: number) ?? damaged(number) else { throw StoreFault.notFound }
        return (id, try recall(id).chronicle, hand)
    }

    private func freshCode() throws -> String {
        try untilDone {
            let code = RandomLetters.make(6)
            return try live.view.chronicle(ofWorkshopCode: code) == nil ? code : nil
        }
    }

    // MARK: Writing

    @discardableResult
    func record(
        _ action: Workshop.Action, _ id: EntryID, _ chronicle: ChronicleID, _ actor: Actor, _ hand: Workshop.Hand, _ now: Moment,
        _ today: Day
    ) throws -> Workshop {
        try untilDone { try take(action, id, chronicle, actor, hand, now, today) }
    }

    /// Nil when another process was first.
    private func take(
        _ action: Workshop.Action, _ id: EntryID, _ chronicle: ChronicleID, _ actor: Actor, _ hand: Workshop.Hand, _ now: Moment,
        _ today: Day, claim: Data? = nil
    ) throws -> Workshop? {
        try writer.alone {
            var known = try recall(chronicle)
            if try isRecorded(id, in: chronicle) { return known.chronicle }
            try known.chronicle.accept(action, by: hand, on: today)
            var step = try propose(action, id, to: &known, chronicle, actor, now)
            step.proposal.claim = claim
            return try takeAlone([step]) ? known.chronicle : nil
        }
    }

    /// What the ledger says now: what is in memory, and what was recorded since by anybody.
    func recall(_ id: ChronicleID) throws -> Known<Workshop> {
        var known = live.workshops.withLock { $0[id] } ?? Known()
        let rows = try ledger.rows(of: id, after: known.sequence)
        guard !rows.isEmpty else { return known }
        known.keys = try ledger.keys(of: id)
        guard !known.keys.isEmpty else { throw StoreFault.notFound }
        let opener = try envelope.opener(known.keys, of: id)
        for row in rows { try known.fold(row, opener) }
        live.workshops.withLock { if ($0[id]?.sequence ?? 0) < known.sequence { $0[id] = known } }
        return known
    }
}
