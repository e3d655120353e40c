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
