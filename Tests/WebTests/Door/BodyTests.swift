import Examples
import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Register
import Store
import Testing
@testable import Web

/// Nothing large is read before the door knows who asks, and only so much of it is held at once.
struct BodyTests {
    private static func request(_ path: String, _ body: String, length: Int, _ token: String) -> Request {
        let headers: HTTPFields = [
            .contentType: "application/x-www-form-urlencoded", .contentLength: String(length),
            .cookie: "\(Sessions.cookie)=\(token)",
        ]
        return Request(
            head: .init(method: .post, scheme: "http", authority: "localhost", path: path, headerFields: headers),
            body: .init(buffer: ByteBuffer(string: body)))
    }

    @Test func onlyWhoIsSignedInSendsMoreThanASmallForm() async throws {
        let gate = try await SignInTests.Gate()
        defer { gate.sandbox.remove() }
        let form = ["name": String(repeating: "x", count: 100 << 10), "password": "x"]
        #expect(try await gate.send("/sign-in", form).status == 413)
        #expect(try await gate.send("/join", form).status == 413)
        #expect(try await gate.send("/cases/new", form).location == "/sign-in", "sent away unread")
        let (session, _) = try #require(try await gate.signIn())
        let note = ["text": form["name"] ?? "", "form-token": try gate.formToken(session)]
        #expect(try await gate.send("/cases/new", note, cookie: session).status == 422, "read, and its answers looked at")
    }

    @Test func aBodyThatEndsBeforeItsLengthIsNoForm() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let number = try await house.sandbox.open()
        let body = "form-token=\(house.session.formToken)&entry=\(Sandbox.someID)&text=half"
        let site = house.site
        let request = BodyTests.request("/cases/\(number)/notes", body, length: body.utf8.count + 10, house.token)
        var inbound = site.inbound(request, from: nil)
        let route = try #require(Routes.all.first { $0.path == "/cases/{case}/notes" && $0.method == .post })
        do {
            _ = try await site.read(request, into: &inbound, for: route)
            Issue.record("half a form was taken for a whole one")
        } catch let fault as Fault { #expect(fault.status == .badRequest) }
    }

    @Test func soManyLargeBodiesAtOnceInAllAndOfOneAccount() throws {
        let bodies = LargeBodies(4, ofAccount: 2)
        let accounts = (0..<3).map { _ in AccountID(uuid: UUID()) }
        let first = try bodies.take(accounts[0])
        _ = try bodies.take(accounts[0])
        #expect(throws: Fault.self, "a third of one account") { try bodies.take(accounts[0]) }
        _ = try bodies.take(accounts[1])
        _ = try bodies.take(accounts[1])
        do {
            _ = try bodies.take(accounts[2])
            Issue.record("a fifth in all")
        } catch let fault as Fault { #expect(fault.status == .serviceUnavailable && fault.retryAfter == 20) }
        bodies.giveBack(first)
        _ = try bodies.take(accounts[2])
    }
}
