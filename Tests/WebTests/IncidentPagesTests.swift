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

/// From a report to an incident, from a pasted list to cases, from one page of screenings to a conclusion for each.
struct IncidentPagesTests {
    /// A signed-in browser at the router.
    private struct Browser {
        let client: any TestClientProtocol
        let session: Session
        let token: String

        func get(_ path: String) async throws -> (status: Int, text: String) { try await ask(path, .get, nil) }

        /// Sends a form and gives where it leads, or the page that came back.
        func send(_ path: String, _ form: [(String, String)], entry: EntryID = .made(at: Sandbox.now)) async throws -> (
            status: Int, text: String
        ) {
            let all = [("form-token", session.formToken), ("entry", entry.description)] + form
            return try await ask(path, .post, all.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&"))
        }

        private func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }

        private func ask(_ path: String, _ method: HTTPRequest.Method, _ body: String?) async throws -> (Int, String) {
            var headers: HTTPFields = [.cookie: "\(Sessions.cookie)=\(token)"]
            if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
            return try await client.execute(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
            {
                (Int($0.status.code), $0.headers[.location] ?? String(buffer: $0.body))
            }
        }
    }

    private func browse(_ signIns: [String], _ test: @escaping @Sendable (Sandbox, [Browser]) async throws -> Void) async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        let desk = try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
        site.open(desk)
        try await Application(router: site.router()).test(.router) { client in
            let browsers = try signIns.map { signIn in
                let token = try desk.sessions.start(
                    sandbox.actor(signIn).account, device: "", language: "en", isComplete: true, at: Sandbox.now)
                return Browser(client: client, session: try #require(try desk.sessions.find(token, at: Sandbox.now)), token: token)
            }
            try await test(sandbox, browsers)
        }
    }

    @Test func aReportLeadsToAnIncidentOrToTheScreeningsOfACaseByOneClick() async throws {
        try await browse(["case-manager"]) { sandbox, browsers in
            let manager = browsers[0]
            let report = try await sandbox.store.report(
                Answers(["cn_what": .text("Many people in one house.")]), urgency: "urgent", id: .made(at: Sandbox.now),
                as: sandbox.actor("hotline-operator"), at: Sandbox.now, today: sandbox.today)
            #expect(try await manager.send("/concerns/\(report)/incident", []).status == 409, "nobody decided on it yet")
            _ = try await manager.send("/concerns/\(report)/triage", [("outcome", "screen")])
            let entry = EntryID.made(at: Sandbox.now)
            for _ in 0..<2 {
                let reply = try await manager.send("/concerns/\(report)/incident", [], entry: entry)
                #expect(reply.text == "/incidents/I-2026-0001/facts")
            }
            #expect(try sandbox.store.incidents(as: sandbox.actor("case-manager")).count == 1)
            let incident = try await manager.get("/incidents/I-2026-0001").text
            #expect(incident.contains("/concerns/\(report)") && !incident.contains("Many people"))
            #expect(try await manager.get("/concerns/\(report)").text.contains("/incidents/I-2026-0001"))
            let opened = try await manager.send("/concerns/\(report)/case", [("then", "screenings")])
            #expect(opened.text.hasPrefix("/cases/") && opened.text.hasSuffix("/screenings"))
            #expect(try await manager.get(opened.text).status == 200)
        }
    }

    @Test func aPastedListIsShownAsUnderstoodAndThenOpensACaseForEach() async throws {
        try await browse(["case-manager", "decision-maker"]) { sandbox, browsers in
            let manager = browsers[0]
            let actor = sandbox.actor("case-manager")
            let number = try sandbox.store.openIncident(
                Answers(), id: .made(at: Sandbox.now), as: actor, at: Sandbox.now, today: sandbox.today)
            let people = "/incidents/\(number)/people"
            let faulty = try await manager.send(people, [("list", "Octavia Popo; f; 130\n<b>Tevin</b>; m; 31"), ("unknown", "2")])
            #expect(faulty.status == 422 && faulty.text.contains("Line 1") && faulty.text.contains("&lt;b&gt;Tevin"))
            let leads = try await manager.send(people, [("list", "Octavia Popo; f; 30"), ("unknown", "2")]).text
            #expect(leads.hasPrefix(people + "/check?draft="))
            let check = try await manager.get(leads).text
            #expect(check.contains("Octavia Popo") && check.contains("Check, then add 3 people"))
            let entry = EntryID.made(at: Sandbox.now)
            let draft = PageForm.draft(in: check)
            for _ in 0..<2 {
                #expect(try await manager.send(people + "/check", draft, entry: entry).text == "/incidents/\(number)")
            }
            let page = try await manager.get("/incidents/\(number)").text
            #expect(page.contains("3 people") && page.contains("Octavia Popo"))
            let case1 = try #require(page.firstMatch(of: /\/cases\/SLU-2026-\d+/)).output
            #expect(try await manager.get(String(case1)).text.contains("href=\"/incidents/\(number)\""))
            let decider = try await browsers[1].get(String(case1))
            #expect(decider.status == 200 && decider.text.contains(number) && !decider.text.contains("href=\"/incidents/"))
        }
    }

    @Test func aRowThatIsInOrderIsRecordedAndAFaultyOneComesBackAsItWasTyped() async throws {
        try await browse(["case-manager"]) { sandbox, browsers in
            let manager = browsers[0]
            let actor = sandbox.actor("case-manager")
            let number = try sandbox.store.openIncident(
                Answers(), id: .made(at: Sandbox.now), as: actor, at: Sandbox.now, today: sandbox.today)
            let cases = try sandbox.store.bring(
                Array(repeating: [(FormID("new-case"), Answers())], count: 4), to: number, prefix: "SLU",
                id: .made(at: Sandbox.now),
                as: actor, at: Sandbox.now, today: sandbox.today)
            let path = "/incidents/\(number)/screenings/health"
            let signs = ["unsafe", "care", "daily", "kept", "companion", "injury"]
            let answers =
                cases.map { ("person", $0) } + signs.map { ("all.hp_\($0)", "no") }
                + [("\(cases[1]).hp_kept", "disclosed"), ("\(cases[2]).hp_kept", Batch.declined)]
            let leads = try await manager.send(path, answers).text
            #expect(leads.hasPrefix(path + "/conclusion?draft="))
            let page = try await manager.get(leads).text
            #expect(page.matches(of: /There is a sign/).count == 1 && page.matches(of: /do not settle it/).count == 1)
            var form = cases.map { ("entry-\($0)", EntryID.made(at: Sandbox.now).description) }
            form += [("again.day", "1"), ("again.month", "6"), ("again.year", "2027")]
            form += [
                ("conclusion-\(cases[0])", "not-now"), ("conclusion-\(cases[1])", "not-now"), ("conclusion-\(cases[2])", "unclear"),
                ("conclusion-\(cases[3])", ""),
            ]
            let reply = try await manager.send(path + "/conclusion", form + PageForm.draft(in: page))
            #expect(reply.status == 422 && reply.text.contains("2 people are recorded"))
            #expect(!reply.text.contains("conclusion-\(cases[0])-0") && reply.text.contains("conclusion-\(cases[3])-0"))
            #expect(reply.text.contains(/value="not-now" checked/))
            let files = try cases.map { try #require(try sandbox.store.peek($0)) }
            #expect(files.map { $0.screenings.last?.screening.conclusion } == ["not-now", nil, "unclear", nil])
            #expect(files[2].screenings[0].answers["hp_kept"] == .declined)
            let done = try await manager.send(
                path + "/conclusion", form + PageForm.draft(in: reply.text) + [("why-\(cases[1])", "It was long ago and is over.")])
            #expect(done.text == "/incidents/\(number)")
            #expect(try sandbox.store.peek(cases[0])?.screenings.count == 1, "what was recorded is not recorded again")
            #expect(try sandbox.store.peek(cases[1])?.screenings[0].answers[.text] != nil)
            #expect(try sandbox.store.peek(cases[3])?.screenings.isEmpty == true)
        }
    }
}
