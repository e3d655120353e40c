import HTTPTypes
import Pack
import Register
import Store

/// A worker's own drafts: about whom, since when, to go on with or to throw away.
enum DraftPages {
    static var routes: [Route] {
        [
            .get("/drafts") { try list($0) },
            .get("/drafts/{draft}") { try one($0) },
            .post("/drafts/{draft}/end") { visit in
                let draft = try found(visit)
                try visit.store.forget(draft: draft.id, of: try visit.actor().account)
                return .redirect("/drafts")
            },
        ]
    }

    private static func all(_ visit: Visit) throws -> [Draft] {
        try visit.store.drafts(of: try visit.actor().account, at: visit.now).filter { try visit.mayKnow($0) }
    }

    private static func found(_ visit: Visit) throws -> Draft {
        let id = try visit.named("draft")
        guard let draft = try visit.store.draft(id, of: try visit.actor().account, at: visit.now), try visit.mayKnow(draft) else {
            throw Fault.notFound
        }
        return draft
    }

    /// On the page of one's work: that there are some.
    static func link(_ visit: Visit) throws -> HTML {
        let drafts = try all(visit)
        guard !drafts.isEmpty else { return .none }
        let late = drafts.count { $0.reason == .ended }
        let words = late > 0 ? visit.count("draft.late", late) : visit.count("draft.count", drafts.count)
        return "<p class=\"notice\"><a href=\"/drafts\">\(words)</a></p>"
    }

    private static func list(_ visit: Visit) throws -> Reply {
        let rows = try all(visit).map { draft -> [HTML] in
            let of: HTML = "<span class=\"visually-hidden\">: \(visit.about(draft))</span>"
            return [
                "<a href=\"\(draft.address)\">\(visit.about(draft))</a>", "\(draft.title.isEmpty ? "" : visit.pack(draft.title))",
                "\(visit.say("draft.\(draft.reason.rawValue)"))", "\(visit.say(draft.saved))",
                "<a href=\"/drafts/\(draft.id)\">\(visit.say("draft.away"))\(of)</a>",
            ]
        }
        let title = visit.say("draft.list")
        let heads = ["draft.about", "draft.form", "draft.why", "draft.saved", "draft.act"].map { visit.say($0) }
        return visit.page(
            title,
            """
            <h1>\(title)</h1><p>\(visit.say("draft.listWhy", ["days": String(Draft.lifetime)]))</p>
            \(rows.isEmpty ? "<p>\(visit.say("draft.none"))</p>" : visit.table(title, heads, rows))
            """)
    }

    /// Asks before it throws one away, and shows every word of it.
    private static func one(_ visit: Visit) throws -> Reply {
        let draft = try found(visit)
        let away: HTML = "<button class=\"quiet\">\(visit.say("draft.awayYes"))</button>"
        // The name that was typed is no title: browsers keep those.
        let title = visit.say("draft.one", ["about": visit.about(draft)])
        return visit.page(
            visit.say("draft.list"),
            """
            <p><a href="/drafts">\(visit.say("draft.list"))</a></p><h1>\(title)</h1>
            <p>\(visit.say("draft.\(draft.reason.rawValue)")), \(visit.say(draft.saved))\
            \(if: draft.lostFile, "<br>\(visit.say("typed.file"))")</p>
            <h2>\(visit.say("typed.words"))</h2>\(Typed.list(Typed(draft).words))
            <p class="actions"><a class="button" href="\(draft.address)">\(visit.say("draft.goOn"))</a></p>
            <h2>\(visit.say("draft.away"))</h2><p>\(visit.say("draft.awayWhy"))</p>
            \(visit.posting("/drafts/\(draft.id)/end", away))
            """)
    }
}
