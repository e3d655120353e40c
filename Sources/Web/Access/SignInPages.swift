import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// Signing in: a password, then a one-time code. Wrong names and wrong passwords look and last alike.
enum SignInPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/sign-in", door: .anyone { try passwordPage($0) }),
            Route(method: .post, path: "/sign-in", door: .anyone(password)),
            Route(method: .get, path: "/sign-in/code", door: .half { try codePage($0) }),
            Route(method: .post, path: "/sign-in/code", door: .half(code)),
            Route(method: .post, path: "/sign-out", door: .anyone(signOut)),
        ]
    }

    /// A hash that no password has, to compare with when there is no such name, so that it takes as long.
    static let nobody =
        "$argon2id$v=19$m=65536,t=3,p=1$P3IVDYzfHWUbgm+jwpihXQ$+cOtRT+/fYCs068PtFO4iNgjExuvKz9gmA6RSQl8ABk"

    private static func passwordPage(_ visit: Visit, fault: String? = nil) throws -> Reply {
        if let session = visit.session { return .redirect(session.isComplete ? "/work" : "/sign-in/code") }
        let title = visit.say("signIn.title")
        let accounts = visit.site.demoAccounts.map { account -> [HTML] in
            ["<code>\(account.signIn)</code>", "\(visit.pack(account.role))", "\(visit.pack(account.agency))"]
        }
        let heads = ["signIn.name", "account.role", "list.agency"].map { visit.say($0) }
        return visit.page(
            title, isFaulty: fault != nil,
            """
            \(visit.faults(fault.map { [("name", visit.say($0))] } ?? []))<h1>\(title)</h1>\(kept(visit))<form method="post" action="/sign-in?lang=\(visit.language)\(if: isKept(visit), "&kept=1")">
            <div class="field"><label for="name">\(visit.say("signIn.name"))</label><input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" value="\(visit.form.first("name"))"></div>
            <div class="field"><label for="password">\(visit.say("signIn.password"))</label><input id="password" name="password" type="password" autocomplete="current-password"></div>
            <button>\(visit.say("form.continue"))</button></form>
            \(if: !accounts.isEmpty, "<h2>\(visit.say("signIn.demo"))</h2><p>\(visit.say("signIn.demoWhy"))</p>\(visit.table(visit.say("signIn.demo"), heads, accounts))")
            """)
    }

    private static func password(_ visit: Visit) async throws -> Reply {
        let (site, now) = (visit.site, visit.now)
        let attempt = try Attempt(visit, name: visit.form.first("name").lowercased())
        let network = attempt.block.description
        guard attempt.device != nil || site.signInTries.allows(network, at: now) else {
            throw Fault(.tooManyRequests, "tooMany", retryAfter: 600)
        }
        try site.tries.check(attempt, in: visit.store, at: now)
        let typed = visit.form["password"].first ?? ""
        let hash = try credential(attempt, visit)?.password
        let isMatch = try await site.slowWork.run(as: attempt.line, from: attempt.block) { Argon2.isMatch(typed, hash ?? nobody) }
        let isRight = try site.tries.decide(attempt, in: visit.store, at: now) {
            // A password that was changed meanwhile is another one.
            try isMatch && hash != nil && credential(attempt, visit)?.password == hash
        }
        guard isRight, let account = attempt.account else { return try passwordPage(visit, fault: "signIn.wrong") }
        if attempt.device == nil { site.signInTries.forgive(network) }
        let token = try visit.desk.sessions.start(
            account, device: Device.name(visit.inbound.headers[.userAgent]), language: visit.language, isComplete: false, at: now)
        return signedIn(token, "/sign-in/code" + (isKept(visit) ? "?kept=1" : ""))
    }

    private static func isKept(_ visit: Visit) -> Bool { visit.query.first("kept") == "1" }

    /// Says to whoever was sent here from a form that what they typed is not lost. It tells nobody else anything.
    private static func kept(_ visit: Visit) -> HTML {
        isKept(visit) ? "<p class=\"notice\" role=\"status\">\(visit.say("signIn.kept"))</p>" : .none
    }

    /// Read also for a name that nobody has, so that it is as much work.
    private static func credential(_ attempt: Attempt, _ visit: Visit) throws -> Store.Credential? {
        try visit.store.kept("credential", attempt.account?.description ?? "", as: Store.Credential.self)
    }

    private static func codePage(_ visit: Visit, fault: String? = nil) throws -> Reply {
        guard let session = visit.session else { return .redirect("/sign-in") }
        if session.isComplete { return .redirect("/work") }
        let demo = try demoCode(visit, session)
        let title = visit.say("signIn.codeTitle")
        return visit.page(
            title, isFaulty: fault != nil,
            """
            \(visit.faults(fault.map { [("code", visit.say($0))] } ?? []))<h1>\(title)</h1>\(kept(visit))\(demo)<form method="post" action="/sign-in/code\(if: isKept(visit), "?kept=1")">\(Page.token(session))
            <div class="field"><label for="code">\(visit.say("signIn.code"))</label><p class="hint" id="code-hint">\(visit.say("signIn.codeHint"))</p><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7" aria-describedby="code-hint"></div>
            <button>\(visit.say("signIn.enter"))</button></form>
            """)
    }

    /// The code that counts now, only where everybody is fictional.
    static func demoCode(_ visit: Visit, _ session: Session) throws -> HTML {
        guard visit.site.isDemo,
            let secret = try visit.store.kept("credential", session.account.description, as: Store.Credential.self)
        else { return .none }
        let code = secret.nextCode(at: visit.now)
        return "<p class=\"notice\">\(visit.say("signIn.demoCode")) <code id=\"demo-code\">\(code)</code></p>"
    }

    private static func code(_ visit: Visit) async throws -> Reply {
        guard let session = visit.session else { return .redirect("/sign-in") }
        if session.isComplete { return .redirect("/work") }
        let attempt = try Attempt(visit, session)
        guard try isRightCode(visit, session, attempt) else { return try codePage(visit, fault: "signIn.wrongCode") }
        let device = try visit.site.tries.succeed(
            attempt, as: session.account, device: session.device, in: visit.store, at: visit.now)
        try visit.desk.sessions.end(session.key)
        let token = try visit.desk.sessions.start(
            session.account, device: session.device, language: session.language, isComplete: true, at: visit.now)
        var reply = signedIn(token, try wayBack(visit, session.account))
        let days = KnownDevice.lifetime * 86_400
        let cookie = "\(Attempt.cookie)=\(device); Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=\(days)"
        reply.headers.append(HTTPField(name: .setCookie, value: cookie))
        return reply
    }

    /// To what was typed when the last session ended, on its own page where there is one; else to the day's work.
    private static func wayBack(_ visit: Visit, _ account: AccountID) throws -> String {
        let late = try visit.store.drafts(of: account, at: visit.now).filter {
            $0.reason == .ended && visit.now < $0.saved.after(hours: FormToken.hours)
        }
        return late.count > 1 ? "/drafts" : late.first?.address ?? "/work"
    }

    /// Whether the code that was sent counts; then it is used. A wrong one is counted. Errors: `Fault` 429 while nothing is tried.
    static func isRightCode(_ visit: Visit, _ session: Session, _ attempt: Attempt) throws -> Bool {
        let typed = visit.form.first("code").filter(\.isNumber)
        return try visit.site.tries.decide(attempt, in: visit.store, at: visit.now) {
            let key = session.account.description
            guard var credential = try visit.store.kept("credential", key, as: Store.Credential.self) else { return false }
            guard credential.take(typed, at: visit.now) else { return false }
            try visit.store.keep("credential", key, credential, at: visit.now)
            return true
        }
    }

    static func signedIn(_ token: String, _ path: String) -> Reply {
        var reply = Reply.redirect(path)
        reply.headers[.setCookie] = "\(Sessions.cookie)=\(token); Path=/; Secure; HttpOnly; SameSite=Strict"
        return reply
    }

    static let endedCookie = "\(Sessions.cookie)=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"

    private static func signOut(_ visit: Visit) async throws -> Reply {
        if let session = visit.session { try visit.desk.sessions.end(session.key) }
        // The cookie by which the device is known stays, or strangers could keep the worker out tomorrow.
        var reply = AccessPages.leaving("/sign-in", clearing: #""cache", "storage""#)
        reply.headers[.setCookie] = endedCookie
        return reply
    }
}

/// What a browser says it is, in two words, so that a worker knows their own devices.
enum Device {
    static func name(_ agent: String?) -> String {
        let agent = agent ?? ""
        let browser = [("Firefox", "Firefox"), ("Edg", "Edge"), ("Chrome", "Chrome"), ("Safari", "Safari")].first {
            agent.contains($0.0)
        }
        let system = [
            ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac", "Mac"),
            ("Linux", "Linux"),
        ]
        .first { agent.contains($0.0) }
        return [browser?.1, system?.1].compactMap { $0 }.joined(separator: ", ")
    }
}
