import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting

import Pack
import Register
import Store
import Testing
@testable import Web

/// What is turned away at the door gets its own clear answer and changes nothing.
struct DoorTests {
    struct House {
        let sandbox: Sandbox
        let site: Site
        let desk: Desk
        let token: String
        let session: Session

        init(_ signIn: String = "case-manager", isCapped: Bool = false) async throws {
            sandbox = try await Sandbox(isCapped: isCapped)
            site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
            desk = try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
            site.open(desk)
            token = try desk.sessions.start(
                sandbox.actor(signIn).account, device: "", language: "en", isComplete: true, at: Sandbox.now)
            session = try #require(try desk.sessions.find(token, at: Sandbox.now))
        }

        func send(_ path: String, _ method: HTTPRequest.Method = .get, _ body: String = "", _ headers: HTTPFields = [:])
            async throws -> (Int, String, HTTPFields)
        {
            var headers = headers
            headers[.cookie] = "\(Sessions.cookie)=\(token)"
            if method == .post { headers[.contentType] = "application/x-www-form-urlencoded" }
            let all = headers
            return try await Application(router: site.router()).test(.router) { client in
                try await client.execute(uri: path, method: method, headers: all, body: ByteBuffer(string: body)) {
                    (Int($0.status.code), String(buffer: $0.body), $0.headers)
                }
            }
        }
    }

    @Test func aFormOfAnotherSiteIsRefused() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let number = try await house.sandbox.open()
        let body = "form-token=\(house.session.formToken)&entry=\(Sandbox.someID)&text=planted"
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        #expect(try await house.send("/cases/\(number)/notes", .post, body, [name: "cross-site"]).0 == 403)
        #expect(try await house.send("/cases/\(number)/notes", .post, body, [.origin: "https://elsewhere.example"]).0 == 403)
        #expect(try await house.send("/cases/\(number)/notes", .post, "entry=\(Sandbox.someID)&text=no+token").0 == 403)
        #expect(try house.sandbox.store.peek(number)?.notes.isEmpty == true)
        #expect(try await house.send("/cases/\(number)/notes", .post, body, [name: "same-origin"]).0 == 303)
        #expect(try await house.send("/cases/\(number)/notes", .post, body, [name: "same-origin"]).0 == 303)
        #expect(try house.sandbox.store.peek(number)?.notes.count == 1, "sent twice, recorded once")
    }

    /// One header without an account ended the process for everybody.
    @Test(arguments: [";", ";;,;", ",", "-", "-,;q=1", " ; q=0.5", "fr-;", String(repeating: ";,", count: 40_000)])
    func anOddListOfLanguagesIsAnsweredInTheFirst(_ accepts: String) async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        #expect(try await house.send("/work", .get, "", [.acceptLanguage: accepts]).0 == 200)
        let asked = Inbound.language("", accepts, house.sandbox.country)
        #expect(asked == (accepts.hasPrefix("fr") ? "fr" : "en"))
    }

    @Test func theFirstLanguageThatTheCountrySpeaksIsTaken() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        #expect(Inbound.language("", "xx, FR-ca;q=0.8, es", house.sandbox.country) == "fr")
        #expect(Inbound.language("es", "fr", house.sandbox.country) == "es")
        #expect(Inbound.language("", nil, house.sandbox.country) == "en")
    }

    @Test func aFormOfTooManyPairsIsNotRead() {
        #expect(SubmittedAnswers(urlencoded: String(repeating: "a=1&", count: 2000).utf8)?["a"].count == 2000)
        #expect(SubmittedAnswers(urlencoded: String(repeating: "a=1&", count: 2001).utf8) == nil)
        #expect(SubmittedAnswers(urlencoded: String(repeating: "&", count: 1 << 20).utf8) == SubmittedAnswers())
        let odd = SubmittedAnswers(urlencoded: "&&a&=b&c==&d=%41+%c3%a9&".utf8)
        #expect(odd?.values == ["a": [""], "": ["b"], "c": ["="], "d": ["A é"]])
    }

    @Test func whatIsTooLargeOrMalformedGetsItsOwnAnswer() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        #expect(try await house.send("/cases/new", .post, "a=%zz").0 == 400)
        #expect(try await house.send("/cases/new", .post, "text=" + String(repeating: "x", count: 2 << 20)).0 == 413)
        let (status, page, headers) = try await house.send(
            "/cases/new", .post, "form-token=\(house.session.formToken)&given_name=Anselma")
        #expect(status == 422 && page.contains("value=\"Anselma\"") && page.contains("role=\"alert\""))
        let policy = try #require(HTTPField.Name("Content-Security-Policy"))
        #expect(headers[policy]?.contains("default-src 'self'") == true && headers[.cacheControl] == "no-store")
    }

    @Test func whileSealedEveryPageSaysSoAndWhomToCall() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        try await Application(router: site.router()).test(.router) { client in
            for language in sandbox.country.languages {
                let words = ["hotline": sandbox.country.hotline, "emergency": sandbox.country.emergency]
                let call = ("\(sandbox.country.words.say("public.danger", language, words))" as HTML).text
                for path in ["/work", "/cases", "/sign-in", "/", "/join", "/verify", "/screen"] {
                    try await client.execute(uri: "\(path)?lang=\(language)", method: .get) {
                        let page = String(buffer: $0.body)
                        #expect($0.status == .serviceUnavailable && $0.headers[.retryAfter] == "60", "\(path)")
                        #expect(page.contains(call) && page.contains("tel:\(sandbox.country.hotline)"), "\(path) in \(language)")
                        #expect(page.contains("758 555 0100") && !page.contains("name=\"passphrase\""), "\(path) in \(language)")
                    }
                }
            }
            try await client.execute(uri: "/api/v1/cases", method: .get) {
                #expect($0.status == .serviceUnavailable && $0.headers[.retryAfter] == "60")
                #expect(String(buffer: $0.body).contains("\"code\":\"sealed\""))
            }
            try await client.execute(uri: "/sign-in", method: .post) { #expect($0.status == .serviceUnavailable) }
            let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            try await client.execute(uri: "/unlock", method: .post, headers: form, body: ByteBuffer(string: "passphrase=wrong")) {
                #expect($0.status == .unprocessableContent && String(buffer: $0.body).contains("does not open"))
            }
        }
    }

    @Test func markupThatSomebodyTypesIsText() async throws {
        let html: HTML = "<p>\("<script>alert('x')</script>")</p>"
        #expect(html.text == "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>")
    }

    @Test func aProgramNeedsATokenOfTheRightScope() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let read = try ProgramToken.make(
            for: house.sandbox.actor("case-manager").account, scopes: ["read"], name: "t", days: 1,
            store: house.sandbox.store, at: Sandbox.now)
        #expect(try await house.send("/api/v1/cases").0 == 401)
        #expect(try await house.send("/api/v1/cases", .get, "", [.authorization: "Bearer \(read)"]).0 == 200)
        let opening = #"{"id":"\#(Sandbox.someID)","answers":{"case_kind":"suspected"}}"#
        #expect(try await house.send("/api/v1/cases", .post, opening, [.authorization: "Bearer \(read)"]).0 == 403)
        let write = try ProgramToken.make(
            for: house.sandbox.actor("case-manager").account, scopes: ["read", "write"], name: "t",
            days: 1,
            store: house.sandbox.store, at: Sandbox.now)
        #expect(try await house.send("/api/v1/cases", .post, opening, [.authorization: "Bearer \(write)"]).0 == 201)
        #expect(
            try await house.send("/api/v1/cases", .post, #"{"id":"\#(UUID())","answers":{}}"#, [.authorization: "Bearer \(write)"])
                .0 == 422)
    }
}
