import Register
import Synchronization

/// Entries of several chronicles that are recorded together or not at all.
struct Together: Sendable {
    private(set) var proposals: [Proposal] = []
    /// Each case with the place of its first entry here.
    private(set) var files: [(id: ChronicleID, first: Int, after: Store.Known<CaseFile>)] = []
    private(set) var incidents: [(ChronicleID, Incident)] = []

    mutating func add(_ proposals: [Proposal], of file: ChronicleID, after: Store.Known<CaseFile>) {
        files.append((file, self.proposals.count, after))
        self.proposals += proposals
    }

    mutating func add(_ proposal: Proposal, of incident: ChronicleID, after: Store.Known<Incident>) {
        incidents.append((incident, after.chronicle))
        proposals.append(proposal)
    }

    mutating func add(_ proposals: [Proposal]) { self.proposals += proposals }
}

extension Store {
    /// All of them or none; false when somebody else was first with one of them.
    func take(_ together: Together) throws -> Bool {
        try writer.alone {
            let positions = try ledger.append(together.proposals, asOne: true).compactMap { result in
                if case .recorded(let position) = result { position } else { nil }
            }
            guard positions.count == together.proposals.count else {
                live.files.withLock { files in for each in together.files { files[each.id] = nil } }
                return false
            }
            live.files.withLock { files in for each in together.files { files[each.id] = each.after } }
            try live.index(
                together.files.map { Indexed(id: $0.id, position: positions[$0.first], file: $0.after.chronicle) })
            try live.view.update(together.incidents)
            positions.forEach(live.advance)
            return true
        }
    }
}
