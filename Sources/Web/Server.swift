import Exchange
import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore
import Pack
import Register

/// The site as a Hummingbird router.
extension Site {
    /// Units: bytes. More than any form can hold; beyond it a request is answered 413 unread.
    static let largestBody = 1 << 20

    package func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: Fence(site: self))
        for route in Routes.all {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                var inbound = self.inbound(request)
                for (name, value) in context.parameters { inbound.parameters[String(name)] = String(value) }
                if route.method != .get { try await self.read(request, into: &inbound, for: route) }
                return Site.response(await self.answer(route, inbound), to: request)
            }
        }
        return router
    }

    /// Units: bytes. A picture from a phone, sent by the public.
    private static let largestPicture = 5 << 20

    /// Reads what was sent. A large one only from somebody who is signed in, where a file is asked for.
    private func read(_ request: Request, into inbound: inout Inbound, for route: Route) async throws {
        let mayHoldFile = route.takesFile
        let limit: Int
        // What a file may have, apart from the words around it.
        var most = Intake.limit
        if case .passerby = route.door {
            most = Site.largestPicture
            limit = mayHoldFile ? most : Site.largestBody
        } else {
            let session = try Site.token(inbound.headers).flatMap { try openDesk?.sessions.find($0, at: inbound.now) }
            limit = mayHoldFile && session != nil ? Intake.limit + Site.largestBody : Site.largestBody
        }
        var body = ByteBuffer()
        var size = 0
        for try await part in request.body {
            size += part.readableBytes
            // What is too large is read to its end and thrown away, so that the browser hears the answer; within reason.
            guard size <= 8 * Intake.limit else { break }
            if size <= limit { body.writeImmutableBuffer(part) } else { body = ByteBuffer() }
        }
        guard size <= limit else {
            throw mayHoldFile ? Fault(.contentTooLarge, "fileTooLarge", ["limit": String(most >> 20)]) : Fault.tooLarge
        }
        inbound.body = Data(body.readableBytesView)
        let type = request.headers[.contentType] ?? ""
        if type.hasPrefix("application/x-www-form-urlencoded") {
            guard let form = SubmittedAnswers(urlencoded: inbound.body) else { throw Fault.notUnderstood }
            inbound.form = form
        } else if mayHoldFile, type.hasPrefix("multipart/form-data") {
            guard let parts = try? Multipart(inbound.body, contentType: type).parts else { throw Fault.notUnderstood }
            for part in parts where part.filename == nil {
                inbound.form[part.name] += [String(decoding: part.bytes, as: UTF8.self)]
            }
            inbound.file = parts.first { $0.filename != nil }
            inbound.body = Data()
        }
    }

    func inbound(_ request: Request) -> Inbound {
        let query = SubmittedAnswers(urlencoded: (request.uri.query ?? "").utf8) ?? SubmittedAnswers()
        var headers = request.headers
        // The host travels apart from the other headers.
        headers[.host] = request.head.authority
        return Inbound(
            site: self, language: Inbound.language(query.first("lang"), request.headers[.acceptLanguage], country), now: clock(),
            method: request.method, path: request.uri.path, query: query, headers: headers)
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
    typealias Context = BasicRequestContext
    let site: Site

    @concurrent func handle(_ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response)
        async throws -> Response
    {
        var response: Response
        do { response = try await next(request, context) } catch {
            let inbound = site.inbound(request)
            let fault = (error as? any HTTPResponseError).map { Fence.fault($0.status) } ?? Fault(error)
            let isProgram = inbound.path.hasPrefix("/api/")
            let isPublic = site.country.door != nil && (inbound.path == "/public" || inbound.path.hasPrefix("/public/"))
            let page = isPublic ? PublicPage.show(fault, inbound) : ErrorPage.show(fault, inbound, nil)
            response = Site.response(isProgram ? Program.reply(fault, inbound) : page, to: request)
        }
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

    private static let headers: [(HTTPField.Name, String)] = [
        ("Content-Security-Policy", "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
