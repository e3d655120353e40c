/// A morning or an afternoon of a workshop, for which attendance is kept.
package struct HalfDay: Codable, Sendable, Hashable, Comparable {
    package enum Half: String, Codable, Sendable, CaseIterable, Comparable {
        case morning, afternoon

        package static func < (a: Self, b: Self) -> Bool { a == .morning && b == .afternoon }
    }

    package let day: Day
    package let half: Half

    package init(_ day: Day, _ half: Half) {
        self.day = day
        self.half = half
    }

    /// The half-day of a moment by a clock; the afternoon begins at 12:30.
    package init(of now: Moment, in zone: Zone) {
        let (day, minute) = zone.local(now)
        self.init(day, minute < 12 * 60 + 30 ? .morning : .afternoon)
    }

    package static func < (a: HalfDay, b: HalfDay) -> Bool { a.day == b.day ? a.half < b.half : a.day < b.day }
}

/// Which part of its days a workshop takes.
package enum Halves: String, Codable, Sendable, CaseIterable {
    case whole, mornings, afternoons

    var all: [HalfDay.Half] {
        switch self {
        case .whole: [.morning, .afternoon]
        case .mornings: [.morning]
        case .afternoons: [.afternoon]
        }
    }
}

/// Whether somebody was there. Late counts as there; excused is said, and counts as not there.
package enum Attendance: String, Codable, Sendable, CaseIterable {
    case present, late, excused, absent

    package var isThere: Bool { self == .present || self == .late }
}

extension Day {
    /// The same day so many months later, or the last of that month. No later than the last there is. Only of a whole day.
    package func adding(months: Int) -> Day {
        let count = Bounded.sum(year * 12 + (month ?? 1) - 1, months)
        let (year, month) = (count / 12, abs(count % 12) + 1)
        guard year >= 1 else { return .first }
        return Day(year: year, month: month, day: min(day ?? 1, Day.length(of: month, in: year))) ?? .last
    }
}
