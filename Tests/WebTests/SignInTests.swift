import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Pack
import Register
import Store
import Synchronization
import Testing
@testable import Web

/// Who may come in comes in; who may not learns nothing, not even whether a name is known.
struct SignInTests {
    /// A site with one member of staff who has a password, and a clock that can be moved.
    final class Gate: Sendable {
        let sandbox: Sandbox
        let site: Site
        let desk: Desk
        let account: AccountID
        let secret = OneTimeCode.secret()
        let clock: Clock

        final class Clock: Sendable {
            let seconds = Mutex(Sandbox.now.seconds)
            var now: Moment { Moment(seconds: seconds.withLock { $0 }) }
            func pass(_ more: Int) { seconds.withLock { $0 += more } }
        }

        static let password = "four quiet unrelated words"
        private static let hash = Result { try Argon2.hash(password) }

        init() async throws {
            sandbox = try await Sandbox()
            let clock = Clock()
            self.clock = clock
            site = Site(country: sandbox.country, isBehindProxy: true, clock: { clock.now }) { _ in throw KeyFault.wrongPassphrase }
            desk = try Desk(country: sandbox.country, store: sandbox.store, at: clock.now)
            site.open(desk)
            account = sandbox.actor("case-manager").account
            let credential = Store.Credential(password: try Gate.hash.get(), codeSecret: secret)
            try sandbox.store.keep("credential", account.description, credential, at: clock.now)
        }

        var code: String { OneTimeCode.code(secret, step: clock.now.seconds / 30) }
        var credential: Store.Credential? { get throws { try sandbox.store.kept("credential", account.description) } }

        struct Answer {
            let status: Int
            let page: String
            let location: String?
            let cookie: String?
            let clears: Bool
            var device: String?
            var retryAfter: String?
        }

        /// `from` is the address that the proxy names.
        func send(_ path: String, _ form: [String: String]? = nil, cookie: String? = nil, from: String = "192.0.2.1") async throws
            -> Answer
        {
            var headers = HTTPFields()
            headers[.cookie] = cookie
            headers[.forwardedFor] = "203.0.113.77, \(from)"
            if form != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
            let body = (form ?? [:]).map {
                "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
            }.joined(separator: "&")
            let all = headers
            return try await Application(router: site.router()).test(.router) { client in
                try await client.execute(
                    uri: path, method: form == nil ? .get : .post, headers: all, body: ByteBuffer(string: body)
                ) { reply in
                    let cookies = reply.headers[values: .setCookie].map { String($0.prefix { $0 != ";" }) }
                    return Answer(
                        status: Int(reply.status.code), page: String(buffer: reply.body), location: reply.headers[.location],
                        cookie: cookies.first { $0.hasPrefix("\(Sessions.cookie)=") },
                        clears: HTTPField.Name("Clear-Site-Data").flatMap { reply.headers[$0] } != nil,
                        device: cookies.first { $0.hasPrefix("\(Attempt.cookie)=") }, retryAfter: reply.headers[.retryAfter])
                }
            }
        }

        /// Signs in with everything, and gives the cookies of the session and of the device.
        func signIn(device: String? = nil, from: String = "192.0.2.1") async throws -> (session: String, device: String)? {
            let form = ["name": "case-manager", "password": Gate.password]
            guard let half = try await send("/sign-in", form, cookie: device, from: from).cookie else { return nil }
            let cookies = [half, device].compactMap(\.self).joined(separator: "; ")
            let whole = try await send(
                "/sign-in/code", ["code": code, "form-token": try formToken(half)], cookie: cookies, from: from)
            guard let session = whole.cookie, let device = whole.device else { return nil }
            return (session, device)
        }

        func formToken(_ cookie: String) throws -> String {
            let token = String(cookie.dropFirst(Sessions.cookie.count + 1))
            return try desk.sessions.find(token, at: clock.now)?.formToken ?? ""
        }
    }

    @Test func aPasswordThenACodeOpenASessionAndTheCodeWorksOnce() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        let first = try await gate.send("/sign-in", ["name": "Case-Manager", "password": Gate.password])
        #expect(first.status == 303 && first.location == "/sign-in/code")
        let half = try #require(first.cookie)
        #expect(try await gate.send("/work", cookie: half).location == "/sign-in/code")
        let form = ["code": gate.code, "form-token": try gate.formToken(half)]
        let second = try await gate.send("/sign-in/code", form, cookie: half)
        #expect(second.location == "/work")
        let whole = try #require(second.cookie)
        #expect(whole != half)
        #expect(try await gate.send("/work", cookie: whole).status == 200)
        #expect(try await gate.send("/work", cookie: half).location == "/sign-in", "the half session is over")
        let again = try #require(try await gate.send("/sign-in", ["name": "case-manager", "password": Gate.password]).cookie)
        let used = ["code": gate.code, "form-token": try gate.formToken(again)]
        #expect(try await gate.send("/sign-in/code", used, cookie: again).status == 422, "the same code twice")
        let out = try await gate.send("/sign-out", ["form-token": try gate.formToken(whole)], cookie: whole)
        #expect(out.location == "/sign-in" && out.clears)
        #expect(try await gate.send("/work", cookie: whole).location == "/sign-in")
        #expect(try await gate.send("/sign-out", [:], cookie: whole).clears, "also when the session was over")
    }

    @Test func anUnknownNameAnswersAsAWrongPasswordDoes() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        func tries(_ name: String) async throws -> [String] {
            var sentences: [String] = []
            for _ in 0..<7 {
                let answer = try await gate.send("/sign-in", ["name": name, "password": "not the right one"])
                sentences.append("\(answer.status) \(answer.retryAfter ?? "") " + answer.page.replacing(name, with: "NAME"))
            }
            return sentences
        }
        let known = try await tries("case-manager")
        #expect(try await tries("nobody-here") == known)
        #expect(try await tries("supervisor") == known, "an account without a password yet")
        #expect(Set(known).count == 2, "from the fifth try the sentence is another")
    }

    /// The dummy costs what a real hash costs only while both have the same parameters.
    @Test func theDummyHashIsAsSlowAsARealOne() throws {
        let parts = { (hash: String) in hash.split(separator: "$").prefix(3) }
        #expect(parts(SignInPages.nobody) == parts(try Argon2.hash("x")))
        #expect(!Argon2.isMatch("", SignInPages.nobody))
    }

    @Test func wrongTriesAreCountedWhenTheyComeAtOnceAndTheRightPasswordWaitsToo() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        try await withThrowingTaskGroup { group in
            for _ in 0..<5 {
                group.addTask { _ = try await gate.send("/sign-in", ["name": "case-manager", "password": "not the right one"]) }
            }
            try await group.waitForAll()
        }
        let right = ["name": "case-manager", "password": Gate.password]
        let held = try await gate.send("/sign-in", right)
        #expect(held.status == 429 && held.retryAfter == "30")
        gate.clock.pass(31)
        #expect(try await gate.send("/sign-in", right).status == 303)
    }

    @Test func anEnrolmentLinkWorksOnceAndANewOneEndsTheOld() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        let store = gate.sandbox.store
        let old = try Enrolment.make(for: gate.account, store: store, at: gate.clock.now)
        #expect(try await gate.send("/enrol/\(old)").status == 200)
        let link = try Enrolment.make(for: gate.account, store: store, at: gate.clock.now)
        #expect(try await gate.send("/enrol/\(old)").status == 404)
        let kept = try #require(try store.kept("enrolment", Store.hash(link), as: Enrolment.self))
        let code = OneTimeCode.code(kept.codeSecret, step: gate.clock.now.seconds / 30)
        let common = ["password": "passwordpassword", "again": "passwordpassword", "code": code]
        #expect(try await gate.send("/enrol/\(link)", common).status == 422)
        let good = ["password": "a new and longer phrase", "again": "a new and longer phrase", "code": code]
        #expect(try await gate.send("/enrol/\(link)", good.merging(["code": "000"]) { $1 }).status == 422)
        let session = try gate.desk.sessions.start(
            gate.account, device: "", language: "en", isComplete: true, at: gate.clock.now)
        #expect(try await gate.send("/enrol/\(link)", good).location == "/sign-in")
        #expect(try gate.desk.sessions.find(session, at: gate.clock.now) == nil, "every session of the account ends")
        #expect(try await gate.send("/enrol/\(link)", good).status == 404)
        #expect(try await gate.send("/sign-in", ["name": "case-manager", "password": Gate.password]).status == 422)
        #expect(try await gate.send("/sign-in", ["name": "case-manager", "password": "a new and longer phrase"]).status == 303)
    }
}
