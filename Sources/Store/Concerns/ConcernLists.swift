package import Register

/// A line of the list of reports. It holds nothing that was said.
package struct ConcernLine: Sendable, Equatable {
    package let number: String
    package let urgency: String
    package let status: Concern.Status
    package let agency: AgencyCode
    package let reporter: AccountID
    package let reported: Moment
    package let due: Moment?
    /// Whether the public wrote last under its reply code.
    package let waitsForAnswer: Bool

    /// Whether it came by the public door.
    package var isPublic: Bool { reporter == .anybody }
}

/// Which reports of the list: those nobody looked at, or those looked at whose person wrote again.
package enum ConcernSieve: String, Sendable, CaseIterable { case waiting, messages }

/// The reports that an actor may see.
extension Store {
    /// One page of them, and how many there are. Of those that wait the most urgent come first, then what is due first.
    package func concerns(
        as actor: Actor, only sieve: ConcernSieve? = nil, page: Int = 0, size: Int = 100
    ) throws -> (lines: [ConcernLine], count: Int) {
        let duties = duties(of: actor)
        guard duties.contains(.triage) || duties.contains(.report) else { return ([], 0) }
        let epoch = Moment(seconds: 0)
        let end = { (urgency: String) in self.policy.practice.lookBy(urgency, from: epoch)?.seconds ?? .max }
        let urgencies = policy.practice.triage.keys.sorted { (end($0), $0) < (end($1), $1) }
        let hidden = try live.view.barredRows(actor)
        let sight: CaseView.ConcernSight =
            !duties.contains(.triage) ? .own : policy.practice.desks.isEverywhere ? .everybody : .desk
        guard !hidden.isEmpty else {
            return try live.view.concerns(for: actor, sight, only: sieve, urgencies, from: page * size, size: size)
        }
        // How many there are must not tell of what this worker is kept out of.
        let lines = try live.view.concerns(for: actor, sight, only: sieve, urgencies, from: 0, size: .max).lines
        let seen = try whole(lines) { line -> ConcernLine? in
            guard let id = try live.view.chronicle(ofConcern: line.number) else { return nil }
            let known: Known<Concern> = try load(id)
            return try leads(known.chronicle, into: hidden) ? nil : line
        }
        return (Array(seen.dropFirst(page * size).prefix(size)), seen.count)
    }
}
