import Foundation
import Register
import Synchronization

/// Keeping what statistics read up to the ledger: only when somebody asks, so that no write waits for it.
extension Store {
    /// The facts as they are now, column by column.
    func withFacts<Result>(_ body: (inout FactColumns) throws -> Result) throws -> Result {
        try follow()
        try refreshFacts()
        return try live.facts.withLock { facts in
            var all = facts ?? FactColumns(policy.practice.statistics)
            if facts == nil {
                let bytes = FactBytes(terms: policy.practice.statistics)
                try live.view.facts { all.put(bytes.decoded($1) ?? [], of: $0) }
            }
            facts = nil
            defer { facts = all }
            return try body(&all)
        }
    }

    /// Reads anew what was recorded since the last time.
    func refreshFacts() throws {
        let stale = live.view.stale.withLock { stale in
            defer { stale = [] }
            return stale
        }
        guard !stale.isEmpty, !policy.practice.statistics.isEmpty else { return }
        do {
            let rows = try stale.sorted { $0.description < $1.description }.map { try ledger.rows(of: $0, after: 0) }
            let read = try onEveryCore(rows.filter { !$0.isEmpty }) { [ledger] in
                ($0[0].chronicle, facts(of: try fold($0) { try ledger.keys(of: $0) }))
            }
            try live.view.put(read)
            let bytes = FactBytes(terms: policy.practice.statistics)
            live.facts.withLock { for (id, data) in read { $0?.put(bytes.decoded(data) ?? [], of: id) } }
        } catch {
            live.view.touch(Array(stale))
            throw error
        }
    }

    /// What a chronicle says for statistics, as bytes.
    func facts(of one: One) -> Data {
        let (terms, practice) = (policy.practice.statistics, policy.practice)
        let facts: [Fact]
        switch one {
        case .file(let each): facts = each.file.facts(by: terms, practice, reported: each.file.origin.flatMap(reported))
        case .concern(_, let concern): facts = concern.facts(by: terms, practice)
        case .incident(_, let incident): facts = incident.facts(by: terms, practice)
        case .workshop(_, let workshop): facts = workshop.facts(by: terms)
        case .campaign(_, let campaign): facts = campaign.facts(by: terms, practice)
        case .account, .destruction, .provider, .course, .dialogue, .export, .publication, .looks, .edition, .destroyed, .damaged:
            facts = []
        }
        return FactBytes(terms: terms).encoded(facts)
    }

    /// The day of the report that something came from. Nil when there was none, or it was destroyed.
    private func reported(_ origin: Origin) -> Day? {
        switch origin.kind {
        case .concern:
            guard let known: Known<Concern> = try? load(origin.chronicle), known.sequence > 0 else { return nil }
            return policy.practice.calendar.day(of: known.chronicle.reported)
        case .incident:
            guard let known: Known<Incident> = try? load(origin.chronicle) else { return nil }
            return known.chronicle.origin.flatMap { $0.kind == .concern ? reported($0) : nil }
        }
    }
}
