import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Joining with one's own phone: the address from the square or the board, the six digits of the minute, five questions. No account.
enum JoinPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/join", door: .anyone { try find($0, []) }),
            Route(method: .post, path: "/join", door: .anyone { try look($0) }),
            Route(method: .get, path: "/join/{code}", door: .anyone { try await door($0) }),
            Route(method: .post, path: "/join/{code}", door: .anyone { try await join($0) }),
        ]
    }

    /// Which workshop: its short code, and the digits.
    private static func find(_ visit: Visit, _ problems: [(field: String, sentence: String)]) throws -> Reply {
        _ = try visit.training()
        let title = visit.say("join.title")
        return visit.open(
            title, isFaulty: !problems.isEmpty,
            """
            \(visit.faults(problems))<h1>\(title)</h1><p>\(visit.say("join.find"))</p>
            <form method="post" action="\(visit.inOwnLanguage("/join"))"><div class="field"><label for="code">\(visit.say("join.code"))</label><input id="code" name="code" autocomplete="off" autocapitalize="characters" maxlength="8" value="\(visit.form.first("code"))"></div>\(digits(visit))<button>\(visit.say("form.continue"))</button></form>
            """)
    }

    private static func digits(_ visit: Visit) -> HTML {
        "<div class=\"field\"><label for=\"now\">\(visit.say("join.digits"))</label><p class=\"hint\" id=\"now-hint\">\(visit.say("join.digitsHint"))</p><input id=\"now\" name=\"now\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"7\" aria-describedby=\"now-hint\"></div>"
    }

    private static func look(_ visit: Visit) throws -> Reply {
        _ = try visit.training()
        let code = visit.form.first("code").uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let now = visit.form.first("now").filter { $0.isASCII && $0.isNumber }
        guard visit.site.joinTries.allows("find", at: visit.now) else { throw Fault(.tooManyRequests, "tooMany", retryAfter: 60) }
        do { _ = try visit.store.doorway(code) } catch StoreFault.notFound {
            return try find(visit, [("code", visit.say("join.noSuchCode"))])
        }
        return .redirect(visit.inOwnLanguage("/join/\(code)?now=\(now)"))
    }

    // MARK: At the door

    private static func form(_ visit: Visit, _ workshop: Workshop, _ ticket: String) throws -> PlainForm {
        let questions = ParticipantForm(visit.country, try visit.training(), language: visit.language)
        let link: HTML = """
            <div class="choices"><label><input type="checkbox" name="link" value="1"\(if: !visit.form.first("link").isEmpty, " checked")>\(visit.say("join.link"))</label></div>
            """
        let form = Form(
            id: questions.form.id, title: workshop.plan?.terms.title ?? "", why: visit.say("join.why"),
            fields: questions.form.fields)
        return PlainForm(
            visit: visit, form: form, path: visit.inOwnLanguage("/join/\(workshop.keys.code)"), button: "join.join",
            more: "<input type=\"hidden\" name=\"ticket\" value=\"\(ticket)\">\(if: visit.session?.isComplete == true, link)")
    }

    /// The questions for whoever sees the screen now; for anybody else the question for the digits.
    private static func door(_ visit: Visit) async throws -> Reply {
        let workshop = try visit.store.doorway(try visit.named("code"))
        let typed = visit.query.first("now")
        guard !typed.isEmpty else { return try proof(visit, workshop, []) }
        guard visit.site.joinTries.isWithin(workshop.number, at: visit.now) else {
            throw Fault(.tooManyRequests, "tooMany", retryAfter: 60)
        }
        guard RollingCode.isRight(typed, for: workshop.keys, at: visit.now) else {
            _ = visit.site.joinTries.allows(workshop.number, at: visit.now)
            return try proof(visit, workshop, [("now", visit.say("join.wrongDigits"))])
        }
        return try form(visit, workshop, RollingCode.ticket(of: workshop.keys, at: visit.now)).ask(SubmittedAnswers())
    }

    private static func proof(_ visit: Visit, _ workshop: Workshop, _ problems: [(field: String, sentence: String)]) throws -> Reply
    {
        let title = workshop.plan?.terms.title ?? ""
        let lang: HTML =
            visit.query.first("lang").isEmpty ? .none : "<input type=\"hidden\" name=\"lang\" value=\"\(visit.language)\">"
        return visit.open(
            title, isFaulty: !problems.isEmpty,
            """
            \(visit.faults(problems))<h1>\(title)</h1>
            <form method="get" action="/join/\(workshop.keys.code)">\(lang)\(digits(visit))<button>\(visit.say("form.continue"))</button></form>
            """)
    }

    private static func join(_ visit: Visit) async throws -> Reply {
        let code = try visit.named("code")
        let workshop = try visit.store.doorway(code)
        let ticket = visit.form.first("ticket")
        guard RollingCode.isTicket(ticket, for: workshop.keys, at: visit.now) else {
            return try proof(visit, workshop, [("now", visit.say("join.tooLate"))])
        }
        let questions = ParticipantForm(visit.country, try visit.training(), language: visit.language)
        // Only a form that this session was given may link its account.
        let mayLink = !visit.form.first("link").isEmpty && visit.form.first("form-token") == visit.session?.formToken
        let account = mayLink ? try visit.actor().account : nil
        return try await form(visit, workshop, ticket).take { answers in
            let token = try visit.store.join(
                try questions.person(answers, account: account), at: code, id: try visit.entryID(), now: visit.now,
                today: visit.today)
            return visit.inOwnLanguage("/t/\(token)")
        }
    }
}

extension Visit {
    /// A page for anybody: small, compressed, without a form token.
    func open(_ title: String, isFaulty: Bool = false, _ body: HTML) -> Reply {
        var reply = page(title, isFaulty: isFaulty, body)
        reply.isPublic = session == nil && inbound.method == .get
        return reply
    }

    /// An address that keeps the language somebody chose by a link.
    func inOwnLanguage(_ path: String) -> String {
        guard session == nil, !query.first("lang").isEmpty else { return path }
        return path + (path.contains("?") ? "&" : "?") + "lang=\(language)"
    }
}
