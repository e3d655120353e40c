import Matching
import OrderedCollections
import Pack
import Register
import Store

/// Already known? Cases that may be about the same person, each with its reasons; a worker links, tells apart, and takes it back.
enum KnownPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/known") { try await page($0, .none) },
            .post("/cases/{case}/known") { visit in
                try await act(visit) { try link(visit, $0) }
            },
            .post("/cases/{case}/known/{other}/end") { visit in
                try await act(visit) { try unlink(visit, $0) }
            },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct(
            "linked",
            asks: { _ in
                [.init("number", .reference), .init("kind", .code(Link.Kind.allCases.map(\.rawValue)), key: "as")]
            }, .apart { try link($0, $1) }),
        AskedAct("unlinked", about: "number", as: "other", .apart { try unlink($0, $1) }),
    ]

    private static func link(_ visit: Visit, _ number: String) throws {
        guard let kind = Link.Kind(rawValue: visit.form.first("kind")) else {
            throw FormProblems(problems: [FormProblem(field: "kind", fault: .missing)])
        }
        let other = visit.form.first("number").uppercased()
        guard !other.isEmpty else { throw FormProblems(problems: [FormProblem(field: "number", fault: .missing)]) }
        try visit.store.link(
            number, to: other, as: kind, id: try visit.entryID(), as: try visit.actor(), at: visit.now, today: visit.today)
    }

    private static func unlink(_ visit: Visit, _ number: String) throws {
        try visit.store.unlink(
            number, from: try visit.named("other"), id: try visit.entryID(), as: try visit.actor(), at: visit.now,
            today: visit.today)
    }

    private static func act(_ visit: Visit, _ work: (String) async throws -> Void) async throws -> Reply {
        let (file, _) = try await visit.open(.link)
        do {
            try await work(file.number)
            return .redirect("/cases/\(file.number)/known")
        } catch let error where error is Refusal || error is FormProblems {
            return try await page(visit, try visit.problems(error))
        }
    }

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, permit) = try await visit.open(.read)
        guard permit.relation != .recipient, permit.relation != .invited else { throw Fault.notFound }
        let mayLink = permit.may.contains(.link)
        let found = try await visit.store.alreadyKnown(file.number, as: try visit.actor(), at: visit.now)
        let title = visit.say("known.title", ["number": file.number])
        let cards = try found.map { try card(visit, file, $0, mayLink) }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("known.why"))</p>\(told(visit, file))
            <h2>\(visit.say("known.candidates"))</h2>\(cards)\(if: cards.isEmpty, "<p>\(visit.say("known.nobody"))</p>")<p class="hint">\(visit.say("known.elsewhere"))</p>
            \(links(visit, file, mayLink))
            """)
    }

    /// That the coordinator says another agency may know this person: whom to ask, and nothing else.
    private static func told(_ visit: Visit, _ file: SeenCase) -> HTML {
        guard let told = file.matches.last(where: \.match.isTold) else { return .none }
        return
            "<p class=\"notice\">\(visit.say("known.told", ["name": visit.name(told.by), "date": visit.say(told.at)]))</p>"
    }

    private static func card(_ visit: Visit, _ file: SeenCase, _ like: Store.Likeness, _ mayLink: Bool) throws -> HTML {
        let rows = like.bars.map { bar -> [HTML] in
            [
                "\(visit.say("aspect.\(bar.aspect.key)"))", "\(visit.say("level.\(bar.level.key)"))",
                "\(shown(visit, bar.mine, bar.aspect))", "\(shown(visit, bar.theirs, bar.aspect))",
                "<span class=\"number\">\(points(bar.bits))</span>",
            ]
        }
        let total = like.bars.reduce(0) { $0 + $1.bits }
        let heads = ["known.what", "known.how", "known.here", "known.there", "known.points"].map { visit.say($0) }
        let sure = like.posterior >= 0.8 ? "likely" : like.posterior >= 0.3 ? "possible" : "unlikely"
        return """
            <section class="card"><h3><a class="number" href="/cases/\(like.number)">\(like.number)</a> <span class="tag wait">\(visit.say("known.\(sure)"))</span></h3>
            \(if: like.isFamilyLike, "<p class=\"notice\">\(visit.say("known.family"))</p>")\(visit.table(visit.say("known.reasons"), heads, rows))
            <p>\(visit.say("known.sum", ["points": points(total)]))</p>\(if: mayLink, "<div class=\"actions\">\(buttons(visit, file, like))</div>")</section>
            """
    }

    private static func buttons(_ visit: Visit, _ file: SeenCase, _ like: Store.Likeness) -> [HTML] {
        [Link.Kind.same, .family, .different].map { kind in
            visit.posting(
                "/cases/\(file.number)/known",
                "<input type=\"hidden\" name=\"number\" value=\"\(like.number)\"><input type=\"hidden\" name=\"kind\" value=\"\(kind.rawValue)\"><button class=\"quiet\">\(visit.say(kind == .family ? "known.is.family" : "known.\(kind.rawValue)"))</button>"
            )
        }
    }

    private static func shown(_ visit: Visit, _ text: String, _ aspect: Aspect) -> String {
        switch aspect {
        case .birth: Day(text).map { visit.say($0) } ?? text
        case .citizenship: text.split(separator: " ").map { Regions.name(String($0), visit.language) }.joined(separator: ", ")
        case .sex:
            visit.store.policy.practice.identity.sex.flatMap { visit.country.fieldsByID[$0] }.map {
                visit.choice(text, of: $0.choices)
            } ?? text
        default: text
        }
    }

    /// One decimal, with its sign.
    private static func points(_ bits: Double) -> String {
        let tenths = Bounded.whole(of: bits * 10)
        return "\(tenths < 0 ? "−" : "+")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    private static func links(_ visit: Visit, _ file: SeenCase, _ mayLink: Bool) -> HTML {
        let items = file.links.map { link -> HTML in
            let end: HTML =
                mayLink
                ? visit.posting(
                    "/cases/\(file.number)/known/\(link.number)/end", "<button class=\"quiet\">\(visit.say("known.end"))</button>")
                : .none
            return
                "<li>\(visit.say("known.is.\(link.kind.rawValue)")): <a class=\"number\" href=\"/cases/\(link.number)\">\(link.number)</a> \(end)</li>"
        }
        let form: HTML =
            mayLink
            ? visit.posting(
                "/cases/\(file.number)/known",
                "<div class=\"field\"><label for=\"number\">\(visit.say("known.number"))</label><input id=\"number\" name=\"number\" autocomplete=\"off\" value=\"\(visit.form.first("number"))\"></div>\(visit.radios("kind", visit.say("known.kind"), [Link.Kind.same, .family, .together].map { ($0.rawValue, visit.say("known.is.\($0.rawValue)")) }))\(visit.button("known.link"))"
            ) : .none
        return
            "\(if: !items.isEmpty, "<h2>\(visit.say("known.links"))</h2><ul>\(items)</ul>")\(if: mayLink, "<h2>\(visit.say("known.byNumber"))</h2>")\(form)"
    }
}

extension Visit {
    /// Where to go once a person has a name: to the likenesses when there are likely ones within this worker's cases. Nil when there are none.
    func afterNaming(_ number: String) async throws -> String? {
        let found = try await store.alreadyKnown(number, as: try actor(), at: now)
        return found.contains { $0.posterior >= 0.3 } ? "/cases/\(number)/known" : nil
    }
}
