import Foundation
package import Register
import Synchronization

/// Who opened what: recorded before anything is shown.
extension Store {
    struct Look: Hashable {
        let chronicle: ChronicleID
        let account: AccountID
        let purpose: Looks.Purpose
    }

    package func looks(_ number: String, as actor: Actor, at now: Moment) throws -> [Looks.Look] {
        let (id, _, permit) = try find(number, actor, now)
        guard permit.may.contains(.looks) else { throw StoreFault.notFound }
        try count([id], of: actor, at: now)
        let known: Known<Looks> = try load(id.looks)
        return known.chronicle.looks.reversed()
    }

    /// The same worker opening the same case for the same purpose within five minutes is one look.
    ///
    /// Shape: `kind` is what it is counted as; nil for what has no cap, such as a workshop.
    func look(
        _ id: ChronicleID, _ actor: Actor, _ purpose: Looks.Purpose, _ now: Moment, as kind: Caps.Kind? = .cases
    ) async throws {
        if let kind { try count([id], as: kind, of: actor, at: now) }
        let look = Look(chronicle: id, account: actor.account, purpose: purpose)
        if let last = looked.withLock({ $0[look] }), now.seconds - last.seconds < 300 { return }
        try await untilRecorded { () -> Void? in
            var known: Known<Looks> = try load(id.looks)
            let step = try propose(Looks.Action.looked(purpose), EntryID.made(at: now), to: &known, id.looks, actor, now)
            return try await append(step).done
        }
        looked.withLock { $0[look] = now }
    }

    /// The same for many at once: one flush. Errors: `StoreFault.busy`, and then nothing may be shown.
    ///
    /// Shape: `isCounted` is false for what was counted before.
    func look(_ ids: [ChronicleID], _ actor: Actor, _ purpose: Looks.Purpose, _ now: Moment, isCounted: Bool = true) throws {
        if isCounted { try count(ids, of: actor, at: now) }
        let new = looked.withLock { looked in
            ids.filter { id in
                looked[Look(chronicle: id, account: actor.account, purpose: purpose)].map { now.seconds - $0.seconds >= 300 }
                    ?? true
            }
        }
        guard !new.isEmpty else { return }
        try untilDone { () -> Void? in
            let steps = try onEveryCore(new) { id in
                var known: Known<Looks> = try load(id.looks)
                return try propose(Looks.Action.looked(purpose), EntryID.made(at: now), to: &known, id.looks, actor, now)
            }
            return try take(steps) ? () : nil
        }
        looked.withLock { for id in new { $0[Look(chronicle: id, account: actor.account, purpose: purpose)] = now } }
    }
}
