import Foundation
package import Register

/// Days as a calendar program reads them. It holds no name, no number and no kind of act.
///
/// Source: RFC 5545; the name and the refresh interval of RFC 7986.
package struct CalendarFile: Sendable {
    package struct Event: Sendable, Hashable {
        /// Stays the same as long as the thing waits.
        package let uid: String
        package let day: Day
        package init(uid: String, day: Day) {
            self.uid = uid
            self.day = day
        }
    }

    package let events: [Event]
    /// What every event is called, and the calendar itself.
    package let summary: String
    package let name: String
    /// Where to go from every event.
    package let address: String
    package let made: Moment
    /// Units: seconds east of UTC.
    package let offset: Int

    package init(events: [Event], summary: String, name: String, address: String, made: Moment, offset: Int) {
        self.events = events
        self.summary = summary
        self.name = name
        self.address = address
        self.made = made
        self.offset = offset
    }

    /// Shape: a calendar needs a component, so the zone of the country stands in it also when nothing waits.
    package var text: String {
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Anse//Anse//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
            "NAME:\(CalendarFile.escaped(name))", "X-WR-CALNAME:\(CalendarFile.escaped(name))",
            "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        ]
        return (head + zone + events.flatMap(lines) + ["END:VCALENDAR"]).map(CalendarFile.folded).joined()
    }

    private var zone: [String] {
        let minutes = abs(offset) / 60
        let shift = (offset < 0 ? "-" : "+") + CalendarFile.two(minutes / 60) + CalendarFile.two(minutes % 60)
        return [
            "BEGIN:VTIMEZONE", "TZID:UTC\(shift)", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:\(shift)",
            "TZOFFSETTO:\(shift)", "END:STANDARD", "END:VTIMEZONE",
        ]
    }

    private func lines(_ event: Event) -> [String] {
        [
            "BEGIN:VEVENT", "UID:\(event.uid)", "DTSTAMP:\(stamp)", "DTSTART;VALUE=DATE:\(CalendarFile.plain(event.day))",
            "DTEND;VALUE=DATE:\(CalendarFile.plain(event.day.adding(days: 1)))", "SUMMARY:\(CalendarFile.escaped(summary))",
            "URL:\(address)", "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT",
        ]
    }

    private var stamp: String {
        let (day, minute) = made.local(offset: 0)
        let second = (made.seconds % 60 + 60) % 60
        return "\(CalendarFile.plain(day))T" + [minute / 60, minute % 60, second].map(CalendarFile.two).joined() + "Z"
    }

    private static func plain(_ day: Day) -> String { day.description.replacing("-", with: "") }
    private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

    /// Source: RFC 5545 section 3.3.11.
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,").replacing("\r", with: "")
            .replacing("\n", with: "\\n")
    }

    /// A line of at most 75 octets, the rest on lines that begin with a space; no letter is cut. Source: section 3.1.
    static func folded(_ line: String) -> String {
        var (text, octets) = ("", 0)
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if octets + size > 75 {
                text += "\r\n "
                octets = 1
            }
            text.unicodeScalars.append(scalar)
            octets += size
        }
        return text + "\r\n"
    }
}
