import HTTPTypes
package import Hummingbird

/// Gives the public pages the root of their own host name, and nothing else there.
package struct PublicHost<Inner: HTTPResponder>: HTTPResponder where Inner.Context == DoorContext {
    let site: Site
    let inner: Inner

    package func respond(to request: Request, context: DoorContext) async throws -> Response {
        guard site.isPublicHost(request.head.authority) else { return try await inner.respond(to: request, context: context) }
        var head = request.head
        head.path = PublicHost.inside(head.path ?? "/")
        return try await inner.respond(to: Request(head: head, body: request.body), context: context)
    }

    /// Where a path of that host stands on the whole site. The way out and the files of pages are the same everywhere.
    static func inside(_ path: String) -> String {
        let rooms = ["/public", "/verify", "/c", "/assets", "/exit"]
        let isShared = rooms.contains { path == $0 || path.hasPrefix($0 + "/") || path.hasPrefix($0 + "?") }
        if isShared { return path }
        return path == "/" || path.hasPrefix("/?") ? "/public" + path.dropFirst() : "/public" + path
    }
}

extension Site {
    /// The whole site, with the public pages at the root of their host name where there is one.
    package func responder() -> PublicHost<RouterResponder<DoorContext>> {
        PublicHost(site: self, inner: router().buildResponder())
    }
}
