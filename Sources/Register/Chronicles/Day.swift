/// A day as people know it: a full date, or only a year, and perhaps an estimate.
///
/// Shape: text `2026-11-23`, `2026`, with `~` after it when estimated. Kept as text because a ledger outlives its parsers.
/// Errors: `init?` gives nil for a day that no calendar has.
package struct Day: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let year: Int
    package let month: Int?
    package let day: Int?
    package let isEstimated: Bool

    package init?(year: Int, month: Int? = nil, day: Int? = nil, isEstimated: Bool = false) {
        guard (1...9999).contains(year), (month == nil) == (day == nil) else { return nil }
        if let month, let day {
            guard (1...12).contains(month), (1...Day.length(of: month, in: year)).contains(day) else { return nil }
        }
        self.year = year
        self.month = month
        self.day = day
        self.isEstimated = isEstimated
    }

    package init?(_ text: some StringProtocol) {
        let isEstimated = text.hasSuffix("~")
        let parts = text.prefix { $0 != "~" }.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
        guard numbers.count == parts.count else { return nil }
        switch numbers.count {
        case 1: self.init(year: numbers[0], isEstimated: isEstimated)
        case 3: self.init(year: numbers[0], month: numbers[1], day: numbers[2], isEstimated: isEstimated)
        default: return nil
        }
    }

    package var isYearOnly: Bool { month == nil }

    package var description: String {
        var text = Day.padded(year, to: 4)
        if let month, let day { text += "-\(Day.padded(month, to: 2))-\(Day.padded(day, to: 2))" }
        return isEstimated ? text + "~" : text
    }

    package static func < (a: Day, b: Day) -> Bool { (a.year, a.month ?? 0, a.day ?? 0) < (b.year, b.month ?? 0, b.day ?? 0) }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let day = Day(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a day"))
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func padded(_ number: Int, to width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
