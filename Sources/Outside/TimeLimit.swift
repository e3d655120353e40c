import Glibc
import Synchronization

extension OutsideProgram {
    /// When a program was started, and as which process.
    final class Start: Sendable {
        private let noted = Mutex<(at: ContinuousClock.Instant, process: pid_t)?>(nil)

        var at: ContinuousClock.Instant? { noted.withLock { $0?.at } }

        func note(_ process: pid_t) { noted.withLock { $0 = (.now, process) } }

        /// Whether it is over, also where nobody has taken note of it yet.
        var hasEnded: Bool {
            guard let process = noted.withLock({ $0?.process }) else { return false }
            var ending = siginfo_t()
            let found = waitid(P_PID, id_t(process), &ending, WEXITED | WNOHANG | WNOWAIT)
            return found != 0 || ending.si_signo == SIGCHLD
        }
    }

    private enum Turn<Value: Sendable>: Sendable { case done(Value), ended, tookTooLong }

    /// Nil when a program took longer; the work is then cancelled and over.
    ///
    /// Time counts from its start to its end, so that threads that are busy with something else make no program late.
    static func within<Value: Sendable>(
        _ time: Duration, _ work: @escaping @Sendable (Start) async throws -> Value
    ) async throws -> Value? {
        try await withThrowingTaskGroup(of: Turn<Value>.self) { group in
            let start = Start()
            group.addTask { .done(try await work(start)) }
            group.addTask {
                while case let left = time - (start.at.map { ContinuousClock.now - $0 } ?? .zero), left > .zero {
                    try await Task.sleep(for: start.at == nil ? .milliseconds(100) : left)
                }
                return start.hasEnded ? .ended : .tookTooLong
            }
            defer { group.cancelAll() }
            while let turn = try await group.next() {
                switch turn {
                case .done(let value): return value
                case .ended: continue
                case .tookTooLong: return nil
                }
            }
            return nil
        }
    }
}
