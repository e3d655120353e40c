import Dispatch
import Register
import Synchronization

/// The one writer: appends that wait share a transaction and a flush.
///
/// Shape: at most 128 in a group, at most 256 waiting; beyond that `StoreFault.busy` at once, since an unbounded queue only makes
/// everyone wait. What must happen in the order of the ledger, such as the index, happens in `committed`, once for the group and
/// before anybody is answered.
final class GroupWriter: Sendable {
    /// An entry that is safe, and its chronicle as it is after it.
    struct Committed {
        let chronicle: ChronicleID
        let position: Int
        var after: After

        init(_ step: Step, at position: Int) {
            chronicle = step.proposal.chronicle
            self.position = position
            after = step.after
        }
    }

    private struct Waiting {
        let step: Step
        let done: CheckedContinuation<Recorded, any Error>
    }

    private struct Queue {
        var waiting: [Waiting] = []
        var isDraining = false
    }

    private let ledger: any Ledger
    private let committed: @Sendable ([Committed]) -> Void
    private let thread = DispatchQueue(label: "anse.writer", qos: .userInitiated)
    private let queue = Mutex(Queue())

    init(ledger: any Ledger, committed: @escaping @Sendable ([Committed]) -> Void) {
        self.ledger = ledger
        self.committed = committed
    }

    func append(_ step: Step) async throws -> Recorded {
        try await withCheckedThrowingContinuation { done in
            let next = queue.withLock { queue -> (isFull: Bool, mustStart: Bool) in
                guard queue.waiting.count < 256 else { return (true, false) }
                queue.waiting.append(Waiting(step: step, done: done))
                defer { queue.isDraining = true }
                return (false, !queue.isDraining)
            }
            if next.isFull { done.resume(throwing: StoreFault.busy) }
            if next.mustStart { thread.async { self.drain() } }
        }
    }

    /// Runs something while nothing is being written.
    func alone<Value>(_ work: () throws -> Value) rethrows -> Value { try thread.sync(execute: work) }

    /// One group, then it queues again, so that what must happen alone has its turn.
    private func drain() {
        guard let group = nextGroup() else { return }
        do {
            let results = try ledger.append(group.map { $0.step.proposal }, asOne: false)
            committed(
                zip(group, results).compactMap { item, result in result.position.map { Committed(item.step, at: $0) } })
            for (item, result) in zip(group, results) { item.done.resume(returning: result) }
        } catch {
            for item in group { item.done.resume(throwing: error) }
        }
        thread.async { self.drain() }
    }

    private func nextGroup() -> [Waiting]? {
        queue.withLock { queue in
            guard !queue.waiting.isEmpty else {
                queue.isDraining = false
                return nil
            }
            let group = Array(queue.waiting.prefix(128))
            queue.waiting.removeFirst(group.count)
            return group
        }
    }
}
