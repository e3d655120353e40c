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
        var done = 0
        for start in stride(from: 0, to: arrivals.count, by: 500) {
            var proposals: [Proposal] = []
            var files: [(id: ChronicleID, first: Int, file: CaseFile)] = []
            for arrival in arrivals[start..<min(start + 500, arrivals.count)] {
                let chronicle = ChronicleID(uuid: arrival.id.uuid)
                done += 1
                guard try ledger.keys(of: chronicle).isEmpty else { continue }
                var known = Known<CaseFile>()
                for (form, answers) in arrival.forms {
                    let isFirst = known.sequence == 0
                    let action: CaseAction =
                        isFirst
                        ? .opened(number: try nextNumber(prefix: "\(prefix)-\(today.year)-"), form: form, answers: answers)
                        : .answered(form: form, answers: answers)
                    if isFirst { try known.chronicle.accept(action, under: permit, on: today, at: now) }
                    let id = isFirst ? arrival.id : EntryID.made(at: now)
                    proposals.append(try propose(action, id, to: &known, chronicle, actor, now))
                }
                files.append((chronicle, proposals.count - known.sequence, known.chronicle))
            }
            try writer.alone {
                let positions = try record(proposals)
                try view.update(files.map { ($0.id, positions[$0.first], $0.file) }, names: policy.names)
                positions.forEach(advance)
            }
            new += files.count
            progress(done)
        }
        return new
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
            let opener = try envelope.opener(try ledger.keys(of: chronicle))
            let rows = rows[chronicle] ?? []
            guard try opener.kind(of: rows[0]) == .file else { continue }
            files.append(CaseFile(folding: try rows.map { try opener.entry($0, of: CaseFile.self) }))
            var known: Known<Looks> = try load(chronicle.looks)
            looks.append(try propose(Looks.Action.looked(.export), EntryID.made(at: now), to: &known, chronicle.looks, actor, now))
        }
        for start in stride(from: 0, to: looks.count, by: 500) {
            try writer.alone { try record(Array(looks[start..<min(start + 500, looks.count)])).forEach(advance) }
        }
        return files
    }

    /// All of them and their positions, or none. Errors: `StoreFault.busy` when somebody else wrote to one of the chronicles.
    private func record(_ proposals: [Proposal]) throws -> [Int] {
        let positions = try ledger.append(proposals).compactMap { if case .recorded(let position) = $0 { position } else { nil } }
        guard positions.count == proposals.count else { throw StoreFault.busy }
        return positions
    }
}
