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

/// Where only holders of a certificate may screen, nobody is let into an interview that cannot be recorded; and nobody's case is lost.
struct ScreeningRuleTests {
    private struct Worker {
        let client: any TestClientProtocol
        let session: Session
        let token: String
        /// Of the country with the rule.
        let store: Store

        func open(_ sandbox: Sandbox) async throws -> String {
            let number = try await sandbox.open(by: "first-responder")
            try store.follow()
            return number
        }

        func ask(_ path: String, _ form: [(String, String)]? = nil) async throws -> (status: Int, text: String) {
            var headers: HTTPFields = [.cookie: "\(Sessions.cookie)=\(token)"]
            let hidden = [("entry", EntryID.made(at: Sandbox.now).description), ("form-token", session.formToken)]
            let body = form.map { fields in
                (hidden + fields).map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
                    .joined(separator: "&")
            }
            if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
            return try await client.execute(
                uri: path, method: form == nil ? .get : .post, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                (Int(response.status.code), response.headers[.location] ?? String(buffer: response.body))
            }
        }
    }

    private func visit(
        _ signIn: String, under rule: TrainingPractice.Screening, _ test: @escaping @Sendable (Sandbox, Worker) async throws -> Void
    ) async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        var practice = sandbox.country.policy.practice
        practice.training.screening = rule
        let policy = Policy(
            version: "test", roles: sandbox.country.policy.roles, fields: sandbox.country.fields, practice: practice)
        let store = try Installation(sandbox.folder).store(sandbox.root, policy: policy, node: "strict")
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        let desk = try Desk(country: sandbox.country, store: store, at: Sandbox.now)
        site.open(desk)
        try await Application(router: site.router()).test(.router) { client in
            let token = try desk.sessions.start(
                sandbox.actor(signIn).account, device: "", language: "en", isComplete: true, at: Sandbox.now)
            let session = try #require(try desk.sessions.find(token, at: Sandbox.now))
            try await test(sandbox, Worker(client: client, session: session, token: token, store: store))
        }
    }

    private let sentence = "Only holders of a valid training certificate may record a screening."

    @Test func underBlockTheFormsAreClosedBeforeTheQuestions() async throws {
        try await visit("first-responder", under: .block) { sandbox, worker in
            let number = try await worker.open(sandbox)
            let quick = sandbox.country.screening.form.id
            for path in ["screenings/health", "screenings/health/conclusion", "forms/\(quick)"] {
                let page = try await worker.ask("/cases/\(number)/\(path)")
                #expect(page.status == 409 && page.text.contains(sentence), "\(path): \(page.status)")
            }
            let choose = try await worker.ask("/cases/\(number)/screenings")
            #expect(choose.status == 200 && choose.text.contains(sentence) && !choose.text.contains("screenings/health"))
        }
    }

    /// The quick screen still gives its advice, and the case is opened; its answers are not recorded as a screening.
    @Test func underBlockTheCaseIsOpenedWithoutTheAnswers() async throws {
        try await visit("first-responder", under: .block) { sandbox, worker in
            let screening = sandbox.country.screening.form
            let answer = (screening.fields[0].id.rawValue, screening.fields[0].choices.first?.code ?? "yes")
            let advice = try await worker.ask("/screen", [answer])
            #expect(advice.text.contains("but without these answers") && !advice.text.contains("name=\"screening\""))
            let begun = try await worker.ask("/cases/new", [answer, ("screening", "1")])
            #expect(begun.text == "/cases/new")
            let shown = sandbox.country.opening.fields.map(\.id.rawValue).joined(separator: ",")
            let kind = try #require(sandbox.country.opening.fields.first { $0.isRequired })
            let sent = try await worker.ask("/cases/new", [(kind.id.rawValue, kind.choices[0].code), ("shown", shown)])
            #expect(sent.text.hasPrefix("/cases/new/check?draft="))
            let opened = try await worker.ask("/cases/new/check", PageForm.draft(in: try await worker.ask(sent.text).text))
            #expect(opened.text.hasPrefix("/cases/SLU-"), "\(opened.text)")
            try sandbox.store.follow()
            let number = try #require(opened.text.firstMatch(of: /SLU-\d{4}-\d{4,}/).map { String($0.output) })
            let (file, _) = try await sandbox.store.read(
                number, as: sandbox.actor("first-responder"), for: .casework, at: Sandbox.now)
            #expect(file.answers[screening.id] == nil && file.answers[sandbox.country.opening.id] != nil)
        }
    }

    @Test func underWarnTheNoticeStandsOnTheFormAndTheListTellsLater() async throws {
        try await visit("first-responder", under: .warn) { sandbox, worker in
            let number = try await worker.open(sandbox)
            let notice = "You hold no valid training certificate"
            for path in [
                "/cases/\(number)/screenings/health", "/cases/\(number)/forms/\(sandbox.country.screening.form.id)", "/screen",
            ] {
                let page = try await worker.ask(path)
                #expect(page.status == 200 && page.text.contains(notice), "\(path)")
            }
        }
    }
}
