import Foundation
@testable import Pack
import Register
import Testing

/// A country with summer time is a line of its pack: its days and deadlines follow, across both changes of its clock.
struct ClockPackTests {
    private func country(_ zone: String) throws -> Country {
        let pages = PackPages(PackFolder(at: PackTests.root.appending(path: "Packs/demo-land")))
        let pack = String(decoding: try #require(pages.folder.files["pack.yml"]), as: UTF8.self)
        let changed = pack.replacing("timeZone: Etc/GMT-1", with: "timeZone: \(zone)")
        return try Country(pages.with(Data(changed.utf8), in: "pack.yml"))
    }

    /// When the day ends there, in hours of the next day in UTC: before and after the change.
    @Test(arguments: [
        ("America/Port-au-Prince", "2026-03-08", 5, 4), ("America/Port-au-Prince", "2026-11-01", 4, 5),
        ("America/Santiago", "2026-04-05", 3, 4), ("America/Santiago", "2026-09-06", 4, 3),
    ])
    func deadlinesOfThePackEndWithItsDays(_ zone: String, _ change: String, _ before: Int, _ after: Int) throws {
        let country = try country(zone)
        let sunday = try #require(Day(change))
        let meeting = try #require(country.deadline("first-meeting"))
        // Opened on Thursday at 20:00 there; this country works from Sunday to Thursday, so two working days are Sunday and Monday.
        let opened = country.zone.moment(sunday.adding(days: -3), minute: 20 * 60)
        #expect(country.today(opened) == sunday.adding(days: -3))
        let end = country.practice.calendar.end(of: meeting.within, from: opened)
        #expect(end.seconds == (sunday.number + 2) * 86_400 + after * 3600 - 1)
        let thursday = country.practice.calendar.end(of: sunday.adding(days: -3))
        #expect(thursday.seconds == (sunday.number - 2) * 86_400 + before * 3600 - 1)
        // A reminder by mail goes out from nine on the clock there.
        let nine = country.zone.moment(sunday.adding(days: 1), minute: 9 * 60)
        #expect(country.practice.calendar.isWorkingHour(nine))
        #expect(!country.practice.calendar.isWorkingHour(Moment(seconds: nine.seconds - 1)))
    }
}
