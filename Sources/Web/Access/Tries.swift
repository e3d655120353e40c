import Foundation
import HTTPTypes
import Pack
import Register
import Store
import Synchronization

/// How often one network was wrong at one name, and until when it waits: from the fifth time on, twice as long each time.
private struct Pace {
    /// Units: seconds.
    private static let longest = 900

    private var failures = 0
    private var until = 0

    /// An end that lies further ahead than any was set while the clock was wrong.
    func wait(at now: Moment) -> Int? {
        let rest = until - now.seconds
        return rest > 0 && rest <= Pace.longest ? rest : nil
    }

    /// Units: seconds. Thirty after the fifth, at most fifteen minutes.
    mutating func fail(at now: Moment) {
        failures += 1
        if failures >= 5 { until = now.seconds + min(Pace.longest, 30 << min(failures - 5, 5)) }
    }
}

/// Decides tries one at a time, so that two at once cannot undo each other's count or use one code twice.
final class Tries: Sendable {
    private let paces = Mutex(Recent<String, Pace>(limit: 20_000))

    /// Errors: `Fault` 429 while nothing is tried: the network waits, or the name is closed to devices that it does not know.
    func check(_ attempt: Attempt, in store: Store, at now: Moment) throws {
        try paces.withLock { paces in try Tries.check(attempt, &paces, store, now) }
    }

    /// Whether a try is right, by `judge`, which sees the state of now. A wrong one is counted, a right one only by `succeed`.
    ///
    /// Errors: `Fault` 429 also for a right one that comes while nothing is tried, or guessing at once would go around the count.
    func decide(_ attempt: Attempt, in store: Store, at now: Moment, _ judge: () throws -> Bool) throws -> Bool {
        try paces.withLock { paces in
            try Tries.check(attempt, &paces, store, now)
            if try judge() { return true }
            if let device = attempt.device, let account = attempt.account {
                try store.failed(on: device, of: account, at: now)
            } else {
                var pace = paces[attempt.key] ?? Pace()
                pace.fail(at: now)
                paces[attempt.key] = pace
                try store.guessed(attempt.name, at: now)
            }
            return false
        }
    }

    /// Somebody gave everything: what was counted at their name is over, and the browser is known from now on by the cookie given.
    func succeed(_ attempt: Attempt, as account: AccountID, device: String, in store: Store, at now: Moment) throws -> String {
        try paces.withLock { paces in
            paces[attempt.key] = nil
            try store.forgetGuesses(at: attempt.name, at: now)
            return try store.know(attempt.device, of: account, name: device, at: now)
        }
    }

    private static func check(_ attempt: Attempt, _ paces: inout Recent<String, Pace>, _ store: Store, _ now: Moment) throws {
        if let device = attempt.device, let account = attempt.account {
            guard try store.knownDevices(of: account, at: now).contains(where: { $0.id == device.id }) else {
                throw Fault(.tooManyRequests, "signInSlow", retryAfter: 60)
            }
            return
        }
        if let rest = paces[attempt.key]?.wait(at: now) { throw Fault(.tooManyRequests, "signInSlow", retryAfter: rest) }
        if try store.isClosed(attempt.name, at: now) { throw Fault(.tooManyRequests, "signInClosed", retryAfter: 3600) }
    }
}
