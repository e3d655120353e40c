package import Foundation
package import Register

extension Dialogue {
    /// Where its pictures are sealed.
    static var pictures: Compartment { .welfare }
}

/// The messages under a reply code, from the side of whoever holds the code.
extension Store {
    /// The door that a code opens. Nil alike for a code that never was and for one that was ended: the same single look.
    package func pass(under key: ReplyKey, at now: Moment) throws -> ReplyPass? {
        guard let sealed = try ledger.vault("reply", key.lookUp),
            let plain = try? key.seal.open(sealed, at: Data("reply/\(key.lookUp)".utf8)), let dialogue = ChronicleID(bytes: plain)
        else { return nil }
        return ReplyPass(dialogue: dialogue, lookUp: key.lookUp, until: Moment(seconds: now.seconds + 900))
    }

    package func text(of pass: ReplyPass) throws -> String { try replyKeys.text(of: pass) }
    package func pass(_ text: String, at now: Moment) -> ReplyPass? { replyKeys.pass(text, at: now) }

    /// Nil once it was destroyed.
    package func dialogue(_ pass: ReplyPass) throws -> SeenDialogue? {
        try messages(of: pass.dialogue).map { try seen($0, by: .person) }
    }

    /// Nil once they were destroyed.
    private func messages(of id: ChronicleID) throws -> Dialogue? {
        do {
            let known: Known<Dialogue> = try load(id)
            return known.sequence == 0 ? nil : known.chronicle
        } catch StoreFault.notFound { return nil }
    }

    /// That somebody opened the report is recorded, so it is known.
    private func seen(_ dialogue: Dialogue, by reader: SeenDialogue.Reader) throws -> SeenDialogue {
        let isRead = try dialogue.concern.map { try !ledger.rows(of: $0.looks, after: 0).isEmpty } ?? false
        return SeenDialogue(dialogue, to: reader, isRead: isRead, in: policy.practice.calendar.zone)
    }

    /// Keeps what the public writes. Errors: `Refusal`, `StoreFault.notFound` when it was destroyed.
    package func write(
        _ answers: Answers, picture: (picture: Dialogue.Picture, bytes: Data)? = nil, id: EntryID, with pass: ReplyPass,
        at now: Moment
    ) async throws {
        let action = picture.map { Dialogue.Action.attached($0.picture, answers: answers) } ?? .asked(answers: answers)
        let coarse = now.coarse(in: policy.practice.calendar.zone)
        try await record(action, carrying: picture?.bytes, id, to: pass.dialogue, as: Store.anybody, duties: [], at: coarse)
    }

    func record(
        _ action: Dialogue.Action, carrying file: Data? = nil, _ id: EntryID, to chronicle: ChronicleID, as actor: Actor,
        duties: Set<Duty>, at now: Moment
    ) async throws {
        try await untilRecorded { () -> Void? in
            let known: Known<Dialogue> = try load(chronicle)
            guard known.sequence > 0 else { throw StoreFault.notFound }
            if try before(id, action, of: Dialogue.self, in: chronicle) != nil { return () }
            try known.chronicle.accept(action, duties: duties)
            var next = known
            let carried = file.map { (Padding.wrapped($0), Dialogue.pictures) }
            return try await append(try propose(action, id, to: &next, chronicle, actor, now, carrying: carried)).done
        }
    }

    /// Ends a code at once and destroys what was written under it; the report stays until its time is over. A certificate explains
    /// the keys that are missing from then on. Nothing happens when it was destroyed before.
    package func end(_ pass: ReplyPass, at now: Moment, today: Day) throws {
        try ledger.setVault("reply", pass.lookUp, nil)
        try writer.alone {
            let known: Known<Dialogue>
            do { known = try load(pass.dialogue) } catch StoreFault.notFound { return }
            guard known.sequence > 0 else { return }
            try destroy(
                .dialogue, [pass.dialogue], report: nil, files: known.chronicle.messages.count { $0.picture != nil },
                id: EntryID.made(at: now.coarse(in: policy.practice.calendar.zone)), as: Store.anybody,
                at: now.coarse(in: policy.practice.calendar.zone), today: today)
        }
        try saveCheckpoint(after: 1)
    }
}

/// The same messages from the side of the team: through their report, for whoever triages.
extension Store {
    /// Nil when the person ended them, or when the report came by another way. Errors: `StoreFault.notFound`.
    package func dialogue(ofConcern number: String, as actor: Actor) throws -> SeenDialogue? {
        try messages(ofConcern: number, as: actor).map { try seen($0, by: .team) }
    }

    private func messages(ofConcern number: String, as actor: Actor) throws -> Dialogue? {
        guard let id = try concern(number, actor).1.chronicle.lineage?.dialogue, duties(of: actor).contains(.triage) else {
            return nil
        }
        return try messages(of: id)
    }

    /// Errors: `Refusal`, `StoreFault.notFound`, also when the person ended it meanwhile.
    package func record(
        _ action: Dialogue.Action, id: EntryID, toConcern number: String, as actor: Actor, at now: Moment
    ) async throws {
        guard let chronicle = try concern(number, actor).1.chronicle.lineage?.dialogue else { throw StoreFault.notFound }
        try await record(action, id, to: chronicle, as: actor, duties: duties(of: actor), at: now)
    }

    /// A picture that the public sent. That it was taken out is recorded before this returns.
    package func picture(
        _ id: EntryID, ofConcern number: String, as actor: Actor, at now: Moment
    ) async throws -> (picture: Dialogue.Picture, bytes: Data) {
        let (report, known) = try concern(number, actor)
        guard let chronicle = known.chronicle.lineage?.dialogue,
            let messages = try messages(ofConcern: number, as: actor)?.messages,
            let picture = messages.first(where: { $0.id == id })?.picture, let sealed = try ledger.blob(of: id)
        else { throw StoreFault.notFound }
        try await look(report, actor, .export, now, as: .reports)
        let opener = try envelope.opener(try ledger.keys(of: chronicle), of: chronicle)
        let filled = try opener.file(sealed, of: id, Dialogue.pictures)
        guard let bytes = Padding.taken(from: filled), Store.digest(bytes) == picture.digest else { throw KeyFault.damaged }
        return (picture, bytes)
    }
}
