/// Random bits, spent one at a time, and the exact coins that are made of them.
///
/// Shape: holds its own copy of a generator. What is published takes `SystemRandomNumberGenerator`, tests a seeded one.
/// A coin costs two bits on average, so that the operating system is asked once for some thirty coins.
/// Source: Canonne, Kamath and Steinke, "The discrete Gaussian for differential privacy", NeurIPS 2020, algorithm 1.
package struct Chance {
    private var generator: any RandomNumberGenerator
    private var word: UInt64 = 0
    private var left = 0

    package init(_ generator: some RandomNumberGenerator) { self.generator = generator }

    mutating func bit() -> Bool {
        if left == 0 { (word, left) = (generator.next(), 64) }
        defer {
            word >>= 1
            left -= 1
        }
        return word & 1 == 1
    }

    mutating func bits(_ count: Int) -> UInt64 {
        if left < count {
            // The rest of the word is dropped: an independent bit lost is no bias.
            (word, left) = (generator.next(), 64)
        }
        defer {
            word >>= UInt64(count)
            left -= count
        }
        return word & (1 << UInt64(count) - 1)
    }

    /// A whole number below `bound`, each as likely.
    mutating func below(_ bound: UInt64) -> UInt64 {
        let width = UInt64.bitWidth - (bound - 1).leadingZeroBitCount
        return until { chance in
            let drawn = width == 0 ? 0 : chance.bits(width)
            return drawn < bound ? drawn : nil
        }
    }

    /// The first draw that is kept, of a law that keeps each with a chance above one in four.
    ///
    /// Shape: a thousand are refused in a row with a chance below 2^-400, so that then the source of chance is broken: nothing may be
    /// published with it, and the program ends. Source: (3/4)^1000 < 2^-415.
    mutating func until<Value>(_ draw: (inout Chance) -> Value?) -> Value {
        for _ in 0..<Chance.most { if let kept = draw(&self) { return kept } }
        preconditionFailure("the source of chance is broken: it refused \(Chance.most) draws in a row")
    }

    /// How often something happens in a row before it does not, each time with a chance of at most one half: a thousand in a row come
    /// with one below 2^-1000, and then the program ends for the same reason.
    mutating func run(_ happens: (inout Chance, Int) -> Bool) -> Int {
        for count in 0..<Chance.most where !happens(&self, count) { return count }
        preconditionFailure("the source of chance is broken: it gave \(Chance.most) in a row")
    }

    private static let most = 1000

    /// True with the chance `numerator / denominator`, at most 1, exactly: a uniform number's binary digits are compared
    /// with those of the chance until two differ. The denominator has at most 127 bits.
    mutating func falls(_ numerator: UInt128, of denominator: UInt128) -> Bool {
        if numerator >= denominator { return true }
        var (rest, isBelow) = (numerator, false)
        _ = run { chance, _ in
            guard rest != 0 else { return false }
            rest <<= 1
            let digit = rest >= denominator
            if digit { rest -= denominator }
            isBelow = digit
            guard chance.bit() == digit else { return false }
            isBelow = false
            return true
        }
        return isBelow
    }

    /// True with the chance exp(-1).
    private mutating func fallsByOne() -> Bool { fallsByExp(1, of: 1) }

    /// True with the chance exp(-numerator / denominator), for a fraction of at most 1.
    mutating func fallsByExp(_ numerator: UInt128, of denominator: UInt128) -> Bool {
        // The first draw may be sure, the next ones come with one half, one third and so on.
        guard falls(numerator, of: denominator) else { return true }
        return run { $0.falls(numerator, of: denominator * UInt128($1 + 2)) } % 2 == 1
    }

    /// True with the chance exp(-whole - numerator / denominator).
    mutating func fallsByExp(whole: UInt128, _ numerator: UInt128, of denominator: UInt128) -> Bool {
        for _ in 0..<whole where !fallsByOne() { return false }
        return fallsByExp(numerator, of: denominator)
    }
}
