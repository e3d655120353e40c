import Foundation
import Glibc
import HTTPTypes
import Synchronization

/// Where slow work runs: on a few threads of its own, awaited, so that neither the threads that serve pages nor a shared pool ever
/// wait.
///
/// Shape: a thread starts when there is work and ends when there is none. Those who are known and strangers wait in lines of their
/// own and go in turn, so that no crowd of strangers keeps a worker waiting longer than for one of them.
/// Errors: `Fault` 503 with the time after which to try again, when the line is full.
final class SlowWork: Sendable {
    enum Line: Int, CaseIterable, Sendable { case known, stranger }

    private struct Job: Sendable {
        let work: @Sendable () -> Void
        let block: AddressBlock?
    }

    private struct State {
        var lines: [[Job]] = [[], []]
        var running = 0
        var isTurnOfStrangers = false

        mutating func next() -> Job? {
            let order: [Line] = isTurnOfStrangers ? [.stranger, .known] : [.known, .stranger]
            guard let line = order.first(where: { !lines[$0.rawValue].isEmpty }) else { return nil }
            isTurnOfStrangers = line == .known
            return lines[line.rawValue].removeFirst()
        }
    }

    private let state = Mutex(State())
    private let slots: Int
    private let places: Int
    private let placesOfABlock: Int
    private let niceness: Int32

    /// `places` is how many may wait in a line; one network has half of them. Units: `niceness` as nice(1) has it.
    init(slots: Int = 2, places: Int = 16, niceness: Int32 = 0) {
        self.slots = slots
        self.places = places
        self.niceness = niceness
        placesOfABlock = max(1, places / 2)
    }

    /// How many are worked on and how many wait.
    var standing: (running: Int, waiting: Int) {
        state.withLock { state in (state.running, state.lines.reduce(0) { $0 + $1.count }) }
    }

    func run<Value: Sendable>(
        as line: Line = .known, from block: AddressBlock? = nil, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { done in
            enter(line, Job(work: { done.resume(with: Result { try work() }) }, block: block)) { done.resume(throwing: $0) }
        }
    }

    /// The same for work that waits for a program outside: the slot is taken until that has ended.
    func run<Value: Sendable>(
        as line: Line = .known, from block: AddressBlock? = nil, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { done in
            let waiting: @Sendable () -> Void = {
                let ended = DispatchSemaphore(value: 0)
                Task {
                    do { done.resume(returning: try await work()) } catch { done.resume(throwing: error) }
                    ended.signal()
                }
                ended.wait()
            }
            enter(line, Job(work: waiting, block: block)) { done.resume(throwing: $0) }
        }
    }

    private func enter(_ line: Line, _ job: Job, refused: (Fault) -> Void) {
        switch take(job, line) {
        case .full: refused(Fault(.serviceUnavailable, "busy", retryAfter: 5))
        case .waits: break
        case .needsThread: start()
        }
    }

    private enum Taken { case full, waits, needsThread }

    private func take(_ job: Job, _ line: Line) -> Taken {
        state.withLock { state in
            let waiting = state.lines[line.rawValue]
            // Whoever finds a free thread does not wait, also where the line is short.
            guard state.running < slots || waiting.count < places else { return .full }
            if line == .stranger, let block = job.block, waiting.count(where: { $0.block == block }) >= placesOfABlock {
                return .full
            }
            state.lines[line.rawValue].append(job)
            guard state.running < slots else { return .waits }
            state.running += 1
            return .needsThread
        }
    }

    private func start() {
        let thread = Thread { [self] in
            if niceness != 0 { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
            while let job = next() { job.work() }
        }
        thread.name = "anse.slow"
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func next() -> Job? {
        state.withLock { state in
            if let job = state.next() { return job }
            state.running -= 1
            return nil
        }
    }
}
