/// What two people have in common and in what they differ, before any weight is put on it.
///
/// Shape: one finding at most for each aspect; an aspect unknown on either side has none.
package struct Comparison: Sendable {
    package private(set) var findings: [Finding] = []

    package init(_ findings: [Finding] = []) { self.findings = findings }

    package subscript(aspect: Aspect) -> Finding? { findings.first { $0.level.aspect == aspect } }

    mutating func add(_ level: Level?, chance: Double? = nil, words: [Pairing] = []) {
        if let level { findings.append(Finding(level: level, chance: chance, words: words)) }
    }
}

/// How one aspect agrees.
package struct Finding: Sendable {
    package let level: Level
    /// The share of all people who would agree as well by chance, where this value's own rarity is known: a Joseph proves less
    /// than a Zepherin.
    package let chance: Double?
    /// Which words of the two names were held against each other.
    let words: [Pairing]

    package init(level: Level, chance: Double? = nil) { self.init(level: level, chance: chance, words: []) }

    init(level: Level, chance: Double?, words: [Pairing]) {
        self.level = level
        self.chance = chance
        self.words = words
    }
}
