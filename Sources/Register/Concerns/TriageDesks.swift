/// Whose reports somebody sees who triages: those of their own desk, or everybody's where the country says so.
///
/// Shape: the agency that took a report is a desk of it, and so are those that the country names for the way it came; `nil` stands
/// for every other way.
package struct TriageDesks: Sendable, Equatable {
    package var isEverywhere = false
    package var named: [String?: Set<AgencyCode>] = [:]

    package init() {}

    package func desks(of channel: String?) -> Set<AgencyCode> { named[channel] ?? named[nil] ?? [] }

    /// The same for the same decisions, whatever order they are held in.
    package var mark: String {
        let desks = named.map { "\($0.key ?? ""):\($0.value.sorted())" }.sorted()
        return "\(isEverywhere)\(desks)"
    }
}

extension Concern {
    /// By which way it came, a code of the pack.
    package func channel(by practice: Practice) -> String? {
        lineage?.channel ?? practice.reportSource.flatMap { answers[$0]?.text }
    }

    /// The agencies whose people triage it.
    package func desks(by practice: Practice) -> Set<AgencyCode> {
        practice.desks.desks(of: channel(by: practice)).union(reporter == nil ? [] : [agency])
    }

    /// Whether an actor may read it: who triages at a desk of it, and who reported it; never whoever is kept out.
    package func isShown(to actor: Actor, duties: Set<Duty>, by practice: Practice) -> Bool {
        guard status != .absent, !barred.contains(where: { $0.bars(actor) }) else { return false }
        if reporter == actor.account, !duties.isDisjoint(with: [.report, .triage]) { return true }
        return duties.contains(.triage) && (practice.desks.isEverywhere || desks(by: practice).contains(actor.agency))
    }
}
