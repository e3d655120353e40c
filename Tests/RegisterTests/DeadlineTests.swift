import Foundation
import OrderedCollections
import Pack
@testable import Register
import Testing

/// Every deadline of Saint Lucia in a case, begun before a weekend with holidays: when it ends, and to whom it goes when it is late.
/// Kept as a text file that a lawyer can read in a diff; ANSE_RECORD=1 writes it anew.
struct DeadlineTests {
    /// Local time, before: National Day on Sunday with Monday off; Good Friday to Easter Monday; Christmas on Friday, Boxing Day on
    /// Saturday.
    private static let starts = [("2026-12-11", 10), ("2026-04-02", 15), ("2026-12-24", 22)]

    private func moment(_ day: String, _ hour: Int) -> Moment {
        Moment(seconds: (Day(day)?.number ?? 0) * 86_400 + hour * 3600 + 14_400)
    }

    /// A case in which a rule began at a time, with what the rule asks for.
    private func file(_ rule: Deadline, _ after: String, at start: Moment) -> CaseFile {
        var file = CaseFile()
        file.status = .open
        file.sequence = 1
        file.changed = start
        file.reach(after, start)
        if case .is(let field, let value) = rule.when {
            file.answers["new-case"] =
                field == Practice.isChild
                ? Answers(["age_band": .text(value == "yes" ? "9-17" : "21-23")]) : Answers([field: .text(value)])
        }
        return file
    }

    private func due(_ rule: Deadline, _ after: String, at start: Moment, _ practice: Practice) -> Due? {
        file(rule, after, at: start).dues(by: practice).first { $0.key == rule.id.rawValue }
    }

    /// The end by a count of our own over the file of holidays, not by the calendar that is tested.
    private func expected(_ span: Span, from start: Moment, _ holidays: Set<Day>) -> Moment {
        var day = start.local(offset: -14_400).day
        switch span {
        case .hours(let hours): return start.after(hours: hours)
        case .days(let days): day = day.adding(days: days)
        case .workingDays(var left):
            while left > 0 {
                day = day.adding(days: 1)
                let isWeekend = [2, 3].contains(day.number % 7)
                if !isWeekend, !holidays.contains(day) { left -= 1 }
            }
        }
        return Moment(seconds: (day.number + 1) * 86_400 + 14_400 - 1)
    }

    @Test func everyRuleEndsOnItsDayAcrossAWeekendWithHolidays() throws {
        let practice = try WorkCalendarTests.country().practice
        let holidays = practice.calendar.holidays
        #expect(
            ["2026-12-13", "2026-12-14", "2026-04-03", "2026-04-06", "2026-12-25"].allSatisfy {
                Day($0).map(holidays.contains) == true
            })
        var lines = [
            "# When each deadline ends that begins at these local times, and when it goes to the supervisor / the focal point", "",
        ]
        for rule in practice.deadlines {
            lines.append("\(rule.id), stage \(rule.stage)")
            for after in rule.after {
                for (day, hour) in DeadlineTests.starts {
                    let start = moment(day, hour)
                    let due = try #require(self.due(rule, after, at: start, practice), "\(rule.id) does not begin with \(after)")
                    let end = expected(rule.within, from: start, holidays)
                    #expect(due.at == end, "\(rule.id) from \(day)")
                    let later = rule.escalates.map { expected($0, from: end, holidays) }
                    #expect([due.supervisorFrom, due.coordinatorFrom] == [later.first, later.dropFirst().first], "\(rule.id)")
                    lines.append("  \(after) \(text(start)) -> \(text(due.at))   late: \(later.map(text).joined(separator: " / "))")
                }
            }
        }
        let now = lines.joined(separator: "\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Matrix/deadlines.txt")
        if ProcessInfo.processInfo.environment["ANSE_RECORD"] != nil { try now.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == now)
    }

    private func text(_ moment: Moment) -> String {
        let (day, minute) = moment.local(offset: -14_400)
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return
            "\(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]) \(day) \(two(minute / 60)):\(two(minute % 60))"
    }

    /// Each is over with what it waits for, and one that asks again begins anew.
    @Test func everyRuleIsMetByEachOfItsEnds() throws {
        let practice = try WorkCalendarTests.country().practice
        for rule in practice.deadlines {
            for until in rule.until {
                let start = moment("2026-12-11", 10)
                var file = self.file(rule, rule.after[0], at: start)
                for step in 1...rule.count {
                    #expect(file.dues(by: practice).contains { $0.key == rule.id.rawValue }, "\(rule.id) ends too early")
                    file.sequence += 1
                    file.reach(until, start.after(days: step))
                }
                let still = file.dues(by: practice).first { $0.key == rule.id.rawValue }
                if rule.after.contains(until) {
                    #expect(
                        still?.at == expected(rule.within, from: start.after(days: 1), practice.calendar.holidays), "\(rule.id)")
                } else {
                    #expect(still == nil, "\(rule.id) goes on after \(until)")
                }
            }
        }
    }
}
