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
        while true {
            let drawn = width == 0 ? 0 : bits(width)
            if drawn < bound { return drawn }
        }
    }

    /// True with the chance `numerator / denominator`, at most 1, exactly: a uniform number's binary digits are compared
    /// with those of the chance until two differ. The denominator has at most 127 bits.
    mutating func falls(_ numerator: UInt128, of denominator: UInt128) -> Bool {
        if numerator >= denominator { return true }
        var rest = numerator
        while rest != 0 {
            rest <<= 1
            let digit = rest >= denominator
            if digit { rest -= denominator }
            let drawn = bit()
            if drawn != digit { return digit }
        }
        return false
    }

    /// True with the chance exp(-1).
    private mutating func fallsByOne() -> Bool { fallsByExp(1, of: 1) }

    /// True with the chance exp(-numerator / denominator), for a fraction of at most 1.
    mutating func fallsByExp(_ numerator: UInt128, of denominator: UInt128) -> Bool {
        var round: UInt128 = 1
        while falls(numerator, of: denominator * round) { round += 1 }
        return round % 2 == 1
    }

    /// True with the chance exp(-whole - numerator / denominator).
    mutating func fallsByExp(whole: UInt128, _ numerator: UInt128, of denominator: UInt128) -> Bool {
        for _ in 0..<whole where !fallsByOne() { return false }
        return fallsByExp(numerator, of: denominator)
    }
}
