import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// The ways in and out: the first page, the quick exit, unlocking, the files of the pages.
enum AccessPages {
    static let routes: [Route] =
        own + UnlockPages.routes + SignInPages.routes + ProofPages.routes + EnrolPages.routes + AccountPages.routes
        + CalendarPages.routes + MailPages.routes + ProgramPages.routes

    private static var own: [Route] {
        [
            Route(method: .get, path: "/assets/{file}", door: .sealed(asset)),
            Route(method: .get, path: "/exit", door: .sealed(exit)),
            Route(method: .get, path: "/health", door: .sealed(health)),
            Route(method: .get, path: "/", door: .anyone(first)),
        ]
    }

    /// Leaves at once, and ends the session of whoever had one. Another site can lead here, and then nothing ends and nothing is
    /// cleared.
    private static func exit(_ inbound: Inbound) throws -> Reply {
        let weather = "https://www.bbc.com/weather"
        guard Site.isOwnStep(inbound.headers) else { return .redirect(weather) }
        if let desk = inbound.site.openDesk, let token = Site.token(inbound.headers) { try desk.sessions.end(Store.hash(token)) }
        // A worker's browser stays known, or whoever guesses at their name would keep them out from then on.
        guard Site.cookie(Attempt.cookie, inbound.headers) != nil else {
            return leaving(weather, clearing: #""cache", "cookies", "storage""#)
        }
        var reply = leaving(weather, clearing: #""cache", "storage""#)
        reply.headers[.setCookie] = SignInPages.endedCookie
        return reply
    }

    private static func first(_ visit: Visit) -> Reply { .redirect(visit.session?.isComplete == true ? "/work" : "/sign-in") }

    /// A browser that is told to forget. Shape: `clearing` as in Clear-Site-Data.
    static func leaving(_ address: String, clearing: String) -> Reply {
        var reply = Reply.redirect(address)
        if let name = HTTPField.Name("Clear-Site-Data") { reply.headers[name] = clearing }
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
}
