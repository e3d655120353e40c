import Foundation
package import Register

/// What was sent before: the first result again, and never that of something else.
extension Store {
    /// The entry that was recorded under this id, in this chronicle and for the same kind of act. Nil when it was never recorded.
    ///
    /// Errors: `StoreFault.usedElsewhere` when it was recorded in another chronicle for another kind of act, or with other
    /// words: then the second is something new, and the first is not its answer.
    func before<C: Chronicle>(
        _ id: EntryID, _ action: C.Action, of type: C.Type, in chronicle: ChronicleID
    ) throws -> Entry<C.Action>? {
        guard let entry = try before(id, of: type, in: chronicle) else { return nil }
        guard entry.action.isSame(as: action) else { throw StoreFault.usedElsewhere }
        return entry
    }

    /// The same for whatever act of this chronicle.
    func before<C: Chronicle>(_ id: EntryID, of: C.Type, in chronicle: ChronicleID) throws -> Entry<C.Action>? {
        guard let place = try ledger.place(of: id) else { return nil }
        guard place.chronicle == chronicle else { throw StoreFault.usedElsewhere }
        let rows = try ledger.rows(of: chronicle, after: Bounded.sum(place.sequence, -1))
        guard let row = rows.first else { throw StoreFault.notFound }
        return try envelope.opener(try ledger.keys(of: chronicle), of: chronicle).entry(row, of: C.self)
    }

    /// The sequence of an entry of a case, when it was sent before. Errors: `StoreFault.notFound`, `StoreFault.usedElsewhere`.
    package func sequence(of id: EntryID, in number: String, as actor: Actor, at now: Moment) throws -> Int? {
        let (chronicle, _, _) = try find(number, actor, now)
        return try before(id, of: CaseFile.self, in: chronicle)?.sequence
    }

    /// Whether this id was recorded in this chronicle. Errors: `StoreFault.usedElsewhere`.
    func isRecorded(_ id: EntryID, in chronicle: ChronicleID) throws -> Bool {
        guard let place = try ledger.place(of: id) else { return false }
        guard place.chronicle == chronicle else { throw StoreFault.usedElsewhere }
        return true
    }
}
