import Pack
import Register
import Store

/// Possible matches after an import, and between agencies for the coordinator, who alone sees that two agencies may know one person.
enum MatchPages {
    static var routes: [Route] {
        [
            .get("/matches") { try await list($0, .none) },
            .post("/matches") { try await judge($0) },
        ]
    }

    private static func list(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let actor = try visit.actor()
        let store = visit.store
        let page = visit.pageNumber
        guard store.mayCompare(actor) else { throw Fault.notFound }
        let found = try await visit.site.pressing.run { try store.possibleMatches(as: actor, page: page) }
        let isCoordinator = store.policy.roles[actor.role]?.duties.contains(.coordinate) == true
        let rows = found.map { match -> [HTML] in
            let act: HTML =
                isCoordinator
                ? "\(button(visit, match, "tell"))\(button(visit, match, "apart"))"
                : "<a href=\"/cases/\(match.first)/known\">\(visit.say("matches.compare"))</a>"
            return [
                "<span class=\"number\">\(match.first)</span><br>\(visit.agency(match.firstAgency))",
                "<span class=\"number\">\(match.second)</span><br>\(visit.agency(match.secondAgency))",
                "\(visit.say(match.isLikely ? "known.likely" : "known.possible"))\(if: match.isFamilyLike, "<br>\(visit.say("known.family"))")",
                act,
            ]
        }
        let title = visit.say("matches.title")
        let heads = ["matches.one", "matches.other", "matches.how", "matches.act"].map { visit.say($0) }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)<h1>\(title)</h1><p>\(visit.say(isCoordinator ? "matches.whyAll" : "matches.why"))</p>
            \(rows.isEmpty ? "<p>\(visit.say("matches.none"))</p>" : visit.table(title, heads, rows))
            <nav class="pager" aria-label="\(visit.say("list.pages"))">\(if: page > 0, "<a href=\"/matches?page=\(page)\">\(visit.say("list.before"))</a> ")<a href="/matches?page=\(page + 2)">\(visit.say("matches.older"))</a></nav>
            """)
    }

    private static func button(_ visit: Visit, _ match: PossibleMatch, _ act: String) -> HTML {
        visit.posting(
            "/matches",
            "<input type=\"hidden\" name=\"first\" value=\"\(match.first)\"><input type=\"hidden\" name=\"second\" value=\"\(match.second)\"><input type=\"hidden\" name=\"act\" value=\"\(act)\"><button class=\"quiet\">\(visit.say("matches.\(act)"))</button>"
        )
    }

    /// The coordinator judges two cases that they may not read: of the first by its number, of the second by what is sent.
    static let acts: [AskedAct] = [
        AskedAct(
            "matched",
            asks: { _ in [.init("second", .reference, key: "with"), .init("act", .code(["tell", "apart"]), key: "so")] },
            .apart { try judge($0, $1) })
    ]

    private static func judge(_ visit: Visit, _ first: String) throws {
        let act = visit.form.first("act")
        guard act == "tell" || act == "apart" else { throw Fault.notUnderstood }
        try visit.store.judge(
            first, visit.form.first("second"), isTold: act == "tell", id: try visit.entryID(), as: try visit.actor(),
            at: visit.now, today: visit.today)
    }

    private static func judge(_ visit: Visit) async throws -> Reply {
        do {
            try judge(visit, visit.form.first("first"))
            return .redirect("/matches")
        } catch let refusal as Refusal { return try await list(visit, visit.refused(refusal)) }
    }
}
