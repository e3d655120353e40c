import Pack
import Register
import Store

/// What a participant's own page says in the course of the day.
enum OwnDay {
    /// For whom there is no place, and what to do while nothing is open. The page does not renew itself, which would take away what is read.
    static func notes(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) throws -> HTML {
        guard workshop.status == .planned else { return .none }
        let isOver = workshop.standings[participant.id] == .over
        let hasMore = TestPaper.Sitting.allCases.contains { participant.papers[$0] == nil && workshop.open != $0 }
        let waits = workshop.plan?.terms.test.isEmpty == false && hasMore
        let again = try visit.ownPath()
        return """
            \(if: isOver, "<p class=\"notice\">\(visit.say("own.over"))</p>")\(if: waits, "<p>\(visit.say("own.wait"))</p><p class=\"actions\"><a class=\"button quiet\" href=\"\(again)\">\(visit.say("own.lookAgain"))</a></p>")
            """
    }

    /// For a further half-day: the digits on the screen say that they are in the room again.
    static func again(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) throws -> HTML {
        let now = HalfDay(of: visit.now, in: visit.country.zone)
        let today = (workshop.plan?.halfDays ?? []).filter { $0.day == now.day && $0 >= now }
        guard workshop.status == .planned, !today.isEmpty, today.contains(where: { participant.marks[$0] == nil }) else {
            return .none
        }
        return """
            <h2>\(visit.say("own.here"))</h2>\(visit.posting(try visit.ownPath("/here"), "<div class=\"field\"><label for=\"now\">\(visit.say("join.digits"))</label><input id=\"now\" name=\"now\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"7\"></div>\(visit.button("own.here"))"))
            """
    }
}
