#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Evidence as powers of two, so that what speaks for and against can be added up.
enum Bits {
    /// How many bits it is worth that something happens this often rather than that often.
    static func of(_ probability: Double, against other: Double = 1) -> Double { log2(probability / other) }

    /// The odds of so many bits. Beyond sixty nothing changes any more.
    static func odds(_ bits: Double) -> Double { exp2(min(bits, 60)) }
}
