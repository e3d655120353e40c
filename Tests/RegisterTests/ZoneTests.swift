import Pack
import Register
import Testing

/// Clocks that change: Haiti at two in the morning, Chile at midnight, so that one day of the year has no midnight and another two.
struct ZoneTests {
    /// Seconds since 1970 of a moment in UTC.
    private func utc(_ day: String, _ hour: Int, _ minute: Int = 0, _ second: Int = 0) throws -> Moment {
        Moment(seconds: try #require(Day(day)).number * 86_400 + hour * 3600 + minute * 60 + second)
    }

    private func zone(_ name: String) throws -> Zone { try #require(Zone(named: name)) }

    @Test func namesAreThoseOfTheWorldsClocks() throws {
        #expect(Zone(named: "America/St_Lucai") == nil && Zone(named: "GMT-04:00") == nil && Zone(named: "") == nil)
        #expect(try zone("America/St_Lucia").offset(at: utc("2026-07-01", 0)) == -14_400)
        #expect(try zone("Etc/GMT-1").offset(at: utc("2026-07-01", 0)) == 3600)
    }

    /// Source: tz database. Haiti goes forward on the second Sunday of March and back on the first of November, Chile back on the
    /// first Sunday from 2 April and forward on the first from 2 September.
    @Test(arguments: [
        ("America/Port-au-Prince", "2026-03-07", 5, 24), ("America/Port-au-Prince", "2026-03-08", 5, 23),
        ("America/Port-au-Prince", "2026-03-09", 4, 24), ("America/Port-au-Prince", "2026-11-01", 4, 25),
        ("America/Port-au-Prince", "2026-11-02", 5, 24), ("America/Santiago", "2026-04-04", 3, 25),
        ("America/Santiago", "2026-04-05", 4, 24), ("America/Santiago", "2026-09-05", 4, 24),
        ("America/Santiago", "2026-09-06", 4, 23), ("America/Santiago", "2026-09-07", 3, 24),
    ])
    func aDayBeginsAndEndsByTheClocksThere(_ name: String, _ text: String, _ begins: Int, _ hours: Int) throws {
        let (zone, day) = (try zone(name), try #require(Day(text)))
        let start = zone.start(of: day)
        #expect(start == (try utc(text, begins)))
        #expect(zone.end(of: day).seconds == start.seconds + hours * 3600 - 1)
        #expect(zone.day(of: start) == day && zone.day(of: zone.end(of: day)) == day)
        #expect(zone.day(of: Moment(seconds: start.seconds - 1)) == day.adding(days: -1))
        #expect(zone.day(of: Moment(seconds: zone.end(of: day).seconds + 1)) == day.adding(days: 1))
    }

    /// Every day of ten years follows the one before, without a second between.
    @Test(arguments: ["America/Port-au-Prince", "America/Santiago", "America/St_Lucia"])
    func noSecondIsLostOrTwice(_ name: String) throws {
        let zone = try zone(name)
        var day = try #require(Day("2020-01-01"))
        for _ in 0..<3653 {
            let next = day.adding(days: 1)
            #expect(zone.end(of: day).seconds + 1 == zone.start(of: next).seconds && zone.day(of: zone.start(of: next)) == next)
            day = next
        }
    }

    @Test(arguments: ["America/Port-au-Prince", "America/Santiago"])
    func deadlinesEndWithTheDayThere(_ name: String) throws {
        let calendar = WorkCalendar(zone: try zone(name))
        // From three days before each change, at ten in the evening, when it is the next day in UTC.
        for change in ["2026-03-08", "2026-11-01", "2026-04-05", "2026-09-06"] {
            let day = try #require(Day(change)).adding(days: -3)
            let start = calendar.zone.moment(day, minute: 22 * 60)
            #expect(calendar.day(of: start) == day)
            let end = calendar.end(of: .days(7), from: start)
            #expect(calendar.day(of: end) == day.adding(days: 7) && calendar.zone.local(end).minute == 23 * 60 + 59)
            // Thursday, so that two working days are Friday and Monday.
            #expect(calendar.day(of: calendar.end(of: .workingDays(2), from: start)) == day.adding(days: 4))
            #expect(calendar.end(of: .hours(72), from: start).seconds == start.seconds + 72 * 3600)
        }
    }

    /// A part of the day begins on that day, also where its midnight is left out.
    @Test func aPartOfTheDayStaysOnItsDay() throws {
        let zone = try zone("America/Santiago")
        #expect(try utc("2026-09-06", 5).coarse(in: zone) == utc("2026-09-06", 4))
        #expect(try utc("2026-09-06", 16).coarse(in: zone) == utc("2026-09-06", 15))
        let haiti = try self.zone("America/Port-au-Prince")
        #expect(try haiti.day(of: utc("2026-03-08", 9).coarse(in: haiti)).description == "2026-03-08")
    }
}
