import Foundation
import Register
import Synchronization

/// Work that somebody asked for and need not wait for: figures of a large year take minutes.
///
/// Shape: one at a time for each name. `patience` is how long the page waits for it.
/// How it failed is kept until it is asked about once.
final class Preparing: Sendable {
    private enum State {
        case running
        case failed(any Error & Sendable)
    }

    private let states = Mutex<[String: State]>([:])
    private let patience: Double

    init(patience: Double) { self.patience = patience }

    /// Starts it, and waits a little: most is done by then. What is running already goes on.
    func run(_ name: String, _ work: @escaping @Sendable () async throws -> Void) async {
        let mayStart = states.withLock { states in
            if case .running? = states[name] { return false }
            states[name] = .running
            return true
        }
        if mayStart {
            Task.detached {
                do {
                    try await work()
                    self.states.withLock { $0[name] = nil }
                } catch { self.states.withLock { $0[name] = .failed(error) } }
            }
        }
        for _ in 0..<Int(patience * 50) where isRunning(name) { try? await Task.sleep(for: .milliseconds(20)) }
    }

    func isRunning(_ name: String) -> Bool {
        states.withLock { if case .running? = $0[name] { true } else { false } }
    }

    /// Throws what went wrong, once.
    func check(_ name: String) throws {
        let failure = states.withLock { states -> (any Error)? in
            guard case .failed(let error)? = states[name] else { return nil }
            states[name] = nil
            return error
        }
        if let failure { throw failure }
    }
}
