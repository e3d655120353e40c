import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Testing

@testable import Web

/// Over a cap a worker gives a one-time code and goes on where they were; a program waits.
struct ProofPageTests {
    /// A worker who opened thirty cases within the hour.
    private struct Busy {
        let house: DoorTests.House
        let next: String
        let secret = OneTimeCode.secret()

        init() async throws {
            house = try await DoorTests.House(isCapped: true)
            let (test, store) = (house.sandbox, house.sandbox.store)
            for _ in 0..<30 {
                _ = try await store.read(try await test.open(), as: test.actor("case-manager"), for: .casework, at: Sandbox.now)
            }
            next = try await test.open()
            let credential = Store.Credential(password: "", codeSecret: secret)
            try store.keep("credential", test.actor("case-manager").account.description, credential, at: Sandbox.now)
        }

        func prove(_ code: String, _ more: String = "") async throws -> (Int, String, HTTPFields) {
            try await house.send("/prove", .post, "form-token=\(house.session.formToken)&code=\(code)\(more)")
        }

        /// The hidden field of a page that asks, as a browser sends it.
        func question(of page: String) throws -> String {
            let found = try #require(page.firstMatch(of: /name="question" value="([^"]+)"/)).1
            return "&question=" + found.replacing("+", with: "%2B").replacing("=", with: "%3D").replacing("/", with: "%2F")
        }

        var code: String { OneTimeCode.code(secret, step: Sandbox.now.seconds / 30) }
    }

    private static func token(_ headers: HTTPFields) throws -> String {
        let cookie = try #require(headers[values: .setCookie].first { $0.hasPrefix(Sessions.cookie) })
        return String(cookie.drop { $0 != "=" }.dropFirst().prefix { $0 != ";" })
    }

    @Test func aPageIsAskedForAgainAfterTheCode() async throws {
        let busy = try await Busy()
        defer { busy.house.sandbox.remove() }
        let first = try await busy.house.send("/cases/\(busy.next)?as=now")
        #expect(first.0 == 303 && first.2[.location] == "/prove")
        let page = try await busy.house.send("/prove")
        #expect(page.0 == 200 && page.1.contains("More than 30 cases") && !page.1.contains(busy.next))
        #expect(try await busy.prove("000000").0 == 422)
        let done = try await busy.prove(busy.code)
        #expect(done.0 == 303 && done.2[.location] == "/cases/\(busy.next)?as=now")
        let token = try Self.token(done.2)
        #expect(try await busy.house.send("/cases/\(busy.next)").0 == 303, "the old cookie is over")
        let again = try await Application(router: busy.house.site.router()).test(.router) { client in
            try await client.execute(
                uri: "/cases/\(busy.next)", method: .get, headers: [.cookie: "\(Sessions.cookie)=\(token)"]
            ) { Int($0.status.code) }
        }
        #expect(again == 200)
    }

    /// What was written while the proof was asked for is not lost.
    @Test func aFormWaitsOnThePageOfTheProof() async throws {
        let busy = try await Busy()
        defer { busy.house.sandbox.remove() }
        let fields = ["entry": Sandbox.someID, "reason": "goals-met", "text": "She+said+%22yes%22"]
        let path = "/cases/\(busy.next)/closure/request"
        @Sendable func body(_ prefix: String) -> String { fields.map { "&\(prefix)\($0)=\($1)" }.joined() }
        let asked = try await busy.house.send(path, .post, "form-token=\(busy.house.session.formToken)\(body(""))")
        #expect(asked.0 == 403 && asked.1.contains(#"name="waits.text" value="She said &quot;yes&quot;""#))
        let done = try await busy.prove(busy.code, body("waits."))
        #expect(done.0 == 200 && done.1.contains("action=\"\(path)\""))
        #expect(done.1.contains(#"name="text" value="She said &quot;yes&quot;""#))
        #expect(try busy.house.sandbox.store.peek(busy.next)?.closureAsked == nil, "nothing was recorded yet")
        let (site, token) = (busy.house.site, try Self.token(done.2))
        let sent = try await Application(router: site.router()).test(.router) { [busy] client in
            try await client.execute(
                uri: path, method: .post,
                headers: [
                    .cookie: "\(Sessions.cookie)=\(token)", .contentType: "application/x-www-form-urlencoded",
                ], body: ByteBuffer(string: "form-token=\(busy.house.session.formToken)\(body(""))")
            ) { Int($0.status.code) }
        }
        #expect(sent == 303)
        #expect(try busy.house.sandbox.store.peek(busy.next)?.closureAsked?.answers[.text]?.text == "She said \"yes\"")
    }

    /// Each page that asks leads back to its own, whichever asked last, and what was typed is on it until it is sent.
    @Test func twoTabsLeadEachToWhereItWas() async throws {
        let busy = try await Busy()
        defer { busy.house.sandbox.remove() }
        let path = "/cases/\(busy.next)/closure/request"
        let words = "&reason=goals-met&text=She+said+yes"
        let form = try await busy.house.send(path, .post, "form-token=\(busy.house.session.formToken)\(words)")
        let waits = try busy.question(of: form.1) + "&waits.reason=goals-met&waits.text=She+said+yes"
        #expect(try await busy.house.send("/cases/\(busy.next)?as=now").0 == 303)
        // A code that is missing or wrong loses nothing.
        for code in ["", "000000"] {
            let again = try await busy.prove(code, waits)
            #expect(again.0 == 422 && again.1.contains(#"name="waits.text" value="She said yes""#))
            #expect(!again.1.contains("action=\"/language\""), "a choice of language would lose what waits")
        }
        let done = try await busy.prove(busy.code, waits)
        #expect(done.0 == 200 && done.1.contains("action=\"\(path)\"") && done.1.contains(#"name="text" value="She said yes""#))
        // Loaded anew, or asked in another tab, it needs no second code.
        let token = try Self.token(done.2)
        let house = busy.house
        let body = "form-token=\(house.session.formToken)&code=\(waits)"
        let anew = try await Application(router: house.site.router()).test(.router) { client in
            try await client.execute(
                uri: "/prove", method: .post,
                headers: [
                    .cookie: "\(Sessions.cookie)=\(token)", .contentType: "application/x-www-form-urlencoded",
                ], body: ByteBuffer(string: body)
            ) { (Int($0.status.code), String(buffer: $0.body)) }
        }
        #expect(anew.0 == 200 && anew.1.contains(#"name="text" value="She said yes""#))
    }

    @Test func nobodyChoosesWhereItLeads() async throws {
        let house = try await DoorTests.House(isCapped: true)
        defer { house.sandbox.remove() }
        #expect(try await house.send("/prove?back=//evil.example").2[.location] == "/work")
        let sent = try await house.send("/prove", .post, "form-token=\(house.session.formToken)&code=1&back=//evil.example")
        #expect(sent.0 == 303 && sent.2[.location] == "/work")
    }

    @Test func aProgramOverTheCapHearsWhenToComeAgain() async throws {
        let sandbox = try await Sandbox(isCapped: true)
        defer { sandbox.remove() }
        let caller = try ProgramTests.Caller(in: sandbox)
        for _ in 0..<30 { #expect(try await caller.send("/api/v1/cases/\(try await sandbox.open())").status == 200) }
        let next = try await sandbox.open()
        let (status, headers, text) = try await Application(router: caller.site.router()).test(.router) { client in
            try await client.execute(
                uri: "/api/v1/cases/\(next)", method: .get, headers: [.authorization: "Bearer \(caller.token)"]
            ) { (Int($0.status.code), $0.headers, String(buffer: $0.body)) }
        }
        #expect(status == 429 && headers[.retryAfter] == "3600" && text.contains("overCap"))
    }
}
