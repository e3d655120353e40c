import Foundation
package import Register
import Synchronization

/// A closed case whose time is over.
package struct EndedLine: Sendable, Equatable {
    package let number: String
    package let destroyFrom: Day
}

/// A certificate in a list.
package struct DestructionLine: Sendable, Equatable {
    package let number: String
    /// That of a report when it was of no case.
    package let caseNumber: String
    package let at: Moment
}

/// Destroying a case for ever, and what proves that it was done.
extension Store {
    /// Destroys the keys and files of a case and of its looks, takes it out of every list, and gives the number of the certificate.
    ///
    /// Shape: what is sealed stays in the ledger and opens no more, so that the tree stays whole. Sent again with the same id it gives
    /// the same number. Errors: `StoreFault.notFound`, `Refusal`.
    package func destroy(_ number: String, id: EntryID, as actor: Actor, at now: Moment, today: Day) async throws -> String {
        if let number = try certified(by: id) { return number }
        let certificate = try writer.alone { () -> Destruction.Certificate in
            let (chronicle, known, permit) = try find(number, actor, now)
            try known.chronicle.acceptErasure(under: permit, by: policy.practice, at: now)
            guard let asked = known.chronicle.erasureAsked else { throw Refusal("erasureNotAsked") }
            let report = try reportOnly(of: known.chronicle)
            let chronicles = ([chronicle, report?.id].compactMap(\.self) + (report?.more ?? [])).flatMap { [$0, $0.looks] }
            let entries = try chronicles.reduce(0) { $0 + (try ledger.rows(of: $1, after: 0).count) }
            let certificate = try destroy(chronicles, id, actor, now, today) { number in
                Destruction.Certificate(
                    number: number, of: known.chronicle, chronicles: chronicles, entries: entries, report: report?.number,
                    asked: asked)
            }
            try forgetDrafts(about: Traces(numbers: [number], of: known.chronicle, policy.practice.identity))
            return certificate
        }
        try saveCheckpoint(after: 1)
        return certificate.number
    }

    /// Takes the keys away and records the certificate under the next number, while nothing else is written.
    func destroy(
        _ chronicles: [ChronicleID], _ id: EntryID, _ actor: Actor, _ now: Moment, _ today: Day,
        _ certify: (String) -> Destruction.Certificate
    ) throws -> Destruction.Certificate {
        try untilDone { () -> Destruction.Certificate? in
            let certificate = certify(try nextNumber(prefix: "D-\(today.year)-"))
            var destruction = Known<Destruction>()
            let own = identities.chronicle(.destruction, openedBy: id)
            var step = try propose(Destruction.Action.destroyed(certificate), id, to: &destruction, own, actor, now)
            step.proposal.claim = claim(certificate.number)
            let calls = try live.view.calls(of: chronicles)
            guard let position = try ledger.destroy(chronicles, recording: step.proposal).position else { return nil }
            live.take([GroupWriter.Committed(step, at: position)])
            try keepCalls(calls, at: now)
            try forget(certificate)
            return certificate
        }
    }

    /// The number of the certificate that this entry brought, when it was sent before.
    func certified(by id: EntryID) throws -> String? {
        let chronicle = identities.chronicle(.destruction, openedBy: id)
        guard try isRecorded(id, in: chronicle) else { return nil }
        let known: Known<Destruction> = try load(chronicle)
        return known.chronicle.certificate?.number
    }

    /// The report of concern that a case came from, when nothing else rests on it any more: what it says is of this person.
    private func reportOnly(of file: CaseFile) throws -> (id: ChronicleID, number: String, more: [ChronicleID])? {
        guard let origin = file.origin, origin.kind == .concern, try live.view.chronicle(ofConcern: origin.number) != nil else {
            return nil
        }
        guard let known = try whole([origin.chronicle], { try load($0) as Known<Concern> }).first,
            known.chronicle.incidents.isEmpty, try existing(known.chronicle.cases).allSatisfy({ $0 == file.number })
        else {
            return nil
        }
        return (origin.chronicle, origin.number, [known.chronicle.lineage?.dialogue].compactMap(\.self))
    }

    /// Nothing in memory may still know it.
    func forget(_ certificate: Destruction.Certificate) throws {
        for chronicle in certificate.chronicles {
            if let row = try live.view.row(of: chronicle) { live.people.forget(row) }
            try live.view.forget(chronicle)
            live.files.withLock { $0[chronicle] = nil }
            live.facts.withLock { $0?.put([], of: chronicle) }
        }
        numbers.withLock { $0[certificate.caseNumber] = nil }
        try forgetDrafts(about: Traces(numbers: [certificate.caseNumber, certificate.report]))
    }

    /// Closed cases of the actor's agency whose time is over, for whoever asks for their destruction or agrees.
    package func ended(as actor: Actor, on today: Day) throws -> [EndedLine] {
        guard let role = policy.roles[actor.role], role.mayReadDestructions else { throw StoreFault.notFound }
        guard role.mayDestroy else { return [] }
        return try live.view.ended(actor.agency, on: today, for: actor)
    }

    package func destructions(as actor: Actor) throws -> [DestructionLine] {
        guard policy.roles[actor.role]?.mayReadDestructions == true else { throw StoreFault.notFound }
        return try live.view.destructions(of: actor.agency)
    }

    package func destruction(_ number: String, as actor: Actor) throws -> Destruction {
        try destruction(number, actor).1.chronicle
    }

    /// Keeps the digest of the paper that was made of a certificate.
    package func print(_ number: String, digest: String, as actor: Actor, at now: Moment) async throws {
        try await untilRecorded { () -> Void? in
            var (id, known) = try destruction(number, actor)
            if known.chronicle.papers.contains(digest) { return () }
            let action = Destruction.Action.printed(digest: digest)
            return try await append(try propose(action, EntryID.made(at: now), to: &known, id, actor, now)).done
        }
    }

    private func destruction(_ number: String, _ actor: Actor) throws -> (ChronicleID, Known<Destruction>) {
        guard let role = policy.roles[actor.role], let id = try live.view.chronicle(ofDestruction: number) ?? damaged(number) else {
            throw StoreFault.notFound
        }
        return (id, try load(id, if: { $0.isShown(to: actor, holding: role) }))
    }

    /// Which of these numbers are cases still, for lists that remember numbers; none that keeps this actor out.
    package func existing(_ numbers: [String], for actor: Actor? = nil) throws -> [String] {
        let hidden = try actor.map { try live.view.barredRows($0) } ?? []
        return try numbers.filter { number in
            guard let id = try live.view.chronicle(ofNumber: number), let row = try live.view.row(of: id) else { return false }
            return !hidden.contains(row)
        }
    }
}
