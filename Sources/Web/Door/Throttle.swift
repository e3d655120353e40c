import HTTPTypes
import Dispatch
import Register
import Synchronization

/// Slows down those who try too often. In memory, by a name that is itself hashed.
final class Throttle: Sendable {
    private let tries = Mutex<[String: [Int]]>([:])
    private let limit: Int
    private let window: Int

    /// Units: `window` in seconds.
    init(_ limit: Int, per window: Int) {
        self.limit = limit
        self.window = window
    }

    /// Whether one more would be within the limit. It is not counted.
    func isWithin(_ name: String, at now: Moment) -> Bool {
        tries.withLock { ($0[name] ?? []).count { $0 > now.seconds - window } < limit }
    }

    /// Whether one more is within the limit, and counts it.
    func allows(_ name: String, at now: Moment) -> Bool {
        tries.withLock { tries in
            if tries.count > 10_000 { tries = tries.filter { ($0.value.last ?? 0) > now.seconds - window } }
            let recent = tries[name, default: []].filter { $0 > now.seconds - window }
            tries[name] = recent.count < limit ? recent + [now.seconds] : recent
            return recent.count < limit
        }
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

/// Where slow derivations run: few at a time, away from the threads that serve pages, at most sixteen waiting.
final class SlowWork: Sendable {
    private let queue = DispatchQueue(label: "anse.passwords", attributes: .concurrent)
    private let slots: DispatchSemaphore
    private let waiting = Mutex(0)

    init(slots: Int = 2) { self.slots = DispatchSemaphore(value: slots) }

    /// Errors: `Fault` 503 when too many wait.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let isFull = waiting.withLock { waiting in
            guard waiting < 16 else { return true }
            waiting += 1
            return false
        }
        if isFull { throw Fault(.serviceUnavailable, "busy", retryAfter: 5) }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { done in
            queue.async { [slots] in
                slots.wait()
                let result = Result { try work() }
                slots.signal()
                done.resume(with: result)
            }
        }
    }
}
