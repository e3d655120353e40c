import Dispatch
import Synchronization

/// The same work on each of many, on every core, in order. The first fault is thrown.
func onEveryCore<Item: Sendable, Value: Sendable>(
    _ items: [Item], each size: Int = 64, _ work: @Sendable (Item) throws -> Value
) throws -> [Value] {
    let results = Mutex<[Int: Result<[Value], any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: (items.count + size - 1) / size) { part in
        let found = Result { try items[part * size..<min((part + 1) * size, items.count)].map(work) }
        results.withLock { $0[part] = found }
    }
    return try results.withLock { $0 }.sorted { $0.key < $1.key }.flatMap { try $0.value.get() }
}

/// Work in order on a thread of its own, one piece behind whoever hands it over, who waits if it is still busy with the last.
final class OneBehind: Sendable {
    private let queue = DispatchQueue(label: "one behind")
    private let fault = Mutex<(any Error)?>(nil)

    /// Errors: the fault of the piece before.
    func next(_ work: @escaping @Sendable () throws -> Void) throws {
        try finish()
        queue.async { [self] in
            do { try work() } catch { fault.withLock { $0 = error } }
        }
    }

    func finish() throws {
        queue.sync {}
        if let fault = fault.withLock({ $0 }) { throw fault }
    }
}
