import Foundation
package import Register

/// The door of a workshop: whoever stands in the room joins with their own phone, and gets an address of their own.
extension Store {
    /// The workshop of a short code, while it is planned. Errors: `StoreFault.notFound`.
    package func doorway(_ code: String) throws -> Workshop {
        guard let id = try live.view.chronicle(ofWorkshopCode: code.uppercased()) else { throw StoreFault.notFound }
        let workshop = try recall(id).chronicle
        guard workshop.status == .planned else { throw StoreFault.notFound }
        return workshop
    }

    /// Puts somebody who is in the room on the list, or finds them there, and gives their token. The screen was seen before.
    ///
    /// Errors: `Refusal` when it is not the day, somebody of that name and agency came already, or this form brought somebody else.
    package func join(_ person: Participant.Person, at code: String, id form: Mark, now: Moment, today: Day) throws -> String {
        guard let chronicle = try live.view.chronicle(ofWorkshopCode: code.uppercased()) else { throw StoreFault.notFound }
        let half = HalfDay(of: now, in: policy.practice.calendar.zone)
        return try untilDone {
            let workshop = try recall(chronicle).chronicle
            guard let id = workshop.keys.arrival(by: form) else { throw StoreFault.notFound }
            // The same form sent twice is one person who came.
            if let known = workshop.arrivals[id].flatMap({ workshop.participant($0) }) {
                guard known.person.isSame(as: person) else { throw Refusal("formUsed") }
                return workshop.keys.token(of: known.id)
            }
            let after: Workshop
            let same = workshop.same(as: person)
            if let same {
                guard !workshop.hasArrived(same) else { throw Refusal("alreadyJoined") }
                let actor = Store.door(same.id, of: same.person.agency)
                after = try record(.came(same.id, at: half), id, chronicle, actor, .participant, now, today)
            } else {
                let joined = Workshop.Action.joined(Participant.Entrant(id: id, person: person), at: half)
                after = try record(joined, id, chronicle, Store.door(id, of: person.agency), .participant, now, today)
            }
            // Another process was first with this form: look again at whom it brought.
            guard after.arrivals[id] == same?.id ?? id else { return nil }
            if let same, case let said = same.person.completed(by: person), said != same.person {
                let actor = Store.door(same.id, of: same.person.agency)
                try record(.corrected(same.id, said), .made(at: now), chronicle, actor, .trainer, now, today)
            }
            return after.keys.token(of: same?.id ?? id)
        }
    }

    /// Whose address it is. Errors: `StoreFault.notFound`.
    package func participant(_ token: String) throws -> (workshop: Workshop, participant: Participant) {
        let (_, workshop, participant) = try holder(of: token)
        return (workshop, participant)
    }

    /// Records what a participant does at their own address. Errors: `Refusal`, `StoreFault.notFound`.
    package func record(
        _ action: (Participant) -> Workshop.Action, by token: String, id: EntryID, at now: Moment, today: Day
    ) throws {
        let (chronicle, _, participant) = try holder(of: token)
        try record(
            action(participant), id, chronicle, Store.door(participant.id, of: participant.person.agency), .participant, now, today)
    }

    /// Takes the paper of a test. Ticket: shows when it was begun, so that one begun while the test was open is taken soon after it too.
    package func sit(
        _ sitting: TestPaper.Sitting, _ paper: TestPaper, ticket: String, by token: String, id: EntryID, at now: Moment, today: Day
    ) throws {
        let (chronicle, workshop, participant) = try holder(of: token)
        let begun = Ticket.moment(ticket, of: .test(sitting, participant.id), workshop.keys, at: now)
        try record(
            .sat(participant.id, sitting, paper), id, chronicle, Store.door(participant.id, of: participant.person.agency),
            begun.map { .sitter(begun: $0, now: now) } ?? .participant, now, today)
    }

    /// Somebody who came before is in the room again. The code on the screen was checked before.
    package func comeAgain(_ token: String, id: EntryID, at now: Moment, today: Day) throws {
        let half = HalfDay(of: now, in: policy.practice.calendar.zone)
        try record({ .came($0.id, at: half) }, by: token, id: id, at: now, today: today)
    }

    /// Links a participant to the account of whoever is signed in and holds their address. Errors: `Refusal` when another account
    /// is linked to them, or this one to somebody else in the workshop.
    package func link(_ token: String, to account: AccountID, id: EntryID, at now: Moment, today: Day) throws {
        try record({ .linked($0.id, account) }, by: token, id: id, at: now, today: today)
    }

    private func holder(of token: String) throws -> (ChronicleID, Workshop, Participant) {
        guard let found = try live.view.participant(ofToken: Store.hash(token)) else { throw StoreFault.notFound }
        let workshop = try recall(found.workshop).chronicle
        guard let participant = workshop.participant(found.participant), workshop.status != .cancelled else {
            throw StoreFault.notFound
        }
        return (found.workshop, workshop, participant)
    }

    /// Who signs an entry that nobody with an account made.
    private static func door(_ participant: EntryID, of agency: AgencyCode) -> Actor {
        Actor(account: AccountID(uuid: participant.uuid), agency: agency, role: "participant")
    }
}
