import Exchange
import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Synchronization
import Testing
@testable import Web

/// A site with something of everything, and workers who walk it page by page as a browser would.
struct FormWorld: Sendable {
    final class Clock: Sendable {
        private let seconds = Mutex(Sandbox.now.seconds)
        var now: Moment { Moment(seconds: seconds.withLock { $0 }) }
        func pass(_ more: Int) { seconds.withLock { $0 += more } }
    }

    let sandbox: Sandbox
    let site: Site
    let desk: Desk
    let clock: Clock

    init() async throws {
        sandbox = try await Sandbox()
        let clock = Clock()
        self.clock = clock
        let mailer = MailAddress("anse@example.org").flatMap { Mailer(program: "/bin/true", from: $0) }
        site = Site(country: sandbox.country, mailer: mailer, patience: 60, clock: { clock.now }) { _ in
            throw KeyFault.wrongPassphrase
        }
        desk = try Desk(country: sandbox.country, store: sandbox.store, at: clock.now)
        site.open(desk)
    }

    /// One browser of a worker, signed in.
    struct Browser: Sendable {
        let world: FormWorld
        let client: any TestClientProtocol
        let actor: Actor
        let session: Session
        let token: String

        struct Answer {
            let status: Int
            let text: String
            let leads: String
            let isPage: Bool
        }

        func get(_ path: String) async throws -> Answer { try await ask(path, .get, [:], nil) }

        /// Sends fields, by default with the token of this session.
        func send(_ path: String, _ fields: [(String, String)], cookie: String? = nil) async throws -> Answer {
            let hasToken = fields.contains { $0.0 == "form-token" }
            let all = (hasToken ? [] : [("form-token", session.formToken)]) + fields
            let body = all.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
            return try await ask(path, .post, [.contentType: "application/x-www-form-urlencoded"], body)
        }

        /// A note typed on the page of a case.
        func note(_ text: String, token: String? = nil, on number: String) async throws -> Answer {
            try await send(
                "/cases/\(number)/notes",
                [("form-token", token ?? session.formToken), ("entry", FormWorld.entry), ("text", text)])
        }

        /// Fields with a file, as a browser writes it: in the order of the page.
        func sendFile(_ path: String, _ fields: [(String, String)], _ file: String) async throws -> Answer {
            var body = fields.map { "--zz\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }.joined()
            body += "--zz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
            body += "Content-Type: text/plain\r\n\r\n\(file)\r\n--zz--\r\n"
            return try await ask(path, .post, [.contentType: "multipart/form-data; boundary=zz"], body)
        }

        private func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }

        private func ask(_ path: String, _ method: HTTPRequest.Method, _ more: HTTPFields, _ body: String?) async throws -> Answer {
            var headers = more
            headers[.cookie] = "\(Sessions.cookie)=\(token)"
            let buffer = body.map { ByteBuffer(string: $0) }
            return try await client.execute(uri: path, method: method, headers: headers, body: buffer) {
                Answer(
                    status: Int($0.status.code), text: String(buffer: $0.body), leads: $0.headers[.location] ?? "",
                    isPage: $0.headers[.contentType]?.hasPrefix("text/html") == true)
            }
        }

        func end() throws { try world.desk.sessions.end(session.key) }

        func drafts() throws -> [Draft] { try world.sandbox.store.drafts(of: actor.account, at: world.clock.now) }
    }

    func browser(_ client: any TestClientProtocol, _ actor: Actor) throws -> Browser {
        let token = try desk.sessions.start(actor.account, device: "", language: "en", isComplete: true, at: clock.now)
        let session = try #require(try desk.sessions.find(token, at: clock.now))
        return Browser(world: self, client: client, actor: actor, session: session, token: token)
    }

    static let entry = EntryID.made(at: Sandbox.now).description

    static func browse(_ test: @escaping @Sendable (FormWorld, any TestClientProtocol) async throws -> Void) async throws {
        let world = try await FormWorld()
        try await world.browse { try await test(world, $0) }
    }

    func browse(_ test: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        defer { sandbox.remove() }
        try await Application(router: site.router()).test(.router) { try await test($0) }
    }

    /// How much was recorded of anything.
    func recorded() throws -> Int { try sandbox.installation.ledger.lastPosition() }
}
