import Register

/// A day of birth as far as it can be trusted.
///
/// Shape: the first of January and an estimated day stand for their year only. Where nobody knew the day, clerks write 01-01.
struct BirthDate: Sendable, Hashable {
    let year: UInt16
    /// Month × 32 + day. Zero when only the year is known.
    let monthDay: UInt16

    init(_ day: Day) {
        year = UInt16(day.year)
        let (month, number) = (day.month ?? 1, day.day ?? 1)
        monthDay = day.isEstimated || (month, number) == (1, 1) ? 0 : UInt16(month * 32 + number)
    }

    private init(year: UInt16, monthDay: UInt16) {
        self.year = year
        self.monthDay = monthDay
    }

    var isFull: Bool { monthDay != 0 }
    var month: UInt16 { monthDay >> 5 }
    var day: UInt16 { monthDay & 31 }
    var key: UInt64 { UInt64(year) << 16 | UInt64(monthDay) }

    var text: String {
        let whole = isFull ? Day(year: Int(year), month: Int(month), day: Int(day)) : Day(year: Int(year))
        return whole?.description ?? ""
    }

    /// Day and month exchanged, where a calendar has such a day.
    var exchanged: BirthDate? { isFull && day <= 12 ? BirthDate(year: year, monthDay: day << 5 | month) : nil }

    func agreement(with other: BirthDate) -> Level {
        let years = abs(Int(year) - Int(other.year))
        guard isFull, other.isFull else {
            switch years {
            case 0: return .birthYearSame
            case 1...2: return .birthYearNear
            case 3...5: return .birthYearWithinFive
            default: return years <= 10 ? .birthWithinTen : .birthFar
            }
        }
        if years == 0 {
            if monthDay == other.monthDay { return .birthSame }
            if month == other.day, day == other.month { return .birthSlip }
            return month == other.month || day == other.day ? .birthPartly : .birthOtherDay
        }
        if monthDay == other.monthDay, [1, 9, 10, 100].contains(years) { return .birthSlip }
        return years <= 2 ? .birthNear : years <= 10 ? .birthWithinTen : .birthFar
    }
}
