import Dispatch
import Foundation
import Synchronization

/// The copy of the counter in a file beside the ledger: an older ledger put in the place of this one is behind it.
///
/// Shape: written only after what it counts is safe on the disk, so that no crash leaves it ahead; a few seconds after an entry, each
/// minute, and at the end.
final class CounterCopy: Sendable {
    static let name = "counter.sealed"
    /// Units: seconds that it may be late.
    private static let delay = 5.0

    private struct State {
        var newest: Counter?
        var isWaiting = false
    }

    private let file: URL
    private let keys: LedgerKeys
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "anse.counter")

    init(in folder: URL, _ keys: LedgerKeys) {
        file = folder.appendingPathComponent(CounterCopy.name)
        self.keys = keys
    }

    deinit { try? write() }

    enum Found {
        case none, altered
        case counter(Counter)
    }

    func read() -> Found {
        guard let sealed = WholeFile.read(file) else { return .none }
        return keys.counter(sealed, at: .file).map { .counter($0) } ?? .altered
    }

    /// Remembers what was just made safe, and writes it soon.
    func note(_ counter: Counter) {
        let mustStart = state.withLock { state in
            state.newest = counter
            defer { state.isWaiting = true }
            return !state.isWaiting
        }
        guard mustStart else { return }
        queue.asyncAfter(deadline: .now() + CounterCopy.delay) { [weak self] in try? self?.write() }
    }

    /// Writes what waits. Errors: as `WholeFile.write`.
    func finish() throws { try queue.sync { try write() } }

    private func write() throws {
        let newest = state.withLock { state in
            defer { state = State() }
            return state.newest
        }
        guard let newest else { return }
        // Another process may have gone further meanwhile.
        if case .counter(let there) = read(), newest == there || newest.isBehind(there) { return }
        do { try WholeFile.write(try keys.seal(newest, at: .file), to: file) } catch {
            state.withLock { if $0.newest == nil { $0.newest = newest } }
            throw error
        }
    }
}
