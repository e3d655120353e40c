import Register
import Store
import Synchronization

/// When the things that wait in a case become late, remembered for the cases used last.
final class Lateness: Sendable {
    private struct Key: Hashable {
        let number: String
        let sequence: Int
    }

    private let ends = Mutex(Recent<Key, [Moment]>(limit: 256))

    func count(_ file: SeenCase, _ practice: Practice, _ now: Moment) -> Int {
        let key = Key(number: file.number, sequence: file.sequence)
        if let known = ends.withLock({ $0[key] }) { return known.count { $0 < now } }
        let made = file.dues(by: practice).map(\.at)
        ends.withLock { $0[key] = made }
        return made.count { $0 < now }
    }
}
