import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// A calendar of what waits on one worker, for a program that cannot sign in: days only.
enum CalendarPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/calendar/{token}", door: .anyone { try feed($0) }),
            .post("/account/calendar") { visit in
                let account = try visit.actor().account
                let token = try CalendarLink.make(for: account, language: visit.language, store: visit.store, at: visit.now)
                return try AccountPages.page(visit, calendar: visit.inbound.address("/calendar/\(token)"))
            },
            .post("/account/calendar/end") { visit in
                try CalendarLink.end(of: try visit.actor().account, store: visit.store)
                return .redirect("/account")
            },
        ]
    }

    private static func feed(_ visit: Visit) throws -> Reply {
        let (link, actor) = try CalendarLink.find(try visit.named("token"), store: visit.store)
        let inbound = visit.inbound.speaking(link.language)
        var seen: Set<String> = []
        let events = try visit.store.waiting(on: actor, at: visit.now, limit: 200).all.compactMap { line in
            // Another name for each worker, so that two calendars with one company do not tell that they meet.
            let uid = visit.store.mark("calendar/\(actor.account)/\(line.number)/\(line.key)") + "@anse.invalid"
            let day = visit.country.zone.day(of: line.at)
            return seen.insert(uid).inserted ? CalendarFile.Event(uid: uid, day: day) : nil
        }
        let file = CalendarFile(
            events: events, summary: inbound.say("calendar.event"), name: inbound.say("app.name"),
            address: inbound.address("/work"), made: visit.now,
            offset: visit.country.zone.offset(at: visit.now))
        var reply = Reply(body: Data(file.text.utf8))
        reply.headers[.contentType] = "text/calendar; charset=utf-8"
        return reply
    }

    /// On the page of the account: the link when it was just made, and what it tells to whom.
    static func section(_ visit: Visit, _ address: String?) throws -> HTML {
        let made = try CalendarLink.made(of: try visit.actor().account, store: visit.store)
        let shown: HTML =
            address.map {
                """
                <div class="field"><label for="calendar-link">\(visit.say("calendar.link"))</label><p class="hint" id="calendar-link-hint">\(visit.say("calendar.once"))</p><input id="calendar-link" readonly aria-describedby="calendar-link-hint" value="\($0)"></div>
                """
            } ?? .none
        let end = visit.posting("/account/calendar/end", "<button class=\"quiet\">\(visit.say("calendar.end"))</button>")
        return """
            <h2 id="calendar">\(visit.say("calendar.title"))</h2><p>\(visit.say("calendar.why"))</p><p class="notice">\(visit.say("calendar.tells"))</p>
            \(shown)\(made.map { "<p>\(visit.say("calendar.since", ["date": visit.say($0)]))</p>" } ?? .none)
            <div class="actions">\(visit.posting("/account/calendar", "<button class=\"quiet\">\(visit.say(made == nil ? "calendar.make" : "calendar.renew"))</button>"))\(if: made != nil, end)</div>
            """
    }
}
