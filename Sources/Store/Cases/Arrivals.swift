import Foundation
package import Register
import Synchronization

/// Many cases at once, by the same road as one: checked, sealed, appended, shown.
extension Store {
    /// Gives how many were new. What was recorded before is left as it is.
    ///
    /// Shape: five hundred cases share a transaction and a flush; a batch is recorded whole or not at all.
    package func bring(
        _ arrivals: [ArrivingCase], prefix: String, as actor: Actor, at now: Moment, today: Day, progress: (Int) -> Void
    ) throws -> Int {
        guard let role = policy.roles[actor.role], let permit = Permit.toOpen(actor, holding: role) else {
            throw Refusal("notPermitted")
        }
        var new = 0
        for start in stride(from: 0, to: arrivals.count, by: 500) {
            let end = min(start + 500, arrivals.count)
            let sealed = try untilDone {
                let known = try ledger.known(among: arrivals[start..<end].map(\.id))
                let unknown = arrivals[start..<end].filter { !known.contains($0.id) }
                guard let first = unknown.first else { return [Sealed]() }
                return try numbered("\(prefix)-\(today.year)-", count: unknown.count, for: first.id) { numbers in
                    let arrivals = zip(unknown, numbers).map { (arrival: $0, number: $1) }
                    let sealed = try onEveryCore(arrivals) { each in try seal(each.arrival, each.number, permit, now, today) }
                    return try take(sealed.flatMap(\.steps)) ? sealed : nil
                }
            }
            new += sealed.count
            progress(end)
        }
        return new
    }

    struct Sealed {
        let chronicle: ChronicleID
        let known: Known<CaseFile>
        let steps: [Step]
    }

    /// The entries of a new case. What is to follow its forms comes of a rule, not of the worker, and is not asked for.
    func seal(
        _ arrival: ArrivingCase, _ number: String, then after: [CaseAction] = [], _ permit: Permit, _ now: Moment, _ today: Day
    ) throws -> Sealed {
        let chronicle = identities.chronicle(.file, openedBy: arrival.id)
        var known = Known<CaseFile>()
        var steps: [Step] = []
        for (form, answers) in arrival.forms {
            let isFirst = steps.isEmpty
            let action: CaseAction =
                isFirst ? .opened(number: number, form: form, answers: answers) : .answered(form: form, answers: answers)
            if isFirst { try known.chronicle.accept(action, under: permit, by: policy.practice, on: today, at: now) }
            let id = isFirst ? arrival.id : EntryID.made(at: now)
            var step = try propose(action, id, to: &known, chronicle, permit.actor, now)
            if isFirst { step.proposal.claim = claim(number) }
            steps.append(step)
        }
        for action in after {
            steps.append(try propose(action, EntryID.made(at: now), to: &known, chronicle, permit.actor, now))
        }
        return Sealed(chronicle: chronicle, known: known, steps: steps)
    }

    /// Every case, for an export by whoever holds the key. A look is recorded at each before anything is given.
    ///
    /// Shape: one that is damaged, or whose look cannot be recorded, is left out; then `damagedRecords` says how many are.
    package func all(as actor: Actor, for purpose: Looks.Purpose = .export, at now: Moment) throws -> [SeenCase] {
        var rows: [ChronicleID: [LedgerRow]] = [:]
        var order: [ChronicleID] = []
        try ledger.scan(after: 0) { row in
            if rows[row.chronicle] == nil { order.append(row.chronicle) }
            rows[row.chronicle, default: []].append(row)
            return true
        }
        var files: [SeenCase] = []
        let permit = Permit.withKey(actor)
        var looks: [Step] = []
        for chronicle in order {
            let keys = try ledger.keys(of: chronicle)
            guard !keys.isEmpty else { continue }
            guard case .file(let file) = try fold(rows[chronicle] ?? [], { _ in keys }) else { continue }
            guard var known = try whole([chronicle.looks], { try load($0) as Known<Looks> }).first else {
                live.damaged.withLock { $0.note(chronicle, number: file.file.number) }
                continue
            }
            files.append(SeenCase(file.file, to: permit, by: policy))
            looks.append(try propose(Looks.Action.looked(purpose), EntryID.made(at: now), to: &known, chronicle.looks, actor, now))
        }
        for start in stride(from: 0, to: looks.count, by: 500) {
            guard try take(Array(looks[start..<min(start + 500, looks.count)])) else { throw StoreFault.busy }
        }
        return files
    }
}
