import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore
import Pack
import Register

/// The site as a Hummingbird router.
extension Site {
    package func router() -> Router<DoorContext> {
        let router = Router(context: DoorContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Fence(site: self))
        for route in Routes.all {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                var inbound = self.inbound(request, from: context.address)
                for (name, value) in context.parameters { inbound.parameters[String(name)] = String(value) }
                let place = route.method == .get ? nil : try await self.read(request, into: &inbound, for: route)
                defer { if let place { self.largeBodies.giveBack(place) } }
                return Site.response(await self.answer(route, inbound), to: request)
            }
        }
        return router
    }

    func inbound(_ request: Request, from address: SocketAddress?) -> Inbound {
        let query = SubmittedAnswers(urlencoded: (request.uri.query ?? "").utf8) ?? SubmittedAnswers()
        var inbound = Inbound(
            site: self, language: Inbound.language(query.first("lang"), request.headers[.acceptLanguage], country), now: clock(),
            method: request.method == .head ? .get : request.method, path: request.uri.path, query: query, headers: request.headers)
        inbound.peer = address
        inbound.host = request.head.authority
        inbound.wantsHeadOnly = request.method == .head
        return inbound
    }

    static func response(_ reply: Reply, to request: Request) -> Response {
        var reply = reply
        if reply.isPublic, reply.body.count > 600, request.headers[.acceptEncoding]?.contains("gzip") == true {
            reply.body = reply.body.gzipped
            reply.headers[.contentEncoding] = "gzip"
            reply.headers[.vary] = "Accept-Encoding"
        }
        return Response(status: reply.status, headers: reply.headers, body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
    }
}

/// The outermost middleware: the headers of every response, also of one that was an error.
struct Fence: RouterMiddleware {
    typealias Context = DoorContext
    let site: Site

    @concurrent func handle(_ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response)
        async throws -> Response
    {
        var response: Response
        do { response = try await next(request, context) } catch {
            var inbound = site.inbound(request, from: context.address)
            let session = site.session(of: &inbound)
            let fault = (error as? any HTTPResponseError).map { Fence.fault($0.status) } ?? Fault(error)
            let isProgram = inbound.path.hasPrefix("/api/")
            let isPublic = site.country.door != nil && (inbound.path == "/public" || inbound.path.hasPrefix("/public/"))
            let page =
                isPublic
                ? PublicPage.show(fault, inbound)
                : site.isOpen ? ErrorPage.show(fault, inbound, session) : UnlockPages.sealed(inbound)
            response = Site.response(isProgram ? Program.reply(fault, inbound) : page, to: request)
        }
        if request.method == .head { response = response.createHeadResponse() }
        for (name, value) in Fence.headers where response.headers[name] == nil { response.headers[name] = value }
        return response
    }

    private static func fault(_ status: HTTPResponse.Status) -> Fault {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge
        case .methodNotAllowed: Fault(.methodNotAllowed, "notFound")
        default: status.kind == .clientError ? Fault(status, "notUnderstood") : Fault(.internalServerError, "unforeseen")
        }
    }

    static let headers: [(HTTPField.Name, String)] = [
        (
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
        ),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
