import Foundation
package import Register
import Synchronization

/// A code that a caller may name: of which channel and wave.
package struct LiveCode: Sendable, Equatable {
    package let code: String
    package let channel: String
    package let wave: String
}

/// The calls and reports that a campaign may count. No number, no text and no person comes out of here.
extension Store {
    /// The calls of some days, those too whose report was destroyed. Errors: `StoreFault.notFound` for whoever may not read campaigns.
    package func calls(on days: Range<Int>, as actor: Actor) throws -> [Call] {
        guard mayReadCampaigns(actor) else { throw StoreFault.notFound }
        return try live.view.calls(on: days).map(\.call) + goneCalls(on: days)
    }

    /// The day of the first call that was ever counted. Errors: as above.
    package func firstCall(as actor: Actor) throws -> Int? {
        guard mayReadCampaigns(actor) else { throw StoreFault.notFound }
        let gone = try ledger.vault(Store.goneKind).compactMap { Day($0.key)?.number }.min()
        return [try live.view.firstCall(), gone].compactMap(\.self).min()
    }

    // MARK: Calls whose report was destroyed

    private static let goneKind = "campaign-calls"

    /// Adds to the sealed totals of a day what is kept of reports that were just destroyed: how often which answer and which code.
    ///
    /// Shape: not which report it was. A crash right here loses these few, and no call is ever counted twice.
    func keepCalls(_ calls: [Call], at now: Moment) throws {
        for (day, calls) in Dictionary(grouping: calls, by: \.day) {
            let key = Day.epoch.adding(days: day).description
            var all = try kept(Store.goneKind, key, as: [GoneCalls].self) ?? []
            for call in calls {
                if let place = all.firstIndex(where: { $0.heard == call.heard && $0.code == call.code }) {
                    all[place].count += 1
                } else {
                    all.append(GoneCalls(heard: call.heard, code: call.code, count: 1))
                }
            }
            try keep(Store.goneKind, key, all, at: now)
        }
    }

    func goneCalls(on days: Range<Int>) throws -> [Call] {
        try ledger.vault(Store.goneKind).flatMap { key, value -> [Call] in
            guard let day = Day(key)?.number, days.contains(day) else { return [] }
            return try JSONDecoder().decode([GoneCalls].self, from: value).flatMap { gone in
                Array(repeating: Call(day: day, heard: gone.heard, code: gone.code), count: gone.count)
            }
        }
    }

    private struct GoneCalls: Codable {
        let heard: String?
        let code: String?
        var count: Int
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

    /// Visits by day, as far as they are kept. Errors: `StoreFault.notFound` for whoever may not read campaigns.
    package func visits(by code: String, as actor: Actor) throws -> [Day: Int] {
        guard mayReadCampaigns(actor) else { throw StoreFault.notFound }
        let waiting = visits.withLock { $0[code] ?? [:] }
        let all = try (kept("campaign-visits", code, as: [String: Int].self) ?? [:]).merging(waiting, uniquingKeysWith: +)
        return Dictionary(uniqueKeysWithValues: all.compactMap { key, count in Day(key).map { ($0, count) } })
    }
}
