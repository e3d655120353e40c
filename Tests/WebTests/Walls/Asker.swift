import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Register
import Store
@testable import Web

/// One worker at a browser and with a program, who asks any route as it wants to be asked.
struct Asker {
    let client: any TestClientProtocol
    let session: Session
    private let token: String
    private let bearer: String

    init(site: Site, client: any TestClientProtocol, member: Cast.Member) throws {
        guard let desk = site.openDesk else { throw StoreFault.notFound }
        self.client = client
        token = try desk.sessions.start(member.account, device: "", language: "en", isComplete: true, at: Sandbox.now)
        guard let found = try desk.sessions.find(token, at: Sandbox.now) else { throw StoreFault.notFound }
        session = found
        bearer = try ProgramToken.make(
            for: member.account, scopes: ["read", "write"], name: "test", days: 1, store: desk.store,
            at: Sandbox.now)
    }

    /// What came back: status, body, media type.
    func send(_ route: Route, _ address: String, _ fields: [(String, String)] = []) async throws -> (Int, String, String) {
        var headers: HTTPFields = [.cookie: "\(Sessions.cookie)=\(token)"]
        var body = fields.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        if case .program = route.door {
            headers = [.authorization: "Bearer \(bearer)", .contentType: "application/json"]
            let act = #"{"kind":"noted","text":"planted"}"#
            let asked = route.path.hasSuffix("/actions") ? #""action":\#(act)"# : #""answers":{}"#
            body = #"{"id":"\#(UUID())",\#(asked)}"#
        } else if route.takesFile {
            headers[.contentType] = "multipart/form-data; boundary=zz"
            body = fields.map { "--zz\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }.joined()
            body += "--zz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
            body += "Content-Type: text/plain\r\n\r\nA statement.\r\n--zz--\r\n"
        } else {
            headers[.contentType] = "application/x-www-form-urlencoded"
        }
        let sent = headers
        let buffer = route.method == .post ? ByteBuffer(string: body) : nil
        return try await client.execute(uri: address, method: route.method, headers: sent, body: buffer) {
            (Int($0.status.code), String(buffer: $0.body), $0.headers[.contentType] ?? "")
        }
    }
}
