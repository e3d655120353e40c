/// How near two spellings are.
enum Spelling {
    /// One letter more, fewer, other, or two neighbours exchanged.
    static func isOneEdit(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard abs(a.count - b.count) <= 1 else { return false }
        let first = sharedBeginning(a, b)
        if first == max(a.count, b.count) { return true }
        if a.count > b.count { return a[(first + 1)...] == b[first...] }
        if a.count < b.count { return a[first...] == b[(first + 1)...] }
        if a[(first + 1)...] == b[(first + 1)...] { return true }
        return first + 1 < a.count && a[first] == b[first + 1] && a[first + 1] == b[first] && a[(first + 2)...] == b[(first + 2)...]
    }

    /// Source: Jaro (1989) as extended by Winkler (1990): letters in common, their order, and a bonus for the same beginning.
    /// Always taken from the shorter one, since the order of the two could change which letters are held to be common.
    static func similarity(_ a: [UInt8], _ b: [UInt8]) -> Double {
        let isInOrder = a.count != b.count ? a.count < b.count : !b.lexicographicallyPrecedes(a)
        return isInOrder ? similarity(ofShorter: a, to: b) : similarity(ofShorter: b, to: a)
    }

    private static func similarity(ofShorter a: [UInt8], to b: [UInt8]) -> Double {
        let (n, m) = (min(a.count, 64), min(b.count, 64))
        guard n > 0, m > 0 else { return 0 }
        let reach = max(0, max(n, m) / 2 - 1)
        var (usedA, usedB, common): (UInt64, UInt64, Int) = (0, 0, 0)
        for i in 0..<n {
            var j = max(0, i - reach)
            let last = min(m - 1, i + reach)
            while j <= last {
                if usedB & (1 << UInt64(j)) == 0, a[i] == b[j] {
                    usedA |= 1 << UInt64(i)
                    usedB |= 1 << UInt64(j)
                    common += 1
                    break
                }
                j += 1
            }
        }
        guard common > 0 else { return 0 }
        let c = Double(common)
        let jaro = (c / Double(n) + c / Double(m) + (c - Double(crossings(a, usedA, b, usedB) / 2)) / c) / 3
        return jaro + Double(min(4, sharedBeginning(a, b))) * 0.1 * (1 - jaro)
    }

    static func sharedBeginning(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var length = 0
        while length < a.count, length < b.count, a[length] == b[length] { length += 1 }
        return length
    }

    private static func crossings(_ a: [UInt8], _ usedA: UInt64, _ b: [UInt8], _ usedB: UInt64) -> Int {
        var (left, right, crossed) = (usedA, usedB, 0)
        while left != 0, right != 0 {
            if a[left.trailingZeroBitCount] != b[right.trailingZeroBitCount] { crossed += 1 }
            left &= left - 1
            right &= right - 1
        }
        return crossed
    }
}
