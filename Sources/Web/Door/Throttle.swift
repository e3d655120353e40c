import Register
import Store
import Synchronization

/// Slows down those who try too often. In memory, by a name that is itself hashed, of so many names at most.
final class Throttle: Sendable {
    private let tries = Mutex(Recent<String, [Int]>(limit: 20_000))
    private let limit: Int
    private let window: Int

    /// Units: `window` in seconds.
    init(_ limit: Int, per window: Int) {
        self.limit = limit
        self.window = window
    }

    /// Whether one more would be within the limit. It is not counted.
    func isWithin(_ name: String, at now: Moment) -> Bool {
        tries.withLock { recent($0[name], now).count < limit }
    }

    /// Whether one more is within the limit, and counts it.
    func allows(_ name: String, at now: Moment) -> Bool {
        tries.withLock { tries in
            let recent = recent(tries[name], now)
            tries[name] = recent.count < limit ? recent + [now.seconds] : recent
            return recent.count < limit
        }
    }

    /// Takes the last one back: it was a right one.
    func forgive(_ name: String) { tries.withLock { tries in tries[name] = tries[name].map { $0.dropLast() } } }

    /// One that lies ahead was counted while the clock was wrong.
    private func recent(_ tries: [Int]?, _ now: Moment) -> [Int] {
        (tries ?? []).filter { $0 > now.seconds - window && $0 <= now.seconds + 1 }
    }
}

/// A few places, taken and given back.
final class Places: Sendable {
    private let free: Mutex<Int>

    init(_ count: Int) { free = Mutex(count) }

    /// Whether there was one. Whoever took it gives it back.
    func take() -> Bool {
        free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    func giveBack() { free.withLock { $0 += 1 } }
}
