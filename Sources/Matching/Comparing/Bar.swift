/// One bar of the waterfall: what was held against what, how it agreed, and what that is worth.
package struct Bar: Sendable, Equatable {
    package let level: Level
    /// What stands on the paper that asks, and on the record. Folded: `marie`, `2001-05-17`.
    package let mine: String
    package let theirs: String
    /// Units: bits, negative when it speaks against.
    package let bits: Double

    package var aspect: Aspect { level.aspect }
}
