import HTTPTypes
import Register
import Store

/// Workers who opened many cases in an hour: somebody else asks why, and writes down what they found. No case stands here.
enum AlertPages {
    static var routes: [Route] { [.get("/alerts") { try page($0, .none) }, .post("/alerts/{id}") { try look($0) }] }

    private static func page(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let actor = try visit.actor()
        guard visit.store.mayLookInto(actor) else { throw Fault.notFound }
        let cards = visit.store.alerts(for: actor).map { line -> HTML in
            let id = "text-\(line.alert.id)"
            return """
                <section class="card"><h2>\(said(visit, line))</h2><p>\(visit.agency(line.alert.agency)). \(visit.say(line.alert.at))</p>
                \(visit.posting("/alerts/\(line.alert.id)", "<div class=\"field\"><label for=\"\(id)\">\(visit.say("alert.found"))</label><textarea id=\"\(id)\" name=\"text\" rows=\"4\"></textarea></div>\(visit.button("alert.record"))"))</section>
                """
        }
        return visit.page(
            visit.say("alert.title"), isFaulty: !problems.isEmpty,
            """
            \(problems)<h1>\(visit.say("alert.title"))</h1><p>\(visit.say("alert.why", ["limit": String(visit.store.policy.practice.casesAnHour)]))</p>
            \(cards)\(if: cards.isEmpty, "<p>\(visit.say("alert.nothing"))</p>")
            """)
    }

    private static func look(_ visit: Visit) throws -> Reply {
        do {
            let text = try visit.text("text")[.text]?.text ?? ""
            try visit.store.lookInto(
                try visit.entry("id"), text: text, id: try visit.entryID(), as: try visit.actor(), at: visit.now)
            return .redirect("/alerts")
        } catch let error where error is Refusal || error is FormProblems { return try page(visit, try visit.problems(error)) }
    }

    // MARK: On my work

    static func section(_ visit: Visit, _ lines: [AlertLine]) -> HTML {
        guard !lines.isEmpty else { return .none }
        let items = lines.prefix(10).map { "<li>\(said(visit, $0)). \(visit.say($0.alert.at))</li>" as HTML }
        return """
            <h2>\(visit.say("alert.title"))</h2><ul>\(items)</ul><p><a class="button quiet" href="/alerts">\(visit.say("alert.look"))</a></p>
            """
    }

    private static func said(_ visit: Visit, _ line: AlertLine) -> String {
        visit.say("alert.opened", ["name": visit.name(line.account), "count": String(line.alert.count)])
    }

    /// Cases this worker leads that somebody opened in an emergency.
    static func glasses(_ visit: Visit, _ lines: [GlassLine]) -> HTML {
        guard !lines.isEmpty else { return .none }
        let items = lines.map { line -> HTML in
            "<li><a class=\"number\" href=\"/cases/\(line.number)\">\(line.number)</a>: \(visit.say("glass.by", ["name": visit.name(line.who), "date": visit.say(line.at)]))</li>"
        }
        return "<h2>\(visit.say("glass.opened"))</h2><ul>\(items)</ul>"
    }
}
