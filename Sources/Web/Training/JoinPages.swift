import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Joining with one's own phone: the address from the square or the board, the six digits of the minute, a few questions. No
/// account.
enum JoinPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/join", door: .anyone { try find($0, nil).kept(by: $0) }),
            Route(method: .post, path: "/join", door: .anyone { try look($0) }),
            Route(method: .get, path: "/join/{code}", door: .anyone { try await door($0).kept(by: $0) }),
            Route(method: .post, path: "/join/{code}", door: .anyone { try await join($0) }),
        ]
    }

    /// Which workshop: its short code, and the digits.
    private static func find(_ visit: Visit, _ sentence: String?, _ status: HTTPResponse.Status = .unprocessableContent) throws
        -> Reply
    {
        _ = try visit.training()
        let title = visit.say("join.title")
        var reply = visit.open(
            title, isFaulty: sentence != nil,
            """
            \(visit.faults(sentence.map { [("code", $0)] } ?? []))<h1>\(title)</h1><p>\(visit.say("join.find"))</p>
            <form method="post" action="\(visit.apart(visit.inOwnLanguage("/join")))"><div class="field"><label for="code">\(visit.say("join.code"))</label><input id="code" name="code" autocomplete="off" autocapitalize="characters" maxlength="8" value="\(visit.form.first("code"))"></div>\(DoorProof.digits(visit))<button>\(visit.say("form.continue"))</button></form>
            """)
        if sentence != nil { reply.status = status }
        if status == .tooManyRequests { reply.headers[.retryAfter] = "60" }
        return reply
    }

    private static func look(_ visit: Visit) throws -> Reply {
        _ = try visit.training()
        let code = visit.form.first("code").uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let now = visit.form.first("now").filter { $0.isASCII && $0.isNumber }
        guard visit.site.joinTries.isWithin("find", from: visit.inbound.block, at: visit.now) else {
            return try find(visit, visit.say("join.tooManyCodes"), .tooManyRequests)
        }
        do { _ = try visit.store.doorway(code) } catch StoreFault.notFound {
            visit.site.joinTries.wasWrong("find", from: visit.inbound.block, at: visit.now)
            return try find(visit, visit.say("join.noSuchCode"))
        }
        return .redirect(visit.inOwnLanguage("/join/\(code)?now=\(now)"))
    }

    // MARK: At the door

    private static func form(_ visit: Visit, _ workshop: Workshop, _ ticket: String) throws -> FormPage {
        let questions = ParticipantForm(visit.country, try visit.training(), language: visit.language)
        let link: HTML = """
            <div class="choices"><label><input type="checkbox" name="link" value="1"\(if: !visit.form.first("link").isEmpty, " checked")>\(visit.say("join.link"))</label></div>
            """
        let form = Form(
            id: questions.form.id, title: Wording(said: workshop.plan?.terms.title ?? ""),
            why: Wording(said: visit.say("join.why")),
            fields: questions.form.fields)
        return FormPage(
            visit: visit, form: form, path: visit.inOwnLanguage("/join/\(workshop.keys.code)"), continueWord: "join.join",
            wantsWholeDays: true,
            more:
                "<input type=\"hidden\" name=\"ticket\" value=\"\(ticket)\">\(if: visit.session?.isComplete == true, link)\(privacy(visit, workshop))",
            comesBack: true)
    }

    /// Who keeps the answers, and who sees what.
    private static func privacy(_ visit: Visit, _ workshop: Workshop) -> HTML {
        let keeper = workshop.planner.flatMap { visit.store.account($0)?.grant?.agency }.map { visit.agency($0) }
        let more: HTML =
            visit.country.door == nil
            ? .none : " <a href=\"/public/privacy?lang=\(visit.language)\">\(visit.say("join.privacyMore"))</a>"
        return """
            <p class="hint">\(visit.say("join.keeps", ["agency": keeper ?? visit.pack(visit.country.name)]))<br>\(visit.say("join.sees"))\(more)</p>
            """
    }

    /// The questions for whoever sees the screen now; for anybody else the question for the digits.
    private static func door(_ visit: Visit) async throws -> Reply {
        guard let workshop = try doorway(visit) else { return try find(visit, visit.say("join.noSuchCode"), .notFound) }
        let proof = DoorProof(visit: visit, workshop: workshop)
        let (word, typed) = (visit.query.first("key"), visit.query.first("now"))
        let ticket = Ticket.make(of: .screen, workshop.keys, at: visit.now)
        if RollingCode.isWord(word, for: workshop.keys, at: visit.now) {
            return try form(visit, workshop, ticket).ask(SubmittedAnswers())
        }
        guard !typed.isEmpty else { return proof.ask(word.isEmpty ? nil : visit.say("join.squareOver")) }
        if let fault = proof.fault(of: typed) { return proof.ask(fault.sentence, fault.status) }
        return try form(visit, workshop, ticket).ask(SubmittedAnswers())
    }

    /// Nil when there is none now, or no longer.
    private static func doorway(_ visit: Visit) throws -> Workshop? {
        do { return try visit.store.doorway(try visit.named("code")) } catch StoreFault.notFound { return nil }
    }

    private static func join(_ visit: Visit) async throws -> Reply {
        guard let workshop = try doorway(visit) else { return try find(visit, visit.say("join.noSuchCode"), .notFound) }
        let questions = ParticipantForm(visit.country, try visit.training(), language: visit.language)
        var ticket = visit.form.first("ticket")
        if !Ticket.sawScreen(ticket, workshop.keys, at: visit.now) {
            let proof = DoorProof(visit: visit, workshop: workshop)
            let fields = ["entry", "form-token", "link"] + questions.form.fields.map(\.id.rawValue)
            let typed = visit.form.first("now")
            guard !typed.isEmpty else { return proof.ask(visit.say("join.tooLate"), carrying: fields) }
            if let fault = proof.fault(of: typed) { return proof.ask(fault.sentence, fault.status, carrying: fields) }
            ticket = Ticket.make(of: .screen, workshop.keys, at: visit.now)
        }
        // Only a form that this session was given may link its account.
        let mayLink = !visit.form.first("link").isEmpty && visit.form.first("form-token") == visit.session?.formToken
        let account = mayLink ? try visit.actor().account : nil
        return try await form(visit, workshop, ticket).record { answers in
            let token = try visit.store.join(
                try questions.person(answers, account: account), at: workshop.keys.code, id: try visit.mark(), now: visit.now,
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

    /// The address to send a form to, told apart from that of its page: where a send fails, a browser forgets a page of the same
    /// address.
    func apart(_ path: String) -> String { path + (path.contains("?") ? "&" : "?") + "sent=1" }
}

extension Reply {
    /// A page with questions that the phone itself may show again: where a send fails for want of network, Back brings what was
    /// typed. Not for a worker, whose page holds their form token.
    func kept(by visit: Visit) -> Reply {
        guard visit.session == nil else { return self }
        var reply = self
        reply.headers[.cacheControl] = "private, no-cache"
        return reply
    }
}
