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

/// Programs meet the same rules as people, and every error says what to do.
struct ProgramTests {
    struct Caller {
        let sandbox: Sandbox
        let site: Site
        let token: String

        init(_ signIn: String = "case-manager", in sandbox: Sandbox) throws {
            self.sandbox = sandbox
            site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
            site.open(try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now))
            token = try ProgramToken.make(
                for: sandbox.actor(signIn).account, scopes: ["read", "write"], name: "test", days: 1, store: sandbox.store,
                at: Sandbox.now)
        }

        func send(_ path: String, _ body: String? = nil) async throws -> (status: Int, text: String, json: [String: Any]) {
            let headers: HTTPFields = [.authorization: "Bearer \(token)", .contentType: "application/json"]
            let (status, text) = try await Application(router: site.router()).test(.router) { client in
                try await client.execute(
                    uri: path, method: body == nil ? .get : .post, headers: headers, body: body.map { ByteBuffer(string: $0) }
                ) { (Int($0.status.code), String(buffer: $0.body)) }
            }
            let json = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            return (status, text, json ?? [:])
        }

        func act(_ number: String, _ action: String, id: UUID = UUID(), expected: Int? = nil) async throws -> (
            status: Int, text: String, json: [String: Any]
        ) {
            let seen = expected.map { "\"expected\":\($0)," } ?? ""
            return try await send("/api/v1/cases/\(number)/actions", "{\"id\":\"\(id)\",\(seen)\"action\":\(action)}")
        }
    }

    private static func fields(_ json: [String: Any]) -> [String] {
        let error = json["error"] as? [String: Any]
        return (error?["problems"] as? [[String: String]])?.compactMap { $0["field"] }.sorted() ?? []
    }

    private static func code(_ json: [String: Any]) -> String? { (json["error"] as? [String: Any])?["code"] as? String }

    @Test func aCaseIsOpenedActedOnAndReadAndARetryRecordsOnce() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let caller = try Caller(in: sandbox)
        let opening = #"{"id":"\#(UUID())","form":"new-case","answers":{"case_kind":"suspected","given_name":"Anselma"}}"#
        let opened = try await caller.send("/api/v1/cases", opening)
        #expect(opened.status == 201)
        let again = try await caller.send("/api/v1/cases", opening)
        #expect(again.status == 200 && again.text == opened.text)
        let number = try #require(opened.json["number"] as? String)
        let id = UUID()
        let note = #"{"kind":"noted","text":"Seen at the clinic"}"#
        let noted = try await caller.act(number, note, id: id, expected: 1)
        #expect(noted.status == 201 && noted.json["sequence"] as? Int == 2)
        let repeated = try await caller.act(number, note, id: id, expected: 1)
        #expect(repeated.status == 200 && repeated.json["sequence"] as? Int == 2)
        let behind = try await caller.act(number, #"{"kind":"noted","text":"Too late"}"#, expected: 1)
        let error = behind.json["error"] as? [String: Any]
        #expect(behind.status == 409 && error?["expected"] as? Int == 1 && error?["sequence"] as? Int == 2)
        let given = #""given":"\#(sandbox.today)""#
        #expect(
            try await caller.act(
                number, #"{"kind":"consented","purpose":"referral","recipient":"ngo-shelter",\#(given),"language":"en"}"#
            )
            .status == 201)
        let referral = #"{"kind":"referred","service":"housing","to":"ngo-shelter","text":"Two nights"}"#
        #expect(try await caller.act(number, referral).status == 201)
        #expect(
            try await caller.act(number, #"{"kind":"answered","form":"needs","answers":{"urgent_needs":["safe-place"]}}"#).status
                == 201)
        let read = try await caller.send("/api/v1/cases/\(number)")
        #expect(read.status == 200 && read.json["sequence"] as? Int == 5 && read.text.contains("Anselma"))
        let file = try #require(try sandbox.store.peek(number))
        #expect(file.notes.count == 1 && file.answers["needs"]?["urgent_needs"] == .codes(["safe-place"]))
        #expect(file.referrals.first?.packet == sandbox.country.service("housing")?.packet, "the country says what travels")
        #expect(try sandbox.store.looks(number, as: sandbox.actor("supervisor"), at: Sandbox.now).isEmpty == false)
    }

    @Test func everyFaultIsNamedAtOnceAndNothingIsRecorded() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let caller = try Caller(in: sandbox)
        let number = try await sandbox.open()
        let opening =
            #"{"id":"\#(UUID())","answers":{"given_name":["a","b"],"nonsense":"x","more_nonsense":"y","case_kind":"odd"}}"#
        let opened = try await caller.send("/api/v1/cases", opening)
        #expect(opened.status == 422 && Self.code(opened.json) == "answers")
        #expect(Set(Self.fields(opened.json)).isSuperset(of: ["given_name", "nonsense", "more_nonsense", "case_kind"]))
        let wrong: [(String, [String])] = [
            (
                #"{"kind":"consented","purpose":"anything","recipient":"nowhere","given":"2026-13-45","language":"xx"}"#,
                ["given", "language", "purpose", "recipient"]
            ),
            (#"{"kind":"referred","service":"housing","to":"police-of-elsewhere"}"#, ["to"]),
            (#"{"kind":"noted","text":"  "}"#, ["text"]), (#"{"kind":"closed","reason":"tired of it"}"#, ["reason"]),
            (#"{"kind":"assigned","account":"\#(UUID())"}"#, ["account"]), (#"{"kind":"transferred","agency":"x"}"#, ["agency"]),
            (#"{"kind":"served","service":"magic","on":"2026"}"#, ["on", "service"]), (#"{"kind":"opened"}"#, ["kind"]),
            (#"{"kind":"noted","text":"\#(String(repeating: "x", count: 10_001))"}"#, ["text"]),
            (#"{"kind":"answered","form":"needs","answers":{"given_name":"Anselma"}}"#, ["given_name"]),
        ]
        for (action, fields) in wrong {
            let answer = try await caller.act(number, action)
            #expect(answer.status == 422 && Self.fields(answer.json) == fields, "\(action.prefix(80)): \(answer.text)")
        }
        #expect(try sandbox.store.peek(number)?.sequence == 1)
        let refused = try await caller.act(number, #"{"kind":"referred","service":"housing","to":"ngo-shelter"}"#)
        #expect(refused.status == 409 && Self.code(refused.json) == "refusal.noConsent")
    }

    /// One program asks, another agrees, where the country wants two.
    @Test func aCaseIsClosedByTwo() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let number = try await sandbox.open()
        let (one, other) = (try Caller(in: sandbox), try Caller("supervisor", in: sandbox))
        let ask = #"{"kind":"closureAsked","reason":"goals-met","text":"All is done."}"#
        let close = #"{"kind":"closed","reason":"goals-met"}"#
        #expect(Self.code(try await other.act(number, close).json) == "refusal.closureNotAsked")
        #expect(try await one.act(number, ask).status == 201)
        let asked = try await other.send("/api/v1/cases/\(number)").json["closureAsked"] as? [String: Any]
        #expect(asked?["reason"] as? String == "goals-met" && asked?["text"] as? String == "All is done.")
        #expect(Self.fields(try await other.act(number, #"{"kind":"closureRefused"}"#).json) == ["text"])
        #expect(Self.code(try await one.act(number, #"{"kind":"closureRefused","text":"No."}"#).json) == "refusal.notPermitted")
        #expect(try await other.act(number, #"{"kind":"closureRefused","text":"Ask the person first."}"#).status == 201)
        #expect(Self.code(try await other.act(number, close).json) == "refusal.closureNotAsked")
        #expect(Self.fields(try await one.act(number, #"{"kind":"closureAsked","reason":"tired"}"#).json) == ["reason"])
        #expect(try await one.act(number, ask).status == 201)
        #expect(try await other.act(number, close).status == 201)
        #expect(try sandbox.store.peek(number)?.status == .closed)
    }

    @Test func absentAndForbiddenAreAlikeAndAMisspeltFilterIsNotEverything() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let number = try await sandbox.open()
        let caller = try Caller("service-provider", in: sandbox)
        for path in ["/api/v1/cases/\(number)", "/api/v1/forms/nothing"] {
            let there = try await caller.send(path)
            let absent = try await caller.send("/api/v1/cases/SLU-2026-9999")
            #expect(there.status == 404)
            if path.contains("cases") { #expect(there.text == absent.text) }
        }
        #expect(try await caller.act(number, #"{"kind":"noted","text":"x"}"#).status == 404)
        #expect(try await caller.act(number, #"{"kind":"answered","form":"needs","answers":{}}"#).status == 404)
        #expect(try await caller.send("/api/v1/cases?status=opne").status == 400)
        #expect(try await caller.send("/api/v1/cases?page=0").status == 400)
        #expect(try await caller.send("/api/v1/cases?status=open&page=1").status == 200)
    }

    /// An officer who sees codes only must not read what a colleague wrote in words.
    @Test func freeTextIsOnlyForThoseWhoSeeWhatIsSensitive() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = sandbox.actor("data-protection-officer")
        let manager = Actor(account: sandbox.actor("case-manager").account, agency: officer.agency, role: "case-manager")
        let number = try await sandbox.store.open(
            form: "new-case", answers: Answers(), id: EntryID.made(at: Sandbox.now), prefix: "SLU", as: manager, at: Sandbox.now,
            today: sandbox.today)
        let log = ServiceLog(service: "housing", on: sandbox.today, referral: nil)
        _ = try await sandbox.store.record(
            .served(log, answers: Answers([.text: .text("a secret in words")])), id: EntryID.made(at: Sandbox.now), to: number,
            as: manager, at: Sandbox.now, today: sandbox.today)
        let read = try await Caller("data-protection-officer", in: sandbox).send("/api/v1/cases/\(number)")
        #expect(read.status == 200 && read.text.contains("housing") && !read.text.contains("a secret"))
    }
}
