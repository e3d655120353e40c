import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// What a worker is to prove themself for: how much of what, and where they were.
///
/// Shape: it travels with the page that asks, marked for this account, so that two tabs each lead back to where they were; the
/// session keeps the newest for a page that is opened by its address.
struct ProofQuestion: Codable, Sendable {
    let kind: Caps.Kind
    let wanted: Int
    /// The address they asked for, kept here so that nobody can choose it by a link.
    let back: String
    /// Whether a form was sent there; its words wait on the page of the proof.
    let isForm: Bool
}

/// "Prove that it is you": whoever opens much gives a one-time code before anything more is opened, and goes on where they were.
enum ProofPages {
    static let path = "/prove"
    static var routes: [Route] { [.get(path) { try page($0) }, .post(path) { try prove($0) }] }

    /// Hidden fields of a form that waits begin with this.
    private static let mark = "waits."

    /// Asks instead of answering. A form that was sent is kept on the page, but for a file.
    static func ask(_ visit: Visit, _ kind: Caps.Kind, _ wanted: Int) throws -> Reply {
        guard var session = visit.session else { throw Fault.notFound }
        let isForm = visit.inbound.method != .get && visit.inbound.file == nil
        let back = isForm || visit.inbound.method == .get ? visit.inbound.address : "/work"
        session.question = ProofQuestion(kind: kind, wanted: wanted, back: back, isForm: isForm)
        try visit.desk.sessions.keep(session, at: visit.now)
        guard isForm else { return .redirect("/prove") }
        let sent = visit.form.values.filter { $0.key != "form-token" }
        return try page(visit.with(session), waiting: hidden(sent, mark), status: .forbidden)
    }

    private static func sealed(_ question: ProofQuestion, _ visit: Visit, _ session: Session) throws -> String {
        let text = try JSONEncoder().encode(question).base64EncodedString()
        return "\(text).\(visit.store.mark("prove/\(session.account)/\(text)"))"
    }

    /// What the page asked for that was sent. Nil when nobody here wrote it for this account.
    private static func question(_ inbound: Inbound, _ account: AccountID, _ store: Store) -> ProofQuestion? {
        guard let (text, mark) = Bounded.halves(inbound.form.first("question"), at: "."),
            SecretText.isSame(String(mark), store.mark("prove/\(account)/\(text)")),
            let bytes = Data(base64Encoded: String(text))
        else { return nil }
        return try? JSONDecoder().decode(ProofQuestion.self, from: bytes)
    }

    /// The form that waits on a page of the proof, when this is one that was sent. Nil when nobody here wrote it for this account.
    static func waiting(_ inbound: Inbound, _ account: AccountID, _ store: Store) -> Typed? {
        guard let question = question(inbound, account, store), question.isForm else { return nil }
        let (path, rest) = Bounded.halves(question.back, at: "?").map { (String($0), String($1)) } ?? (question.back, "")
        let query = SubmittedAnswers(urlencoded: rest.utf8) ?? SubmittedAnswers()
        var sent = Inbound(
            site: inbound.site, language: inbound.language, now: inbound.now, method: .post, path: path, query: query, headers: [:])
        sent.form = SubmittedAnswers(fields(inbound.form.values.filter { $0.key.hasPrefix(mark) }))
        return Typed(sent)
    }

    private static func fields(_ waiting: [String: [String]]) -> [String: [String]] {
        waiting.reduce(into: [:]) { $0[String($1.key.dropFirst(mark.count))] = $1.value }
    }

    private static func page(
        _ visit: Visit, _ asked: ProofQuestion? = nil, waiting: HTML = .none, fault: String? = nil,
        status: HTTPResponse.Status? = nil
    ) throws -> Reply {
        guard let session = visit.session, let question = asked ?? session.question else { return .redirect("/work") }
        let title = visit.say("prove.title")
        let cap = visit.store.policy.practice.caps[question.kind]
        var reply = visit.page(
            title, isFaulty: fault != nil, holdsWords: question.isForm,
            """
            \(visit.faults(fault.map { [("code", visit.say($0))] } ?? []))<h1>\(title)</h1><p>\(visit.say("prove.why.\(question.kind.rawValue)", ["limit": String(cap)]))</p><p class="hint">\(visit.say("prove.counted"))</p>
            \(try SignInPages.demoCode(visit, session))<form method="post" action="/prove">\(Page.token(session))<input type="hidden" name="question" value="\(try sealed(question, visit, session))">\(waiting)
            <div class="field"><label for="code">\(visit.say("signIn.code"))</label><p class="hint" id="code-hint">\(visit.say("signIn.codeHint"))</p><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7" aria-describedby="code-hint"></div>
            <button>\(visit.say("prove.goOn"))</button></form>
            """)
        if let status { reply.status = status }
        return reply
    }

    private static func prove(_ visit: Visit) throws -> Reply {
        guard let session = visit.session, let question = question(visit.inbound, session.account, visit.store) ?? session.question
        else {
            return .redirect("/work")
        }
        let waiting = visit.form.values.filter { $0.key.hasPrefix(mark) }
        let caps = visit.store.policy.practice.caps
        // Proven in another tab, or by a page that is loaded anew.
        if (session.proofs ?? Proofs()).limit(question.kind, of: caps, at: visit.now) >= question.wanted {
            return goOn(visit.with(session), question, waiting)
        }
        guard visit.form.first("code").contains(where: \.isNumber) else {
            return try page(visit, question, waiting: hidden(waiting, ""), fault: "signIn.codeMissing")
        }
        guard try SignInPages.isRightCode(visit, session, try Attempt(visit, session)) else {
            return try page(visit, question, waiting: hidden(waiting, ""), fault: "signIn.wrongCode")
        }
        var proven = session
        var proofs = session.proofs ?? Proofs()
        proofs.prove(question.kind, wanted: question.wanted, of: caps, at: visit.now)
        (proven.proofs, proven.question) = (proofs, nil)
        let token = try visit.desk.sessions.rotate(proven, at: visit.now)
        var reply = goOn(visit.with(proven), question, waiting)
        reply.headers[.setCookie] = SignInPages.signedIn(token, "/").headers[.setCookie]
        return reply
    }

    /// Back to the page that was asked for, or to the form that waits, for one more press.
    private static func goOn(_ visit: Visit, _ question: ProofQuestion, _ waiting: [String: [String]]) -> Reply {
        guard question.isForm else { return .redirect(question.back) }
        guard !waiting.isEmpty else { return .redirect("/work") }
        return visit.page(
            visit.say("prove.title"), holdsWords: true,
            """
            <h1>\(visit.say("prove.done"))</h1><p>\(visit.say("prove.doneWhy"))</p>
            <form method="post" action="\(question.back)">\(Page.token(visit.session))\(hidden(fields(waiting), ""))<button>\(visit.say("prove.send"))</button></form>
            """)
    }

    private static func hidden(_ fields: [String: [String]], _ prefix: String) -> HTML {
        let all = fields.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (prefix + name, $0) } }
        return all.map { name, value -> HTML in "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }.reduce(.none) {
            "\($0)\($1)"
        }
    }
}

extension Visit {
    fileprivate func with(_ session: Session) -> Visit { Visit(inbound: inbound, desk: desk, session: session) }
}

extension Inbound {
    /// Path and query, as they were asked for.
    fileprivate var address: String { query.values.isEmpty ? path : "\(path)?\(queryText())" }
}
