import Exchange
import Foundation
import Pack
import Register
import Store
import Synchronization

/// Files of published figures, made once and kept in memory: they stay the same, and anybody may ask for them.
final class PublishedFiles: Sendable {
    struct Key: Hashable {
        let digest: String
        let name: String
        let language: String
    }

    /// A queue of its own, so that whoever asks for a report or a sign-in waits for no paper.
    let pressing = SlowWork(slots: 1)
    private let kept = Mutex(Recent<Key, Data>(limit: 64))

    /// Nil when it was not made yet.
    subscript(key: Key) -> Data? { kept.withLock { $0[key] } }

    func file(_ key: Key, _ make: () throws -> Data) rethrows -> Data {
        if let data = self[key] { return data }
        let data = try make()
        kept.withLock { $0[key] = data }
        return data
    }
}
