/// An instant, in whole seconds since 1970, UTC.
///
/// Units: seconds. Clocks only decorate: order comes from the sequence of a chronicle.
package struct Moment: Hashable, Sendable, Codable, Comparable {
    package let seconds: Int

    /// Held to what clocks can say, so that no sum of two moments is too large.
    package init(seconds: Int) { self.seconds = min(max(seconds, -Bounded.largest), Bounded.largest) }

    package init(from decoder: any Decoder) throws {
        self.init(seconds: try decoder.singleValueContainer().decode(Int.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }

    package static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }

    package func after(seconds more: Int) -> Moment { Moment(seconds: Bounded.sum(seconds, more)) }
    package func after(hours: Int) -> Moment { Moment(seconds: Bounded.sum(seconds, Bounded.product(hours, 3600))) }
    package func after(days: Int) -> Moment { Moment(seconds: Bounded.sum(seconds, Bounded.product(days, 86_400))) }

    /// The day and the minute of the day at an offset from UTC. Shape: the first and last day of the calendar stand for all beyond.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    package func local(offset: Int) -> (day: Day, minute: Int) {
        let shifted = min(max(Bounded.sum(seconds, offset), Day.first.number * 86_400), Day.last.number * 86_400 + 86_399)
        let days = (shifted - (shifted < 0 ? 86_399 : 0)) / 86_400
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m < 10 ? m + 3 : m - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let day = Day(year: year, month: month, day: dayOfYear - (153 * m + 2) / 5 + 1)
        return (day ?? .epoch, (shifted - days * 86_400) / 60)
    }
}

extension Day {
    /// 1 January 1970, which every calendar here has.
    package static let epoch = Day(unchecked: 1970, 1, 1)
    /// The first and the last that can be written.
    package static let first = Day(unchecked: 1, 1, 1)
    package static let last = Day(unchecked: 9999, 12, 31)

    private init(unchecked year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
        self.isEstimated = false
    }

    /// Days since 1 January 1970, of the first day when only the year is known. Source: Hinnant, days_from_civil.
    package var number: Int {
        let month = month ?? 1
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + (day ?? 1) - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day so many days later, no later than the last there is. An estimate stays none.
    package func adding(days: Int) -> Day {
        Moment(seconds: Bounded.product(Bounded.sum(number, days), 86_400)).local(offset: 0).day
    }
}
