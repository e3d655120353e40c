/// Some of the codes of a list: one code, a group such as the districts of the north, or those that are an answer.
///
/// Shape: a bit for each of at most 256 codes.
package struct Codes: Sendable, Hashable {
    private var bits: SIMD4<UInt64> = .zero

    package init() {}

    package init(_ codes: some Sequence<UInt8>) { for code in codes { insert(code) } }

    /// The whole of a list so long.
    package init(below count: Int) { self.init((0..<count).map(UInt8.init)) }

    package var count: Int { (0..<4).reduce(0) { $0 + bits[$1].nonzeroBitCount } }
    package var isEmpty: Bool { bits == .zero }
    package var members: [UInt8] { (0...UInt8.max).filter(contains) }

    package mutating func insert(_ code: UInt8) { bits[Int(code >> 6)] |= 1 << UInt64(code & 63) }
    package mutating func remove(_ code: UInt8) { bits[Int(code >> 6)] &= ~(1 << UInt64(code & 63)) }
    package func contains(_ code: UInt8) -> Bool { bits[Int(code >> 6)] >> UInt64(code & 63) & 1 == 1 }

    package func isSubset(of other: Codes) -> Bool { bits & ~other.bits == .zero }

    package func intersection(_ other: Codes) -> Codes {
        var both = Codes()
        both.bits = bits & other.bits
        return both
    }
}

extension Codes: Comparable {
    /// By the last code, then the last but one: single codes are in the order of their list.
    package static func < (one: Codes, other: Codes) -> Bool {
        for word in (0..<4).reversed() where one.bits[word] != other.bits[word] { return one.bits[word] < other.bits[word] }
        return false
    }
}
