import Foundation
package import Register

/// Many cases at once, by the same road as one: checked, sealed, appended, shown.
extension Store {
    /// A case that came in a file: its first form opens it, the others are answered.
    package struct Arrival: Sendable {
        package let id: EntryID
        package let forms: [(FormID, Answers)]
        package init(id: EntryID, forms: [(FormID, Answers)]) {
            self.id = id
            self.forms = forms
        }
    }

    /// Gives how many were new. What was recorded before is left as it is.
    ///
    /// Shape: five hundred cases share a transaction and a flush; a batch is recorded whole or not at all.
    package func bring(
        _ arrivals: [Arrival], prefix: String, as actor: Actor, at now: Moment, today: Day, progress: (Int) -> Void
    ) throws -> Int {
        guard let role = policy.roles[actor.role], let permit = Permit.toOpen(actor, holding: role) else {
            throw Refusal("notPermitted")
        }
        var new = 0
        for start in stride(from: 0, to: arrivals.count, by: 500) {
            let end = min(start + 500, arrivals.count)
            let sealed = try withNewNumbers {
                let unknown = try arrivals[start..<end].filter { try ledger.sequence(of: $0.id) == nil }
                let numbered = try unknown.map { (arrival: $0, number: try nextNumber(prefix: "\(prefix)-\(today.year)-")) }
                let sealed = try onEveryCore(numbered) { each in try seal(each.arrival, each.number, permit, now, today) }
                return try take(sealed) ? sealed : nil
            }
            new += sealed.count
            progress(end)
        }
        return new
    }

    /// Tries again when another process took one of the numbers meanwhile. Errors: `StoreFault.busy` when it never ends.
    private func withNewNumbers<Value>(_ work: () throws -> Value?) throws -> Value {
        for _ in 0..<20 { if let value = try work() { return value } }
        throw StoreFault.busy
    }

    /// All of them or none; false when somebody else was first.
    private func take(_ sealed: [Sealed]) throws -> Bool {
        try writer.alone {
            let proposals = sealed.flatMap(\.proposals)
            let positions = try record(proposals)
            guard positions.count == proposals.count else { return false }
            var next = 0
            let indexed = sealed.map { each -> Indexed in
                defer { next += each.proposals.count }
                return (ChronicleID(uuid: each.id.uuid), positions[next], each.file)
            }
            try live.index(indexed)
            positions.forEach(live.advance)
            return true
        }
    }

    private struct Sealed {
        let id: EntryID
        let file: CaseFile
        let proposals: [Proposal]
    }

    private func seal(_ arrival: Arrival, _ number: String, _ permit: Permit, _ now: Moment, _ today: Day) throws -> Sealed {
        let chronicle = ChronicleID(uuid: arrival.id.uuid)
        var known = Known<CaseFile>()
        var proposals: [Proposal] = []
        for (form, answers) in arrival.forms {
            let isFirst = proposals.isEmpty
            let action: CaseAction =
                isFirst ? .opened(number: number, form: form, answers: answers) : .answered(form: form, answers: answers)
            if isFirst { try known.chronicle.accept(action, under: permit, by: policy.practice, on: today, at: now) }
            let id = isFirst ? arrival.id : EntryID.made(at: now)
            var proposal = try propose(action, id, to: &known, chronicle, permit.actor, now)
            if isFirst { proposal.claim = claim(number) }
            proposals.append(proposal)
        }
        return Sealed(id: arrival.id, file: known.chronicle, proposals: proposals)
    }

    /// Every case, for an export by whoever holds the key. A look is recorded at each before anything is given.
    package func all(as actor: Actor, at now: Moment) throws -> [CaseFile] {
        var rows: [ChronicleID: [LedgerRow]] = [:]
        var order: [ChronicleID] = []
        try ledger.scan(after: 0) { row in
            if rows[row.chronicle] == nil { order.append(row.chronicle) }
            rows[row.chronicle, default: []].append(row)
            return true
        }
        var files: [CaseFile] = []
        var looks: [Proposal] = []
        for chronicle in order {
            let keys = try ledger.keys(of: chronicle)
            guard !keys.isEmpty else { continue }
            let opener = try envelope.opener(keys)
            let rows = rows[chronicle] ?? []
            guard try opener.kind(of: rows[0]) == .file else { continue }
            files.append(CaseFile(folding: try rows.map { try opener.entry($0, of: CaseFile.self) }))
            var known: Known<Looks> = try load(chronicle.looks)
            looks.append(try propose(Looks.Action.looked(.export), EntryID.made(at: now), to: &known, chronicle.looks, actor, now))
        }
        for start in stride(from: 0, to: looks.count, by: 500) {
            let some = Array(looks[start..<min(start + 500, looks.count)])
            let positions = try writer.alone { try record(some) }
            guard positions.count == some.count else { throw StoreFault.busy }
            positions.forEach(live.advance)
        }
        return files
    }

    /// Their positions, or none at all when somebody else was first with one of them.
    private func record(_ proposals: [Proposal]) throws -> [Int] {
        try ledger.append(proposals, asOne: true).compactMap { if case .recorded(let position) = $0 { position } else { nil } }
    }
}
