/// A count of people as it may be shown: what is below the country's limit is not told exactly.
package enum Told: Sendable, Equatable {
    case exactly(Int)
    case fewerThan(Int)
    /// Not told, since with what is told beside it a small count could be worked out.
    case hidden

    package init(_ count: Int, fewer limit: Int) {
        self = (1..<max(limit, 1)).contains(count) ? .fewerThan(limit) : .exactly(count)
    }

    /// The parts of a whole that is told: a single small one would follow by subtraction, so others are hidden with it until they hide
    /// each other and are together no small count.
    ///
    /// Shape: the smallest others go first, those of nobody last. `hiding` are places that may not be told for another reason.
    package static func parts(_ counts: [Int], hiding others: Set<Int> = [], fewer limit: Int) -> [Told] {
        let small = Set(counts.indices.filter { Told(counts[$0], fewer: limit) != .exactly(counts[$0]) })
        var hidden = small.union(others)
        guard !hidden.isEmpty else { return counts.map { .exactly($0) } }
        let order = counts.indices.filter { !hidden.contains($0) }.sorted {
            (counts[$0] == 0 ? 1 : 0, counts[$0]) < (counts[$1] == 0 ? 1 : 0, counts[$1])
        }
        for next in order {
            let isEnough = hidden.reduce(0) { $0 + counts[$1] } >= limit
            if hidden.count > 1, isEnough || counts[next] == 0 { break }
            hidden.insert(next)
        }
        return counts.indices.map { place in
            !hidden.contains(place) ? .exactly(counts[place]) : hidden == small ? .fewerThan(limit) : .hidden
        }
    }
}
