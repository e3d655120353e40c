/// Numbers that come from outside, read within stated limits, and sums that stop at a limit instead of ending the process.
///
/// Shape: a page, a file, a pack and an old entry are all outside. Whatever is read here fits an `Int` many times over.
/// Errors: nil where the text is no number or is beyond its limits; the caller says what, where, and what to do.
package enum Bounded {
    /// Nothing that is counted here is larger, up or down; a million of them together still fit.
    package static let largest = 1_000_000_000_000
    package static let everything = -largest...largest
    /// Beyond it a number is no longer whole as a `Double`.
    package static let decimals: ClosedRange<Double> = -1e15...1e15

    /// A whole number as people and programs write it, within the limits.
    package static func whole(_ text: some StringProtocol, in limits: ClosedRange<Int> = everything) -> Int? {
        guard text.utf8.count <= 20, let number = Int(text), limits.contains(number) else { return nil }
        return number
    }

    /// A number with or without decimals, in digits: no infinity, no other base.
    package static func decimal(_ text: some StringProtocol, in limits: ClosedRange<Double> = decimals) -> Double? {
        guard let number = anyDecimal(text), limits.contains(number) else { return nil }
        return number
    }

    /// The same however large it is, so that "too large" can be told apart from "no number".
    package static func anyDecimal(_ text: some StringProtocol) -> Double? {
        guard (1...40).contains(text.utf8.count), text.utf8.allSatisfy(isOfNumber), let number = Double(text) else { return nil }
        return number.isNaN ? nil : number
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte) }

    /// The nearest whole number within the limits; nothing for what is no number.
    package static func whole(of number: Double) -> Int {
        guard !number.isNaN else { return 0 }
        return Int(min(max(number, -1e15), 1e15).rounded())  // bounded: held to 15 digits in the same line
    }

    /// A number as people read it: whole ones without a point.
    package static func text(_ number: Double) -> String {
        number.rounded() == number && decimals.contains(number) ? String(whole(of: number)) : String(number)
    }

    // MARK: Sums

    package static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, isOver) = a.addingReportingOverflow(b)
        return isOver ? (b > 0 ? .max : .min) : sum
    }

    package static func sum(_ numbers: some Sequence<Int>) -> Int { numbers.reduce(0) { sum($0, $1) } }

    package static func product(_ a: Int, _ b: Int) -> Int {
        let (product, isOver) = a.multipliedReportingOverflow(by: b)
        return isOver ? ((a > 0) == (b > 0) ? .max : .min) : product
    }

    // MARK: Places

    /// From one number to another, one alone when the second is before the first.
    package static func span<Bound>(_ first: Bound, _ last: Bound) -> ClosedRange<Bound> { first...max(first, last) }

    /// The two parts of a text around the first such sign. Nil when it is not in it.
    package static func halves<Text: StringProtocol>(_ text: Text, at sign: Character) -> (Text.SubSequence, Text.SubSequence)? {
        guard let place = text.firstIndex(of: sign) else { return nil }
        return (text[..<place], text[text.index(after: place)...])
    }
}
