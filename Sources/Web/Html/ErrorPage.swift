import Foundation
import HTTPTypes
import Logging
import Register
import Store

/// What a person meets when something went wrong: what, and what to do. Never a detail of anybody's case.
enum ErrorPage {
    private static let log = Logger(label: "anse.web")

    static func show(_ fault: Fault, _ inbound: Inbound, _ session: Session?) -> Reply {
        var holes = fault.holes
        if fault.status == .internalServerError { holes["reference"] = reference(fault, inbound) }
        if let altered = holes["altered"] { log.error("the data folder was altered", metadata: ["fault": "\(altered)"]) }
        if let status = holes["status"] { holes["status"] = inbound.say("status.\(status)") }
        let isRefusal = fault.word.hasPrefix("refusal.")
        let title = inbound.say(isRefusal ? "error.refused.title" : "error.\(fault.word).title")
        // A phone in the room of a workshop: whoever holds it has no work here to go to.
        let isPhone = session == nil && (inbound.path.hasPrefix("/join") || inbound.path.hasPrefix("/t/"))
        let isLost = isPhone && fault.word == "notFound"
        let sentence = inbound.say(isLost ? "error.notFound.workshop" : isRefusal ? fault.word : "error.\(fault.word)", holes)
        let way =
            isPhone
            ? ("/join?lang=\(inbound.language)", "join.title") : (session?.isComplete == true ? "/work" : "/sign-in", "error.home")
        let body: HTML = """
            <h1>\(title)</h1><p>\(sentence)</p>
            \(typed(fault, inbound, session))<p class="actions"><a class="button" href="\(way.0)">\(inbound.say(way.1))</a></p>
            """
        var reply = Reply.html(Page(inbound: inbound, session: session, title: title, body: body).html, fault.status)
        if let seconds = fault.retryAfter { reply.headers[.retryAfter] = String(seconds) }
        return reply
    }

    /// What a worker typed in the form that could not be taken: to be sent again as it is, or to be looked at on its page. Nothing
    /// of a form that belongs to another session, or came from elsewhere.
    private static func typed(_ fault: Fault, _ inbound: Inbound, _ session: Session?) -> HTML {
        if ["oldForm", "refusal.tooManyDrafts"].contains(fault.word), let typed = Typed(inbound), typed.isWorthKeeping {
            return words(of: typed, inbound)
        }
        guard let session, session.isComplete, SecretText.isSame(inbound.form.first("form-token"), session.formToken),
            let typed = Typed(inbound), typed.isWorthKeeping, let page = typed.shownOn,
            let found = Routes.find(.post, typed.form)
        else { return .none }
        // What was sent under the mark of something else is something new.
        let mark = fault.word == "usedElsewhere" ? ["entry": ["\(Mark.made(at: inbound.now))"]] : [:]
        let fields = typed.values.merging(mark) { $1 }.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
        }
        let query = inbound.path == AgainPages.path ? "" : inbound.queryText()
        let isWithFile = found.route.takesFile
        let back = AgainPages.address(page: page, of: inbound, form: typed.form, language: inbound.language)
        return """
            <p>\(inbound.say("typed.here"))</p>\(if: isWithFile, "<p>\(inbound.say("typed.file"))</p>")
            <form method="post" action="\(typed.form)\(if: !query.isEmpty, "?\(query)")">\(Page.token(session))\(fields)\
            <div class="actions">\(if: !isWithFile, "<button>\(inbound.say("typed.send"))</button>")\
            <button formaction="\(back)" class="quiet">\(inbound.say("typed.look"))</button></div></form>
            \(words(of: typed, inbound))
            """
    }

    /// What whoever sent it typed, to be read and copied.
    static func words(of typed: Typed, _ inbound: Inbound) -> HTML {
        "<details><summary>\(inbound.say("typed.words"))</summary>\(Typed.list(typed.words))</details>"
    }

    /// The kind of an error for the log, and nothing of what it is about.
    static func note(_ error: any Error) {
        log.error("could not unlock", metadata: ["type": "\(String(reflecting: Swift.type(of: error)))"])
    }

    /// A number to tell the administrator; the log holds it with the kind of error and nothing of the request.
    static func reference(_ fault: Fault, _ inbound: Inbound) -> String {
        let reference = String(UInt32.random(in: 0x1000_0000...0xFFFF_FFFF), radix: 36).uppercased()
        log.error("unforeseen error", metadata: ["reference": "\(reference)", "type": "\(fault.holes["type"] ?? "")"])
        return reference
    }
}
