package import Foundation
package import Register
import Synchronization

/// A line of the list of exports. It holds nothing of any person in one.
package struct ExportLine: Sendable, Equatable {
    package let number: String
    package let asker: AccountID
    package let status: Export.Status
    package let format: String
    package let recipient: String
    package let changed: Moment
}

/// Files for partners: asked for, agreed to by another, made, handed over.
extension Store {
    package func mayExport(_ actor: Actor) -> Bool {
        duties(of: actor).contains(.export) && !policy.practice.exports.formats.isEmpty
    }

    /// Those of the actor's agency, for whoever has the duty. Errors: `StoreFault.notFound` for everybody else.
    package func exports(as actor: Actor) throws -> [ExportLine] {
        guard mayExport(actor) else { throw StoreFault.notFound }
        return try live.view.exports(of: actor.agency)
    }

    /// What waits for this actor: to be agreed to, or to be made after somebody agreed.
    package func exportsWaiting(for actor: Actor, at now: Moment) throws -> [ExportLine] {
        guard mayExport(actor) else { return [] }
        let from = now.after(days: -policy.practice.exports.days)
        return try live.view.exports(of: actor.agency).filter { line in
            line.changed >= from && line.status == (line.asker == actor.account ? .agreed : .asked)
        }
    }

    /// Errors: `StoreFault.notFound` alike for what is absent and what is of another agency.
    package func export(_ number: String, as actor: Actor) throws -> Export { try export(number, actor).1.chronicle }

    /// Asks for one and gives its number. Sent again with the same id it gives the same number. Errors: `Refusal`.
    package func ask(
        _ wanted: Export.Request, answers: Answers, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) async throws -> String {
        let chronicle = identities.chronicle(.export, openedBy: id)
        var request = wanted
        request.people = try people(of: wanted, as: actor, at: now, today: today).going
        return try await untilRecorded {
            let sent = Export.Action.asked(number: "", request, answers: answers)
            if try before(id, sent, of: Export.self, in: chronicle) != nil {
                let known: Known<Export> = try load(chronicle)
                return known.chronicle.number
            }
            return try await numbered("E-\(today.year)-") { number in
                let action = Export.Action.asked(number: number, request, answers: answers)
                try accept(action, Export(), actor, now)
                return try await append(action, id, Known(), chronicle, actor, now, claim: claim(number))
            }
        }
    }

    /// Records a step, with the sealed file when it was made. Errors: `Refusal`, `StoreFault.notFound`.
    package func record(
        _ action: Export.Action, carrying file: Data? = nil, id: EntryID, to number: String, as actor: Actor, at now: Moment
    ) async throws {
        try await untilRecorded { () -> Void? in
            let (chronicle, known) = try export(number, actor)
            if try before(id, action, of: Export.self, in: chronicle) != nil { return () }
            try accept(action, known.chronicle, actor, now)
            return try await append(action, carrying: file, id, known, chronicle, actor, now).done
        }
    }

    /// The file as it is handed over, the same bytes each time, to the one who asked. Errors: `StoreFault.notFound`; `KeyFault.damaged`.
    package func exportFile(_ number: String, as actor: Actor, at now: Moment) throws -> Data {
        let (chronicle, known) = try export(number, actor)
        let export = known.chronicle
        guard export.isReady(.made, for: actor, at: now, by: policy.practice.exports), let made = export.made,
            let id = export.file, let sealed = try ledger.blob(of: id)
        else { throw StoreFault.notFound }
        let bytes = try envelope.opener(known.keys, of: chronicle).file(sealed, of: id, Export.Action.compartment)
        guard Store.digest(bytes) == made.sealed else { throw KeyFault.damaged }
        return bytes
    }

    /// The key of the order in which the rows of an export stand. Nobody without the key of the installation can make it.
    package func orderKey(ofExport number: String) -> Data { Data(mark("export order/\(number)").utf8) }

    /// Every export of which a file was made, of all agencies, to tell where a copy that was found came from.
    package func exportsMade(as actor: Actor) throws -> [Export] {
        guard mayExport(actor) else { throw StoreFault.notFound }
        return try whole(live.view.exportsMade()) { id -> Export? in
            let known: Known<Export> = try load(id)
            return known.chronicle.made == nil ? nil : known.chronicle
        }
    }

    func export(_ number: String, _ actor: Actor) throws -> (ChronicleID, Known<Export>) {
        guard let id = try live.view.chronicle(ofExport: number) ?? damaged(number) else { throw StoreFault.notFound }
        return (id, try load(id, if: { $0.isShown(to: actor, duties: duties(of: actor)) }))
    }

    private func accept(_ action: Export.Action, _ export: Export, _ actor: Actor, _ now: Moment) throws(Refusal) {
        try export.accept(action, by: actor, duties: duties(of: actor), under: policy.practice.exports, at: now)
    }

    private func append(
        _ action: Export.Action, carrying file: Data? = nil, _ id: EntryID, _ known: Known<Export>, _ chronicle: ChronicleID,
        _ actor: Actor, _ now: Moment, claim: Data? = nil
    ) async throws -> Recorded {
        var next = known
        var carried: (Data, Compartment)?
        if case .made = action {
            guard let file else { throw Refusal("exportEmpty") }
            carried = (file, Export.Action.compartment)
        }
        var step = try propose(action, id, to: &next, chronicle, actor, now, carrying: carried)
        step.proposal.claim = claim
        return try await append(step)
    }
}
