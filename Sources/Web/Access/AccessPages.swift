import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// The ways in and out: the first page, the quick exit, unlocking, the files of the pages.
enum AccessPages {
    static let routes: [Route] =
        own + SignInPages.routes + EnrolPages.routes + AccountPages.routes + CalendarPages.routes
        + MailPages.routes

    private static var own: [Route] {
        [
            Route(method: .get, path: "/assets/{file}", door: .sealed(asset)),
            Route(method: .get, path: "/exit", door: .sealed(exit)),
            Route(method: .get, path: "/health", door: .sealed(health)),
            Route(method: .get, path: "/unlock", door: .sealed(unlockPage)),
            Route(method: .post, path: "/unlock", door: .sealed(unlock)),
            Route(method: .get, path: "/", door: .anyone(first)),
        ]
    }

    private static func exit(_ inbound: Inbound) -> Reply { leaving("https://www.bbc.com/weather") }

    private static func first(_ visit: Visit) -> Reply { .redirect(visit.session?.isComplete == true ? "/work" : "/sign-in") }

    static func leaving(_ address: String) -> Reply {
        var reply = Reply.redirect(address)
        if let name = HTTPField.Name("Clear-Site-Data") { reply.headers[name] = #""cache", "cookies", "storage""# }
        return reply
    }

    private static func health(_ inbound: Inbound) -> Reply {
        var reply = Reply(body: Data((inbound.site.openDesk == nil ? "ok sealed\n" : "ok open\n").utf8))
        reply.headers[.contentType] = "text/plain; charset=utf-8"
        return reply
    }

    private static func asset(_ inbound: Inbound) throws -> Reply {
        guard let file = Assets.shared.files[inbound.parameters["file"] ?? ""] else { throw Fault.notFound }
        let isPacked = inbound.headers[.acceptEncoding]?.contains("gzip") == true
        var reply = Reply(body: isPacked ? file.packed : file.plain)
        reply.headers[.contentType] = file.type
        reply.headers[.cacheControl] = "public, max-age=31536000, immutable"
        reply.headers[.vary] = "Accept-Encoding"
        if isPacked { reply.headers[.contentEncoding] = "gzip" }
        return reply
    }

    // MARK: While sealed

    private static func unlockPage(_ inbound: Inbound) -> Reply { unlockPage(inbound, fault: nil) }

    private static func unlockPage(_ inbound: Inbound, fault: String?) -> Reply {
        guard inbound.site.openDesk == nil else { return .redirect("/sign-in") }
        let title = inbound.say("unlock.title")
        let error: HTML =
            fault.map {
                """
                <div class="errors" role="alert" tabindex="-1"><h2>\(inbound.say("form.problems"))</h2><ul><li><a href="#passphrase">\(inbound.say($0))</a></li></ul></div>
                """
            } ?? .none
        let body: HTML = """
            \(error)<h1>\(title)</h1><p>\(inbound.say("unlock.why"))</p><form method="post" action="/unlock?lang=\(inbound.language)">
            <div class="field"><label for="passphrase">\(inbound.say("unlock.passphrase"))</label><input id="passphrase" name="passphrase" type="password" autocomplete="off"></div>
            <button>\(inbound.say("unlock.unlock"))</button></form>
            """
        return .html(
            Page(inbound: inbound, title: title, isFaulty: fault != nil, body: body).html,
            fault == nil ? .ok : .unprocessableContent)
    }

    private static func unlock(_ inbound: Inbound) async throws -> Reply {
        guard inbound.site.openDesk == nil else { return .redirect("/sign-in") }
        guard inbound.site.unlockTries.allows("unlock", at: inbound.now) else {
            throw Fault(.tooManyRequests, "tooMany", retryAfter: 600)
        }
        do {
            try await inbound.site.unlock(inbound.form.first("passphrase"))
            return .redirect("/sign-in")
        } catch KeyFault.wrongPassphrase { return unlockPage(inbound, fault: "unlock.wrong") }
    }
}
