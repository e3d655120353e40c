import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Web

/// Asks a router without a connection. One channel stands for that of everybody: a testing client makes one for each request and
/// keeps them all.
struct RouterClient: Sendable {
    struct Answer: Sendable {
        let status: Int
        let location: String
        let body: [UInt8]
    }

    private let responder: RouterResponder<DoorContext>
    private let channel = NIOAsyncTestingChannel()
    private let logger = Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }

    init(_ router: Router<DoorContext>) { responder = router.buildResponder() }

    func ask(_ address: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: ByteBuffer?) async throws -> Answer {
        var headers = headers
        if let body { headers[.contentLength] = String(body.readableBytes) }
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: address, headerFields: headers)
        let request = Request(head: head, body: RequestBody(buffer: body ?? ByteBuffer()))
        let context = DoorContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let response = try await responder.respond(to: request, context: context)
        let page = Page()
        try await response.body.write(page)
        return Answer(
            status: Int(response.status.code), location: response.headers[.location] ?? "", body: page.bytes.withLock { $0 })
    }

    private final class Page: ResponseBodyWriter, Sendable {
        let bytes = Mutex<[UInt8]>([])
        func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0 += buffer.readableBytesView } }
        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
