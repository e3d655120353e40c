/// A link between the records of two files.
package struct FileLink: Sendable, Equatable {
    /// Places in the two files.
    package let first: Int
    package let second: Int
    package let bits: Double
}

/// Links two files whose people occur once at most in each.
package enum FileLinkage {
    /// Shape: the best pair first, each record linked once. A pair under `leastBits` stays apart; without it, it must be likelier
    /// the same than not among as many people as the first file has.
    package static func links(
        between first: [KnownPerson], and second: [KnownPerson], weights: Weights = .usual, leastBits: Double? = nil
    ) -> [FileLink] {
        var index = PersonIndex()
        for (row, person) in first.enumerated() { index.insert(row: row, person) }
        let least = leastBits ?? Double(max(first.count, 1).bitWidth - max(first.count, 1).leadingZeroBitCount)
        let pairs = second.enumerated().flatMap { place, person in
            index.matches(for: person, weights: weights, limit: 10).filter { $0.bits >= least }
                .map { FileLink(first: $0.row, second: place, bits: $0.bits) }
        }
        var (usedFirst, usedSecond): (Set<Int>, Set<Int>) = ([], [])
        return pairs.sorted { ($1.bits, $0.first, $0.second) < ($0.bits, $1.first, $1.second) }.filter { link in
            guard !usedFirst.contains(link.first), !usedSecond.contains(link.second) else { return false }
            usedFirst.insert(link.first)
            usedSecond.insert(link.second)
            return true
        }
    }
}
