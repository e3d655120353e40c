import Examples
import Foundation
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Testing

@testable import Web

/// Every act of a case that a page records is there for programs, with the same questions, and makes the same entry.
struct AskedActTests {
    /// The acts of the recorded shapes, which hold each there is.
    private func words() throws -> Set<String> {
        let file = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
            .appending(path: "RegisterTests/Shapes/case.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").reduce(into: []) {
            $0.insert(try JSONDecoder().decode(CaseAction.self, from: Data($1.utf8)).word)
        }
    }

    @Test func everyActIsThereAndOpenAPISaysWhatItAsks() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let named = [
            "referralAccepted": "referralDecided", "referralDeclined": "referralDecided", "decidedReasonable": "decided",
            "decidedConclusive": "decided", "toldApart": "matched",
        ]
        let acts = try Set(words().map { named[$0] ?? $0 })
        // Opening has an address of its own, and where a case came from is recorded with the act that leads to it.
        #expect(acts.subtracting(["opened", "came"]) == Set(AskedAct.all.map(\.kind)).subtracting(["destroyed"]))
        let document = try JSONSerialization.jsonObject(with: OpenAPI.document(of: sandbox.country)) as? [String: Any]
        let schemas = (document?["components"] as? [String: Any])?["schemas"] as? [String: Any] ?? [:]
        for act in AskedAct.all {
            let schema = try #require(schemas["act-\(act.kind)"] as? [String: Any], "\(act.kind)")
            let asks = act.asks(sandbox.country)
            let about = act.about.map { [$0.key] } ?? []
            let properties = schema["properties"] as? [String: Any] ?? [:]
            #expect(Set(properties.keys) == Set(asks.map(\.key) + about + ["kind"]), "\(act.kind)")
            let required = schema["required"] as? [String] ?? []
            #expect(Set(required) == Set(asks.filter(\.isRequired).map(\.key) + about + ["kind"]), "\(act.kind)")
        }
    }

    /// The questions of a page are those of its act: a page that asks something else, or no more, fails here.
    @Test func aPageAsksWhatItsActAsks() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let number = try await sandbox.open(Answers(["birth_date": .text("2015-05-05")]))
        let pages = [
            ("noted", "notes"), ("assigned", "assignment"), ("transferred", "transfer"), ("consented", "consents"),
            ("referred", "referrals?service=housing"), ("served", "services"), ("tasked", "todo"), ("delegated", "todo"),
            ("excluded", "exclusions"), ("closureAsked", "closure"), ("held", "retention"), ("linked", "known"),
            ("attached", "attachments"),
        ]
        // Only another way to the page says which record a task is given out in, and who serves what.
        let elsewhere: [String: Set<String>] = ["tasked": ["record"], "served": ["goal"], "attached": ["name"]]
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        let desk = try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
        site.open(desk)
        try await Application(router: site.router()).test(.router) { client in
            for (kind, page) in pages {
                let member = sandbox.actor(["excluded", "held", "linked"].contains(kind) ? "supervisor" : "case-manager")
                let token = try desk.sessions.start(member.account, device: "", language: "en", isComplete: true, at: Sandbox.now)
                let text = try await client.execute(
                    uri: "/cases/\(number)/\(page)", method: .get, headers: [.cookie: "\(Sessions.cookie)=\(token)"]
                ) { String(buffer: $0.body) }
                let names = text.matches(of: /name="([^"]+)"/).map { String($0.1) }
                let act = try #require(AskedAct.byKind[kind])
                for ask in act.asks(sandbox.country) where elsewhere[kind]?.contains(ask.name) != true {
                    let input = if case .day = ask.kind { ask.name + ".day" } else { ask.name }
                    #expect(names.contains(input), "\(kind) asks \(ask.name), \(page) does not")
                }
            }
        }
    }

    /// A child's consent with a guardian, assent and an interpreter, once by the page and once by a program.
    @Test func aConsentOfAChildIsTheSameByEitherWay() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let caller = try ProgramTests.Caller(in: sandbox)
        let (byPage, byProgram) = (try await sandbox.open(), try await sandbox.open())
        let (today, told) = (sandbox.today, sandbox.country.consentQuestions.map(\.code))
        #expect(told.count > 1)
        let desk = try #require(caller.site.openDesk)
        let member = sandbox.actor("case-manager")
        let token = try desk.sessions.start(member.account, device: "", language: "en", isComplete: true, at: Sandbox.now)
        let session = try #require(try desk.sessions.find(token, at: Sandbox.now))
        let fields =
            [
                ("form-token", session.formToken), ("entry", "\(UUID())"), ("purpose", "referral"), ("recipient", "ngo-shelter"),
                ("given.day", "\(today.day ?? 1)"), ("given.month", "\(today.month ?? 1)"), ("given.year", "\(today.year)"),
                ("language", "acf"), ("by", "guardian"), ("guardian", "Ianthe Polius"), ("assent", "1"), ("interpreter", "1"),
                ("text", "In the kitchen."),
            ] + told.map { ("told", $0) }
        let body = fields.map { "\($0.0)=\($0.1.replacing(" ", with: "+"))" }.joined(separator: "&")
        let status = try await Application(router: caller.site.router()).test(.router) { client in
            try await client.execute(
                uri: "/cases/\(byPage)/consents", method: .post,
                headers: [.cookie: "\(Sessions.cookie)=\(token)", .contentType: "application/x-www-form-urlencoded"],
                body: ByteBuffer(string: body)
            ) { $0.status.code }
        }
        #expect(status == 303)
        let act: [String: Any] = [
            "kind": "consented", "purpose": "referral", "recipient": "ngo-shelter", "given": today.description, "language": "acf",
            "by": "guardian", "guardian": "Ianthe Polius", "assent": true, "interpreter": true, "text": "In the kitchen.",
            "told": told,
        ]
        let json = String(decoding: try JSONSerialization.data(withJSONObject: act), as: UTF8.self)
        let sent = try await caller.act(byProgram, json)
        #expect(sent.status == 201, "\(sent.text)")
        func kept(_ number: String) async throws -> Data {
            let entries = try await sandbox.store.history(number, as: member, at: Sandbox.now)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return try encoder.encode(try #require(entries.last?.action))
        }
        let (page, program) = (try await kept(byPage), try await kept(byProgram))
        #expect(page == program && page.count > 200)
        #expect(String(decoding: page, as: UTF8.self).contains("Ianthe Polius"))
    }

    /// Another person under the id of a case is not that case, and a key that is misspelt is not one that was left out.
    @Test func aCaseIsOpenedForOnePersonAndEveryKeyCounts() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let caller = try ProgramTests.Caller(in: sandbox)
        func open(_ name: String, _ more: String = "") async throws -> (status: Int, text: String, json: [String: Any]) {
            let answers = #"{"case_kind":"suspected","given_name":"\#(name)"}"#
            return try await caller.send("/api/v1/cases", #"{"id":"\#(Sandbox.someID)","answers":\#(answers)\#(more)}"#)
        }
        #expect(try await open("Ianthe", #","foo":1"#).status == 422)
        #expect(try await open("Ianthe").status == 201)
        #expect(try await open("Ianthe").status == 200)
        let other = try await open("Marie")
        #expect(other.status == 409 && other.text.contains("usedElsewhere"))
        let number = try #require(try await open("Ianthe").json["number"] as? String)
        let act = #"{"kind":"noted","text":"x"}"#
        let odd = try await caller.send(
            "/api/v1/cases/\(number)/actions", #"{"id":"\#(UUID())","action":\#(act),"expcted":3}"#)
        #expect(odd.status == 422 && odd.text.contains("expcted"))
        #expect(try sandbox.store.peek(number)?.sequence == 1)
    }

    /// What a program sends that no page asks is a fault, as is what is missing.
    @Test func whatIsNotAskedIsAFault() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let caller = try ProgramTests.Caller(in: sandbox)
        let number = try await sandbox.open()
        let wrong = [
            (#"{"kind":"noted","text":"x","txet":"y"}"#, ["txet"]), (#"{"kind":"noted","text":["x"]}"#, ["text"]),
            (#"{"kind":"consented","purpose":"referral","given":"2026-11-01","language":"en","assent":"yes"}"#, ["assent"]),
            (#"{"kind":"noted","text":"a\u0000b"}"#, ["text"]),
            (#"{"kind":"linked","number":"SLU-2026-0009","as":"twin"}"#, ["as"]), (#"{"kind":"taskDone"}"#, ["task"]),
            (#"{"kind":"taskDone","task":"one"}"#, ["task"]), (#"{"kind":"recoveryEnded","ended":"2026"}"#, ["ended"]),
            (#"{"kind":"attached","file":"no base64!","text":"x","compartment":"welfare"}"#, ["file"]),
            (#"{"kind":"nothing"}"#, ["kind"]), (#"{"kind":"recorded","form":"goal"}"#, ["answers"]),
        ]
        for (action, fields) in wrong {
            let answer = try await caller.act(number, action)
            let problems = (answer.json["error"] as? [String: Any])?["problems"] as? [[String: String]]
            #expect(answer.status == 422 && problems?.compactMap { $0["field"] }.sorted() == fields, "\(action): \(answer.text)")
        }
        #expect(try sandbox.store.peek(number)?.sequence == 1)
    }

    /// A case from its opening to its end by programs alone: every act is recorded once, under the rules of its role.
    @Test func aWholeLifeByPrograms() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let (number, other) = (try await sandbox.open(), try await sandbox.open())
        let manager = try ProgramTests.Caller(in: sandbox)
        var callers = ["case-manager": manager]
        var done: Set<String> = []
        func last(_ id: (CaseFile) -> EntryID?) throws -> String {
            guard let found = try sandbox.store.peek(number).flatMap(id) else { throw Fault.notFound }
            return found.description
        }
        func act(_ kind: String, _ more: [String: Any] = [:], by signIn: String = "case-manager") async throws {
            let caller = try callers[signIn] ?? ProgramTests.Caller(signIn, in: sandbox)
            callers[signIn] = caller
            let json = try JSONSerialization.data(withJSONObject: more.merging(["kind": kind]) { $1 })
            let answer = try await caller.act(number, String(decoding: json, as: UTF8.self))
            #expect(answer.status == 201, "\(kind) by \(signIn): \(answer.text)")
            done.insert(kind)
        }
        let (today, later) = (sandbox.today.description, sandbox.today.adding(days: 40).description)
        try await act("answered", ["form": "new-case", "answers": ["case_kind": "suspected", "given_name": "Ianthe"]])
        try await act("noted", ["text": "Calm."])
        let instrument = try #require(sandbox.country.instruments.first { $0.audience != .child })
        try await act(
            "screened",
            [
                "form": instrument.id.rawValue, "answers": [String: String](), "conclusion": "possible", "text": "She said so.",
                "again": later,
            ])
        try await act("consented", ["purpose": "referral", "given": today, "language": "en", "recipient": "ngo-shelter"])
        try await act("referred", ["service": "housing", "to": "ngo-shelter", "text": "Two nights."])
        try await act("referralWithdrawn", ["referral": last { $0.referrals.last?.id }])
        try await act("consentWithdrawn", ["consent": last { $0.agreements.last?.id }])
        let glass = try #require(sandbox.country.glassReasons.first?.code)
        let exception = try #require(sandbox.country.exceptions.first?.code)
        try await act("referred", ["service": "housing", "to": "ngo-shelter", "exception": exception])
        try await act("exceptionReviewed", ["referral": last { $0.referrals.last?.id }, "text": "It was right."], by: "supervisor")
        try await act(
            "referralDecided", ["referral": last { $0.referrals.last?.id }, "decision": "accept"], by: "service-provider")
        try await act("served", ["service": "housing", "on": today, "nights": 2, "cost": "45.50"], by: "service-provider")
        try await act("referralCompleted", ["referral": last { $0.referrals.last?.id }], by: "service-provider")
        try await act("recorded", ["form": "goal", "answers": ["go_what": "Work"]])
        try await act("amended", ["record": last { $0.records.last?.id }, "answers": ["go_what": "Work and rest"]])
        try await act("tasked", ["text": "Call the clinic.", "due": later])
        try await act("taskDone", ["task": last { $0.tasks.last?.id }])
        let rule = try #require(sandbox.country.practice.deadlines.first).id.rawValue
        try await act("delegated", ["rule": rule, "colleague": sandbox.actor("case-manager").account.description])
        let text = Data("A statement.".utf8).base64EncodedString()
        try await act("attached", ["file": text, "name": "a.txt", "text": "What she wrote.", "compartment": "welfare"])
        try await act("handedOver", ["file": last { $0.attachments.last?.id }, "text": "To the registry."])
        try await act("linked", ["number": other, "as": "together"])
        try await act("unlinked", ["number": other])
        let grounds: [String: Any] = ["grounds": "reasonable", "outcome": "yes", "text": "All three."]
        let standard = try #require(sandbox.country.decisions?.standards.first?.code)
        try await act("decided", grounds.merging(["standard": standard]) { $1 }, by: "decision-maker")
        let decision = try last { $0.decisions.last?.id }
        try await act("notified", ["decision": decision, "to": "person", "on": today, "language": "en"])
        try await act("reviewAsked", ["decision": decision, "text": "The person asks."])
        try await act("recoveryExtended", ["until": sandbox.today.adding(days: 200).description, "text": "She is ill."])
        try await act("recoveryEnded", ["ended": today, "wish": "She wishes to go home."])
        try await act("closureAsked", ["reason": "goals-met"])
        try await act("closureRefused", ["text": "Ask her first."], by: "supervisor")
        try await act("closureAsked", ["reason": "goals-met", "text": "She agrees."])
        try await act("closed", ["reason": "goals-met"], by: "supervisor")
        try await act("reopened", ["text": "She came back."])
        try await act("assigned", ["account": sandbox.actor("supervisor").account.description])
        try await act("excluded", ["who": "agency:labour"], by: "supervisor")
        try await act("readmitted", ["who": "agency:labour"], by: "supervisor")
        try await act("held", ["text": "The court asked."], by: "supervisor")
        try await act("released", ["text": "It is over."], by: "supervisor")
        try await act("transferred", ["agency": "labour"], by: "supervisor")
        try await act("glassBroken", ["reason": glass, "text": "She is in danger."], by: "focal-point")
        let left: Set<String> = ["referralExpired", "glassReviewed", "matched", "erasureAsked", "erasureRefused", "destroyed"]
        #expect(Set(AskedAct.all.map(\.kind)).subtracting(left).symmetricDifference(done) == [])
    }
}
