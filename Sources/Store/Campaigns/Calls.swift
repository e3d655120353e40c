package import Register
import Synchronization

/// What became of calls and reports, as counts only.
package struct CallChain: Sendable, Equatable {
    package let calls: Int
    package let triaged: Told
    /// People whose case came of a call and who were screened, and those found to be trafficked.
    package let screened: Told
    package let found: Told

    package init(calls: Int, triaged: Told, screened: Told, found: Told) {
        self.calls = calls
        self.triaged = triaged
        self.screened = screened
        self.found = found
    }
}

/// A code that a caller may name: of which channel and wave.
package struct LiveCode: Sendable, Equatable {
    package let code: String
    package let channel: String
    package let wave: String
}

/// The calls and reports that a campaign may count. No number, no text and no person comes out of here.
extension Store {
    /// The calls of some days. Errors: `StoreFault.notFound` for whoever has no part in campaigns.
    package func calls(on days: Range<Int>, as actor: Actor) throws -> [Call] {
        guard mayCampaign(actor) else { throw StoreFault.notFound }
        return try live.view.calls(on: days).map(\.call)
    }

    /// What became of the calls of some days, perhaps only of those that a test picks.
    ///
    /// Shape: cases are read by the program for a count and by nobody, so no look is recorded; small counts are not told.
    package func chain(on days: Range<Int>, where isMeant: (Call) -> Bool = { _ in true }, as actor: Actor) throws -> CallChain {
        guard mayCampaign(actor) else { throw StoreFault.notFound }
        let terms = policy.practice.campaigns
        let lines = try live.view.calls(on: days).filter { isMeant($0.call) }
        var people: Set<ChronicleID> = []
        for line in lines {
            people.formUnion(try line.cases.compactMap { try live.view.chronicle(ofNumber: $0) })
            for number in line.incidents {
                guard let id = try live.view.chronicle(ofIncident: number) else { continue }
                let incident: Known<Incident> = try load(id)
                people.formUnion(incident.chronicle.people.map(\.chronicle))
            }
        }
        let files = try people.compactMap { try fileIfThere($0)?.chronicle }
        let told = { Told($0, fewer: terms.fewer) }
        return CallChain(
            calls: lines.count, triaged: told(lines.filter(\.isTriaged).count),
            screened: told(files.filter { !$0.screenings.isEmpty }.count), found: told(files.filter(terms.isIdentified).count))
    }

    // MARK: Codes

    /// The codes of the waves that have begun, for whoever takes calls.
    package func codes(on today: Day) throws -> [LiveCode] { try live.view.codes(on: today.number) }

    package func isCode(_ code: String) throws -> Bool { try live.view.isCode(code) }

    /// Counts a visit by a code: one more on that day, and nothing else. It is kept by `keepVisits`.
    package func visited(_ code: String, on day: Day) {
        visits.withLock { $0[code, default: [:]][day.description, default: 0] += 1 }
    }

    /// Adds what was counted since the last time to the sealed totals.
    package func keepVisits(at now: Moment) throws {
        let new = visits.withLock { visits in
            defer { visits = [:] }
            return visits
        }
        for (code, days) in new {
            var all = try kept("campaign-visits", code, as: [String: Int].self) ?? [:]
            all.merge(days, uniquingKeysWith: +)
            try keep("campaign-visits", code, all, at: now)
        }
    }

    /// Visits by day, as far as they are kept. Errors: `StoreFault.notFound` for whoever has no part in campaigns.
    package func visits(by code: String, as actor: Actor) throws -> [Day: Int] {
        guard mayCampaign(actor) else { throw StoreFault.notFound }
        let waiting = visits.withLock { $0[code] ?? [:] }
        let all = try (kept("campaign-visits", code, as: [String: Int].self) ?? [:]).merging(waiting, uniquingKeysWith: +)
        return Dictionary(uniqueKeysWithValues: all.compactMap { key, count in Day(key).map { ($0, count) } })
    }
}
