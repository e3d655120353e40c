import Pack
import Foundation
import Register
import Testing

/// Every deadline of Saint Lucia across a weekend and its holidays, by the days of its own pack.
struct WorkCalendarTests {
    static func country() throws -> Country {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try Country(at: project.appending(path: "Packs/saint-lucia"))
    }

    func moment(_ day: String, hour: Int, offset: Int = -14_400) -> Moment {
        Moment(seconds: (Day(day)?.number ?? 0) * 86_400 + hour * 3600 - offset)
    }

    @Test(arguments: [
        // Thursday 10 December 2026, before National Day on Sunday 13, with Monday 14 off.
        ("2026-12-10", "1 working day", "2026-12-11"), ("2026-12-11", "1 working day", "2026-12-15"),
        ("2026-12-11", "2 working days", "2026-12-16"), ("2026-12-10", "5 working days", "2026-12-18"),
        // Christmas Eve is a Thursday; Friday 25 is off, and Saturday 26 is no working day anyhow.
        ("2026-12-24", "1 working day", "2026-12-28"), ("2026-12-31", "1 working day", "2027-01-04"),
        // Good Friday 3 April and Easter Monday 6 April 2026.
        ("2026-04-02", "1 working day", "2026-04-07"), ("2026-04-02", "5 working days", "2026-04-13"),
        ("2026-12-11", "3 days", "2026-12-14"), ("2026-12-20", "30 days", "2027-01-19"),
    ])
    func workingDaysStepOverWeekendsAndHolidays(_ from: String, _ within: String, _ day: String) throws {
        let calendar = try WorkCalendarTests.country().practice.calendar
        let end = calendar.end(of: try #require(Span(within)), from: moment(from, hour: 15))
        #expect(calendar.day(of: end).description == day)
        #expect(calendar.zone.local(end).minute == 23 * 60 + 59)
    }

    @Test func hoursRunThroughTheNightAndTheHoliday() throws {
        let calendar = try WorkCalendarTests.country().practice.calendar
        let eve = moment("2026-12-24", hour: 22)
        #expect(calendar.end(of: .hours(24), from: eve) == eve.after(hours: 24))
    }

    /// Each rule of the pack, begun on the Friday before National Day and its day off: it ends where its own words say.
    @Test func everyRuleOfThePackEndsWhereItSays() throws {
        let practice = try WorkCalendarTests.country().practice
        let start = moment("2026-12-11", hour: 10)
        #expect(practice.deadlines.count >= 24)
        for rule in practice.deadlines {
            let end = practice.calendar.end(of: rule.within, from: start)
            let days = practice.calendar.day(of: end).number - practice.calendar.day(of: start).number
            switch rule.within {
            case .hours(let hours): #expect(end.seconds - start.seconds == hours * 3600, "\(rule.id)")
            case .days(let count): #expect(days == count, "\(rule.id)")
            case .workingDays(let count):
                let worked = (1...days).filter { practice.calendar.isWorked(practice.calendar.day(of: start).adding(days: $0)) }
                #expect(worked.count == count && days > count + 2, "\(rule.id): the weekend and the day off must not count")
                #expect(practice.calendar.isWorked(practice.calendar.day(of: end)), "\(rule.id)")
            }
            #expect(!rule.escalates.isEmpty, "\(rule.id) goes to nobody when it is late")
        }
    }

    @Test func aTimeIsWrittenInOneWay() {
        #expect(Span("4 hours") == .hours(4) && Span("1 working day") == .workingDays(1) && Span("7 days") == .days(7))
        #expect(Span("soon") == nil && Span("0 days") == nil && Span("3 weeks") == nil)
    }
}
