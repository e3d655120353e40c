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
    private let pressing = SlowWork(slots: 1)
    private let kept = Mutex(Recent<Key, Data>(limit: 64))

    /// Nil when it was not made yet.
    subscript(key: Key) -> Data? { kept.withLock { $0[key] } }

    func file(_ key: Key, _ make: () throws -> Data) rethrows -> Data {
        if let data = self[key] { return data }
        let data = try make()
        kept.withLock { $0[key] = data }
        return data
    }

    /// The same for what a program outside makes: one at a time, so that a crowd makes it work no more than a single visitor.
    func file(_ key: Key, _ make: @escaping @Sendable () async throws -> Data) async throws -> Data {
        try await pressing.run { [self] in
            if let data = self[key] { return data }
            let data = try await make()
            kept.withLock { $0[key] = data }
            return data
        }
    }
}
