import Foundation
import Matching
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

    /// Puts somebody who is in the room on the list, or finds them there, and gives their token. The code on the screen was checked before.
    ///
    /// Errors: `Refusal` when it is not the day, or somebody of that name and agency came already.
    package func join(_ person: Participant.Person, at code: String, id: EntryID, now: Moment, today: Day) throws -> String {
        guard let chronicle = try live.view.chronicle(ofWorkshopCode: code.uppercased()) else { throw StoreFault.notFound }
        let half = HalfDay(of: now, offset: policy.practice.calendar.offset)
        return try untilDone {
            let workshop = try recall(chronicle).chronicle
            let same = workshop.participants.first { $0.id == id || Store.isSame($0.person, person) }
            let hand = Workshop.Hand.participant
            guard let same else {
                let entrant = Participant.Entrant(id: id, person: person)
                let actor = Store.door(id, of: person.agency)
                let after = try record(.joined(entrant, at: half), id, chronicle, actor, hand, now, today)
                return after.participant(id) == nil ? nil : after.keys.token(of: id)
            }
            // The same form sent twice is one person who came.
            if try same.id == id || ledger.sequence(of: id) != nil { return workshop.keys.token(of: same.id) }
            guard !same.cameAtAll else { throw Refusal("alreadyJoined") }
            let actor = Store.door(same.id, of: same.person.agency)
            try record(.came(same.id, at: half), id, chronicle, actor, hand, now, today)
            let said = same.person.completed(by: person)
            if said != same.person {
                try record(.corrected(same.id, said), .made(at: now), chronicle, actor, .trainer, now, today)
            }
            return workshop.keys.token(of: same.id)
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

    /// Somebody who came before is in the room again. The code on the screen was checked before.
    package func comeAgain(_ token: String, id: EntryID, at now: Moment, today: Day) throws {
        let half = HalfDay(of: now, offset: policy.practice.calendar.offset)
        try record({ .came($0.id, at: half) }, by: token, id: id, at: now, today: today)
    }

    /// Links a participant to the account of whoever is signed in and holds their address.
    package func link(_ token: String, to account: AccountID, id: EntryID, at now: Moment, today: Day) throws {
        let (chronicle, _, participant) = try holder(of: token)
        var person = participant.person
        person.account = account
        try record(
            .corrected(participant.id, person), id, chronicle, Store.door(participant.id, of: person.agency), .trainer, now, today)
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

    private static func isSame(_ a: Participant.Person, _ b: Participant.Person) -> Bool {
        if let account = a.account, account == b.account { return true }
        return a.agency == b.agency && a.plainName == b.plainName
    }
}

extension Participant.Person {
    /// What is new in what somebody says of themselves at the door.
    fileprivate func completed(by said: Participant.Person) -> Participant.Person {
        var person = self
        person.post = said.post ?? post
        person.group = said.group ?? group
        person.sex = said.sex ?? sex
        person.email = said.email ?? email
        person.account = said.account ?? account
        person.wasTrained = said.wasTrained ?? wasTrained
        return person
    }

    /// The letters of the name without accents, and its digits, which tell apart "Officer 12" and "Officer 13".
    fileprivate var plainName: String {
        Letters.words(in: name).map { Letters.text($0) }.joined(separator: " ") + name.filter(\.isNumber)
    }

    /// The same for the same person in several workshops: their account, else a mark of name, agency and address.
    var key: String {
        if let account { return account.description }
        return Store.hash("\(plainName)/\(agency)/\(email?.text.lowercased() ?? "")")
    }
}
