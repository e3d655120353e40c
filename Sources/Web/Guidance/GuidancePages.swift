import HTTPTypes
import Pack
import Register

/// What front-line workers learn by themselves: short modules with questions, and the card of rights. Anyone may read; nothing is kept.
enum GuidancePages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/guidance", door: .anyone { list($0) }),
            Route(method: .get, path: "/guidance/rights", door: .anyone { try card($0) }),
            Route(method: .get, path: "/guidance/{module}", door: .anyone { try module($0) }),
            Route(method: .post, path: "/guidance/{module}", door: .anyone { try module($0) }),
            Route(method: .get, path: "/guidance/{module}/file", door: .anyone { try file($0) }),
        ]
    }

    private static func page(_ visit: Visit, _ title: String, _ body: HTML) -> Reply {
        var reply = visit.page(title, here: "/guidance", body)
        reply.isPublic = visit.session == nil
        return reply
    }

    /// An address in the language of the page: only a session remembers it.
    private static func link(_ visit: Visit, _ path: String) -> String {
        visit.session == nil ? "\(path)?lang=\(visit.language)" : path
    }

    private static func list(_ visit: Visit) -> Reply {
        let items = visit.country.guidance.modules(in: visit.language).map { guidance, language -> HTML in
            """
            <li class="card" lang="\(language)"><h2><a href="\(link(visit, "/guidance/\(guidance.id)"))">\(guidance.title)</a></h2><p>\(guidance.audience) · \(visit.count("guidance.minutes", guidance.minutes))</p><p>\(guidance.why)</p></li>
            """
        }
        let card: HTML =
            visit.country.guidance.card(in: visit.language).map {
                "<h2>\(visit.say("guidance.toHand"))</h2><p><a class=\"button quiet\" href=\"\(link(visit, "/guidance/rights"))\" lang=\"\($0.language)\">\($0.card.title)</a></p>"
            } ?? .none
        return page(
            visit, visit.say("guidance.list"),
            "<h1>\(visit.say("guidance.list"))</h1><p>\(visit.say("guidance.about"))</p><ul class=\"advice\">\(items)</ul>\(card)")
    }

    // MARK: A module

    private static func found(_ visit: Visit) throws -> (guidance: Guidance, language: String) {
        let id = try visit.named("module")
        guard let found = visit.country.guidance.modules(in: visit.language).first(where: { $0.guidance.id == id }) else {
            throw Fault.notFound
        }
        return found
    }

    private static func module(_ visit: Visit) throws -> Reply {
        let (guidance, language) = try found(visit)
        let path = "/guidance/\(guidance.id)"
        let isAnswered = visit.inbound.method == .post
        let asked = guidance.questions.enumerated().map {
            question($1, at: $0, isAnswered ? visit.form.first("q\($0)") : nil, visit)
        }
        let right = guidance.questions.enumerated().filter { visit.form.first("q\($0)") == String($1.right) }.count
        let result: HTML =
            isAnswered
            ? "<div class=\"next\" role=\"status\" id=\"result\"><p>\(visit.say("guidance.result", ["right": String(right), "all": String(guidance.questions.count)]))</p></div>"
            : .none
        return page(
            visit, guidance.title,
            """
            <p><a href="\(link(visit, "/guidance"))">\(visit.say("guidance.list"))</a></p><div lang="\(language)">\(GuidanceText(guidance: guidance, visit: visit).html)</div>
            <p class="actions"><a class="button quiet" href="\(link(visit, path + "/file"))" download>\(visit.say("guidance.take"))</a></p><p class="hint">\(visit.say("guidance.takeWhy"))</p>
            <h2 id="questions">\(visit.say("guidance.questions"))</h2><p>\(visit.say("guidance.keepsNothing"))</p>\(result)
            <form method="post" action="\(link(visit, path))#questions">\(Page.token(visit.session))<div lang="\(language)">\(asked)</div>\(visit.button("guidance.check"))</form>
            """)
    }

    private static func question(_ question: Guidance.Question, at index: Int, _ sent: String?, _ visit: Visit) -> HTML {
        let choices = question.answers.enumerated().map { (code: String($0), label: GuidanceText.filled($1, visit)) }
        let asked = visit.radios(
            "q\(index)", "\(index + 1). \(GuidanceText.filled(question.ask, visit))", choices, chosen: sent ?? "")
        guard let sent else { return asked }
        let isRight = sent == String(question.right)
        let verdict = visit.say(isRight ? "guidance.right" : sent.isEmpty ? "guidance.notAnswered" : "guidance.wrong")
        return """
            \(asked)<div class="advice"><p class="\(isRight ? "inform" : "soon")"><strong lang="\(visit.language)">\(verdict)</strong> \(GuidanceText.answer(question, visit))</p></div>
            """
    }

    /// The whole module as one file that needs nothing else: for a phone without signal, or to send on.
    private static func file(_ visit: Visit) throws -> Reply {
        let (guidance, language) = try found(visit)
        let asked = guidance.questions.map { question -> HTML in
            """
            <li><p>\(GuidanceText.filled(question.ask, visit))</p><ul>\(question.answers.map { "<li>\(GuidanceText.filled($0, visit))</li>" as HTML })</ul><details><summary>\(visit.say("guidance.answer"))</summary><p>\(GuidanceText.answer(question, visit))</p></details></li>
            """
        }
        var reply = Reply.html(
            """
            <!doctype html>
            <html lang="\(language)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>\(guidance.title)</title><style>body{max-width:42em;margin:0 auto;padding:1rem;font:1.0625rem/1.5 system-ui,sans-serif}h1,h2{line-height:1.25}li{margin:0 0 .4rem}summary{min-height:44px;padding:.6rem 0;cursor:pointer}</style></head>
            <body>\(GuidanceText(guidance: guidance, visit: visit, hasFrame: false).html)<h2>\(visit.say("guidance.questions"))</h2><ol>\(asked)</ol></body></html>
            """)
        reply.headers[.contentDisposition] = "attachment; filename=\"guidance-\(guidance.id)-\(language).html\""
        reply.isPublic = true
        return reply
    }

    // MARK: The card

    private static func card(_ visit: Visit) throws -> Reply {
        guard let (card, language) = visit.country.guidance.card(in: visit.language) else { throw Fault.notFound }
        let points = card.points.map { "<li><h2>\($0.title)</h2><p>\(GuidanceText.filled($0.text, visit))</p></li>" as HTML }
        var page = Page(
            inbound: visit.inbound, session: visit.session, title: card.title, here: "/guidance",
            body: """
                <article class="handed" lang="\(language)"><h1>\(card.title)</h1><p>\(GuidanceText.filled(card.intro, visit))</p><p class="next"><strong>\(GuidanceText.filled(card.contact, visit))</strong></p><ol class="rights">\(points)</ol></article>
                \(GuidanceText.review(card.isReviewed, hasFrame: true, visit))<p class="hint">\(visit.say("guidance.print"))</p>
                """)
        page.isForTheHand = true
        var reply = Reply.html(page.html, .ok)
        reply.isPublic = visit.session == nil
        return reply
    }
}
