import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Register
import Store
import Testing
@testable import Web

/// What every answer carries to the browser, whatever it says, and when a session is over.
struct FenceTests {
    static let fence = [
        "Content-Security-Policy":
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    ]

    private func value(_ name: String, _ headers: HTTPFields) throws -> String? { headers[try #require(HTTPField.Name(name))] }

    @Test func everyAnswerIsFenced() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let cases: [(path: String, method: HTTPRequest.Method, status: Int)] = [
            ("/work", .get, 200), ("/health", .get, 200), ("/public", .get, 200), ("/", .get, 303), ("/no/such/page", .get, 404),
            ("/api/v1/cases", .get, 401), ("/cases/new", .post, 403), ("/assets/nothing.js", .get, 404),
        ]
        for (path, method, status) in cases {
            let (found, body, headers) = try await house.send(path, method)
            #expect(found == status, "\(path)")
            for (name, expected) in FenceTests.fence { #expect(try value(name, headers) == expected, "\(path): \(name)") }
            #expect(try value("Cache-Control", headers) == "no-store", "\(path)")
            for name in ["Access-Control-Allow-Origin", "Server", "X-Powered-By"] { #expect(try value(name, headers) == nil) }
            let type = headers[.contentType] ?? ""
            #expect(body.isEmpty || type == "application/json" || type.hasSuffix("; charset=utf-8"), "\(path): \(type)")
        }
    }

    @Test func whatIsRefusedUnreadIsFencedToo() throws {
        for refusal in [ConnectionWatch.Refusal.full, .headTooLarge, .notUnderstood, .noHost, .tooSlow] {
            for (name, expected) in FenceTests.fence {
                #expect(try value(name, refusal.head.headerFields) == expected, "\(refusal)")
            }
        }
    }

    @Test func savedFilesAreFencedToo() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let number = try await house.sandbox.open()
        let bytes = Data("<script>alert(1)</script>".utf8)
        let file = Attachment(
            type: "text/plain", size: bytes.count, digest: Store.digest(bytes), original: nil, compartment: .welfare)
        let id = EntryID.made(at: Sandbox.now)
        _ = try await house.sandbox.store.record(
            .attached(file, answers: Answers([.text: .text("a letter")])), carrying: bytes, id: id, to: number,
            as: house.sandbox.actor("case-manager"), at: Sandbox.now, today: house.sandbox.today)
        let (status, _, headers) = try await house.send("/cases/\(number)/attachments/\(id)")
        #expect(status == 200 && headers[.contentDisposition]?.hasPrefix("attachment;") == true)
        #expect(
            try value("Content-Security-Policy", headers) == "sandbox; default-src 'none'; frame-ancestors 'none'")
        #expect(try value("X-Content-Type-Options", headers) == "nosniff" && value("Cache-Control", headers) == "no-store")
    }

    @Test func otherMethodsAreNotAnswered() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        for name in ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT"] {
            let method = try #require(HTTPRequest.Method(name))
            for path in ["/work", "/api/v1/cases", "/public/report"] {
                let (status, body, headers) = try await house.send(path, method)
                #expect(status == 404 || status == 405, "\(name) \(path): \(status)")
                #expect(!body.contains(Sessions.cookie) && headers[.setCookie] == nil)
            }
        }
    }

    @Test func cookiesAreForThisHostAlone() async throws {
        let gate = try await SignInTests.Gate()
        defer { gate.sandbox.remove() }
        let half = try #require(
            try await gate.send("/sign-in", ["name": "case-manager", "password": SignInTests.Gate.password]).cookie)
        let body = "code=\(gate.code)&form-token=\(try gate.formToken(half))"
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .cookie: half]
        let cookies = try await Application(router: gate.site.router()).test(.router) { client in
            try await client.execute(uri: "/sign-in/code", method: .post, headers: headers, body: ByteBuffer(string: body)) {
                $0.headers[values: .setCookie]
            }
        }
        #expect(cookies.count == 2, "of the session and of the device")
        for cookie in cookies {
            let parts = cookie.split(separator: "; ").map(String.init)
            #expect(Set(parts.dropFirst()).isSuperset(of: ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"]), "\(cookie)")
            #expect(parts[0].hasPrefix("__Host-") && parts[0].utf8.count < 1000 && !cookie.contains("Domain"))
        }
    }

    @Test func aSessionEndsByItself() async throws {
        let gate = try await SignInTests.Gate()
        defer { gate.sandbox.remove() }
        let sessions = gate.desk.sessions
        func start() throws -> String {
            try sessions.start(gate.account, device: "", language: "en", isComplete: true, at: gate.clock.now)
        }
        let idle = try start()
        gate.clock.pass(899)
        #expect(try sessions.find(idle, at: gate.clock.now) != nil)
        gate.clock.pass(900)
        #expect(try sessions.find(idle, at: gate.clock.now) == nil, "a quarter of an hour without a click")
        let busy = try start()
        for _ in 0..<53 {
            gate.clock.pass(800)
            #expect(try sessions.find(busy, at: gate.clock.now) != nil)
        }
        gate.clock.pass(800)
        #expect(try sessions.find(busy, at: gate.clock.now) == nil, "twelve hours")
        let disabled = try start()
        try await gate.sandbox.store.record(.disabled, to: gate.account, by: nil, at: gate.clock.now)
        #expect(try sessions.find(disabled, at: gate.clock.now) == nil)
    }

    /// A script that wrote into the browser would leave something for whoever takes the phone.
    @Test func scriptsKeepNothing() throws {
        for (name, file) in Assets.shared.files where name.hasSuffix(".js") {
            let text = String(decoding: file.plain, as: UTF8.self)
            let words = [
                "localStorage", "sessionStorage", "indexedDB", "document.cookie", "caches.", "innerHTML", "eval(", "postMessage",
            ]
            for word in words { #expect(!text.contains(word), "\(name): \(word)") }
        }
    }
}
