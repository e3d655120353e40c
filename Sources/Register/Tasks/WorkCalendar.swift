/// Which days are worked, and when a span of time is over.
package struct WorkCalendar: Sendable, Equatable {
    package let zone: Zone
    /// The days of the week that are not worked, Monday 1 to Sunday 7.
    package let weekend: Set<Int>
    package let holidays: Set<Day>
    /// The hours of a day in which people work, in local time.
    package let hours: Range<Int>

    package init(zone: Zone, weekend: Set<Int> = [6, 7], holidays: Set<Day> = [], hours: Range<Int> = 8..<16) {
        self.zone = zone
        self.weekend = weekend
        self.holidays = holidays
        self.hours = hours
    }

    package func isWorked(_ day: Day) -> Bool { !weekend.contains(day.weekday) && !holidays.contains(day) }

    package func isWorkingHour(_ moment: Moment) -> Bool {
        let (day, minute) = zone.local(moment)
        return isWorked(day) && hours.contains(minute / 60)
    }

    /// When a span that begins now is over.
    ///
    /// Shape: hours run day and night, since danger does. Days end at the end of the last one, in local time: seven days from any
    /// hour of the 1st end with the 8th. Of working days only those count that are worked, and the day it begins does not.
    package func end(of span: Span, from start: Moment) -> Moment {
        switch span {
        case .hours(let hours): start.after(hours: hours)
        case .days(let days): end(of: day(of: start).adding(days: days))
        case .workingDays(let days): end(of: adding(days, to: day(of: start)))
        }
    }

    package func day(of moment: Moment) -> Day { zone.day(of: moment) }
    package func start(of day: Day) -> Moment { zone.start(of: day) }
    /// The last second of a day.
    package func end(of day: Day) -> Moment { zone.end(of: day) }

    private func adding(_ workingDays: Int, to start: Day) -> Day {
        var day = start
        var left = workingDays
        // A calendar in which nothing is worked, or that ends, must not be searched for ever.
        while left > 0, day < .last, day.number - start.number <= 7 * workingDays + 3660 {
            day = day.adding(days: 1)
            if isWorked(day) { left -= 1 }
        }
        return day
    }
}

/// How long something may take.
package enum Span: Sendable, Equatable {
    case hours(Int)
    case days(Int)
    case workingDays(Int)

    /// No law gives longer. Units: whatever the span counts.
    package static let longest = 100_000

    /// Reads `4 hours`, `7 days`, `1 working day`. Nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard let first = parts.first, let number = Bounded.whole(first, in: 1...Span.longest) else { return nil }
        switch parts.dropFirst().joined(separator: " ") {
        case "hour", "hours": self = .hours(number)
        case "day", "days": self = .days(number)
        case "working day", "working days": self = .workingDays(number)
        default: return nil
        }
    }
}

extension Day {
    /// Monday 1 to Sunday 7. 1 January 1970 was a Thursday.
    package var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }
}
