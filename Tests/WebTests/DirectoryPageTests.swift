import Examples
import Exchange
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

/// The directory in the browser: a provider from the form to the referral, and a secret address that no page says again.
struct DirectoryPageTests {
    /// Somebody signed in, without a browser.
    struct Worker {
        let router: Router<DoorContext>
        let token: String
        let formToken: String

        init(_ signIn: String, in sandbox: Sandbox, age: AgeProgram = AgeProgram(), publicHost: String? = nil) throws {
            let site = Site(
                country: sandbox.country, publicHost: publicHost, age: age, patience: 60, clock: { Sandbox.now }
            ) { _ in throw KeyFault.wrongPassphrase }
            let desk = try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
            site.open(desk)
            router = site.router()
            token = try desk.sessions.start(
                sandbox.actor(signIn).account, device: "", language: "en", isComplete: true, at: Sandbox.now)
            formToken = try desk.sessions.find(token, at: Sandbox.now)?.formToken ?? ""
        }

        func send(_ path: String, _ form: [(String, String)]? = nil) async throws -> (status: Int, text: String, leads: String) {
            let headers: HTTPFields = [
                .cookie: "\(Sessions.cookie)=\(token)", .contentType: "application/x-www-form-urlencoded",
            ]
            let hidden = [("form-token", formToken), ("entry", EntryID.made(at: Sandbox.now).description)]
            let body = form.map { (hidden + $0).map { "\($0)=\($1.replacing(" ", with: "+"))" }.joined(separator: "&") }
            return try await Application(router: router).test(.router) { client in
                try await client.execute(
                    uri: path, method: body == nil ? .get : .post, headers: headers, body: body.map { ByteBuffer(string: $0) }
                ) { (Int($0.status.code), String(buffer: $0.body), $0.headers[.location] ?? "") }
            }
        }
    }

    static let street = "1 Fictional Street"

    func form(_ name: String, _ agency: String, _ service: String, _ more: [(String, String)]) -> [(String, String)] {
        [
            ("listing-name", name), ("listing-agency", agency), ("listing-services", service),
            ("pv_address", DirectoryPageTests.street),
        ]
            + more
    }

    @Test func aSecretAddressThatIsSentAnywayIsOnNoPage() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let worker = try Worker("case-manager", in: sandbox)
        let open = try await worker.send("/directory/new", form("Desk", "health", "medical", [("pv_secret", "no")]))
        let shelter = try await worker.send("/directory/new", form("House", "ngo-shelter", "housing", [("pv_secret", "no")]))
        #expect(open.status == 303 && shelter.status == 303 && shelter.leads.hasPrefix("/directory/"))
        let reader = try Worker("service-provider", in: sandbox)
        #expect(try await reader.send(open.leads).text.contains(DirectoryPageTests.street))
        let page = try await reader.send(shelter.leads)
        #expect(page.status == 200 && !page.text.contains(DirectoryPageTests.street) && page.text.contains("The address is secret"))
        #expect(!page.text.contains("/check\""))
        #expect(try await !worker.send(shelter.leads + "/listing").text.contains(DirectoryPageTests.street))
        let file = try await reader.send("/directory/export")
        #expect(file.text.contains("\"Desk: ") && file.text.components(separatedBy: "\"address_1\"").count == 2)
    }

    @Test func aReferralGoesToAProviderAndTheFullOnesStandLast() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let worker = try Worker("case-manager", in: sandbox)
        for (name, agency, capacity) in [("Anse", "health", "full"), ("Bel", "health", "free"), ("Cap", "clinic-castries", "few")] {
            let made = try await worker.send("/directory/new", form(name, agency, "medical", [("pv_capacity", capacity)]))
            #expect(made.status == 303)
        }
        let number = try await sandbox.open()
        let answers = Answers(["urgent_needs": .codes(["medical"])])
        _ = try await sandbox.record(.answered(form: "needs", answers: answers), to: number)
        let needs = try await worker.send("/cases/\(number)/referrals").text
        let first = try #require(needs.range(of: "referrals?service="))
        #expect(needs[first.upperBound...].hasPrefix("medical") && needs.components(separatedBy: "Recorded as a need").count == 2)

        let page = try await worker.send("/cases/\(number)/referrals?service=medical").text
        let order = try ["Bel, ", "Cap, ", "value=\"clinic-vieux-fort\"", "Anse, "].map {
            try #require(page.range(of: $0)).lowerBound
        }
        #expect(order == order.sorted())
        let code = try #require(page.firstMatch(of: /value="(health:[^"]+)"[^>]*><span>Bel/)).output.1
        let sent = try await worker.send(
            "/cases/\(number)/referrals", [("service", "medical"), ("to", String(code)), ("exception", "legal-duty"), ("text", "")])
        #expect(sent.status == 303)
        let request = try #require(try sandbox.store.peek(number)?.referrals.first?.request)
        #expect(request.to == "health" && request.provider.map { "health:\($0)" } == String(code))
        // An agency alone, as before there was a directory.
        _ = try await worker.send(
            "/cases/\(number)/referrals",
            [("service", "medical"), ("to", "clinic-vieux-fort"), ("exception", "legal-duty"), ("text", "")])
        let plain = try #require(try sandbox.store.peek(number)?.referrals.last?.request)
        #expect(plain.to == "clinic-vieux-fort" && plain.provider == nil)
    }

    @Test func whoSawAnOlderVersionIsToldBeforeItIsOverwritten() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let worker = try Worker("case-manager", in: sandbox)
        let path = try await worker.send("/directory/new", form("Desk", "health", "medical", [])).leads
        let base = try #require(try await worker.send(path + "/listing").text.firstMatch(of: /name="base" value="([^"]*)"/)).output
            .1
        let mine = form("Front desk", "health", "medical", [("base", String(base))])
        for _ in 0..<2 {
            #expect(try await worker.send(path + "/listing", mine).status == 303, "sent twice it is no other version")
        }
        let late = try await worker.send(path + "/listing", form("Back desk", "health", "medical", [("base", String(base))]))
        #expect(late.status == 409 && late.text.contains("Somebody changed this meanwhile"))
        #expect(late.text.contains("Back desk") && late.text.contains("Front desk"), "both versions")
        #expect(try await worker.send(path).text.contains("Front desk"))
    }
}
