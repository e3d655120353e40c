import Foundation
import HTTPTypes
import Logging

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
            <p class="actions"><a class="button" href="\(way.0)">\(inbound.say(way.1))</a></p>
            """
        var reply = Reply.html(Page(inbound: inbound, session: session, title: title, body: body).html, fault.status)
        if let seconds = fault.retryAfter { reply.headers[.retryAfter] = String(seconds) }
        return reply
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
