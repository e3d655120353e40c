import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// What a worker is to prove themself for: how much of what, and where they were.
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
    static var routes: [Route] { [.get("/prove") { try page($0) }, .post("/prove") { try prove($0) }] }

    /// Hidden fields of a form that waits begin with this.
    private static let mark = "waits."

    /// Asks instead of answering. A form that was sent is kept on the page, but for a file.
    static func ask(_ visit: Visit, _ kind: Caps.Kind, _ wanted: Int) throws -> Reply {
        guard var session = visit.session else { throw Fault.notFound }
        let isForm = visit.inbound.method != .get && visit.inbound.file == nil
        let back = isForm ? visit.path : visit.inbound.method == .get ? visit.inbound.address : "/work"
        session.question = ProofQuestion(kind: kind, wanted: wanted, back: back, isForm: isForm)
        try visit.desk.sessions.keep(session, at: visit.now)
        guard isForm else { return .redirect("/prove") }
        let sent = visit.form.values.filter { $0.key != "form-token" }
        return try page(visit.with(session), waiting: hidden(sent, mark), status: .forbidden)
    }

    private static func page(
        _ visit: Visit, waiting: HTML = .none, fault: String? = nil, status: HTTPResponse.Status? = nil
    ) throws -> Reply {
        guard let session = visit.session, let question = session.question else { return .redirect("/work") }
        let title = visit.say("prove.title")
        let cap = visit.store.policy.practice.caps[question.kind]
        var reply = visit.page(
            title, isFaulty: fault != nil,
            """
            \(visit.faults(fault.map { [("code", visit.say($0))] } ?? []))<h1>\(title)</h1><p>\(visit.say("prove.why.\(question.kind.rawValue)", ["limit": String(cap)]))</p><p class="hint">\(visit.say("prove.counted"))</p>
            \(try SignInPages.demoCode(visit, session))<form method="post" action="/prove">\(Page.token(session))\(waiting)
            <div class="field"><label for="code">\(visit.say("signIn.code"))</label><p class="hint" id="code-hint">\(visit.say("signIn.codeHint"))</p><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7" aria-describedby="code-hint"></div>
            <button>\(visit.say("prove.goOn"))</button></form>
            """)
        if let status { reply.status = status }
        return reply
    }

    private static func prove(_ visit: Visit) throws -> Reply {
        guard var session = visit.session, let question = session.question else { return .redirect("/work") }
        let waiting = visit.form.values.filter { $0.key.hasPrefix(mark) }
        guard try SignInPages.isRightCode(visit, session, try Attempt(visit, session)) else {
            return try page(visit, waiting: hidden(waiting, ""), fault: "signIn.wrongCode")
        }
        var proofs = session.proofs ?? Proofs()
        proofs.prove(question.kind, wanted: question.wanted, of: visit.store.policy.practice.caps, at: visit.now)
        (session.proofs, session.question) = (proofs, nil)
        let token = try visit.desk.sessions.rotate(session, at: visit.now)
        var reply = SignInPages.signedIn(token, question.back)
        guard question.isForm else { return reply }
        // Somebody loaded the page anew, and what waited on it is gone.
        guard !waiting.isEmpty else { return SignInPages.signedIn(token, "/work") }
        let cookie = reply.headers[.setCookie]
        let fields = waiting.reduce(into: [:]) { $0[String($1.key.dropFirst(mark.count))] = $1.value }
        reply = visit.with(session).page(
            visit.say("prove.title"),
            """
            <h1>\(visit.say("prove.done"))</h1><p>\(visit.say("prove.doneWhy"))</p>
            <form method="post" action="\(question.back)">\(Page.token(session))\(hidden(fields, ""))<button>\(visit.say("prove.send"))</button></form>
            """)
        reply.headers[.setCookie] = cookie
        return reply
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
    fileprivate var address: String {
        let pairs = query.values.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { "\(Inbound.escaped(name))=\(Inbound.escaped($0))" }
        }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
