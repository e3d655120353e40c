/// Chance that falls the same way each time: the same seed, the same throws.
///
/// Source: SplitMix64 (Steele, Lea, Flood, 2014).
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter turn: tells one input from the next, so that each can be made again without those before it.
    package init(seed: UInt64, turn: Int = 0) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: turn) &* 0xD1B5_4A32_D192_ED03
        _ = next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func below(_ limit: Int) -> Int { limit <= 1 ? 0 : Int.random(in: 0..<limit, using: &self) }
    package mutating func isOne(in count: Int) -> Bool { below(count) == 0 }

    package mutating func one<Items: RandomAccessCollection>(of items: Items) -> Items.Element? {
        items.isEmpty ? nil : items[items.index(items.startIndex, offsetBy: below(items.count))]
    }
}
