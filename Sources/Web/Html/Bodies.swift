import Register
import Store
import Synchronization

/// Bodies of pages that are the same until what they were made from changes, in memory only.
///
/// Shape: a body is kept in pieces, and between two of them go the hidden fields of a form; they are new each time, so that no two forms are one entry.
final class Bodies: Sendable {
    struct Key: Hashable {
        let number: String
        let sequence: Int
        let permit: Permit
        let language: String
        let today: Day
        /// How many things are late, so that one that becomes so is shown.
        let late: Int
        let staffChanges: Int
        /// The other cases it names, which depends on who asks.
        let links: [String]

        /// Enough to tell them apart; a permit's sets cost more to hash than all the rest.
        func hash(into hasher: inout Hasher) {
            hasher.combine(number)
            hasher.combine(sequence)
            hasher.combine(language)
        }
    }

    private let kept = Mutex(Recent<Key, [HTML]>(limit: 256))

    func forgetAll() { kept.withLock { $0 = Recent(limit: 256) } }

    func body(_ key: Key, for visit: Visit, _ make: (Visit) -> HTML) -> HTML {
        if let pieces = kept.withLock({ $0[key] }) { return HTML(joining: pieces) { visit.hidden } }
        var marking = visit
        marking.marksHidden = true
        let pieces = make(marking).pieces
        kept.withLock { $0[key] = pieces }
        return HTML(joining: pieces) { visit.hidden }
    }
}
