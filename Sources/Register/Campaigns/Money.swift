/// An amount in the smallest unit of a currency, so that sums are exact.
package struct Money: Sendable, Equatable, Comparable {
    package let minor: Int

    package init(minor: Int) { self.minor = minor }

    /// Reads `1250` or `1250.50`. Errors: nil for anything else, also for more digits than the currency has.
    package init?(_ text: String, digits: Int) {
        let (whole, rest) = Bounded.halves(text, at: ".") ?? (text[...], "")
        guard text.utf8.count <= 20, !whole.isEmpty, rest.count <= digits,
            (whole + rest).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let minor = Bounded.whole(whole + rest + String(repeating: "0", count: digits - rest.count))
        else { return nil }
        self.minor = minor
    }

    package static func + (a: Money, b: Money) -> Money { Money(minor: Bounded.sum(a.minor, b.minor)) }
    package static func < (a: Money, b: Money) -> Bool { a.minor < b.minor }

    /// The amount with its decimals, thousands apart.
    package func text(digits: Int, point: String = ".", apart: String = ",") -> String {
        let scale = (0..<min(max(digits, 0), 12)).reduce(1) { scale, _ in scale * 10 }
        let whole = String(minor / scale)
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { grouped += apart }
            grouped.append(digit)
        }
        guard digits > 0, minor % scale != 0 else { return grouped }
        let rest = String((minor % scale).magnitude)
        return grouped + point + String(repeating: "0", count: max(0, digits - rest.count)) + rest
    }
}
