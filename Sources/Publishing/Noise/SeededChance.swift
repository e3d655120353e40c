/// A generator that repeats, for tests, for invented records and for steps that touch no person's data.
///
/// Never for noise that is published: who knows the seed can take the noise away.
/// Source: SplitMix64, Steele, Lea and Flood (2014).
package struct SeededChance: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        let once = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        let twice = (once ^ once >> 27) &* 0x94d0_49bb_1331_11eb
        return twice ^ twice >> 31
    }

    /// Between 0 and 1, 1 excluded.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number below `bound`, as good as evenly; the bias is under one in 2^32.
    mutating func below(_ bound: Int) -> Int { Int(((next() >> 32) &* UInt64(bound)) >> 32) }

    /// The index at which a running total, such as `[0.2, 0.7, 1]`, first passes a throw.
    mutating func pick(_ running: some RandomAccessCollection<Double>) -> Int {
        guard let total = running.last, total > 0 else { return 0 }
        let thrown = unit() * total
        var (low, high) = (0, running.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if running[running.index(running.startIndex, offsetBy: middle)] > thrown { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Shares as running totals, for `pick`.
    static func running(_ shares: [Double]) -> [Double] { shares.reduce(into: []) { $0.append(($0.last ?? 0) + $1) } }
}
