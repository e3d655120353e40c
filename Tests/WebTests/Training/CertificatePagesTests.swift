import Crypto
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

/// A certificate as anyone may check it: valid, expired, revoked, unknown; the name only where its holder wants that.
struct CertificatePagesTests {
    /// A held workshop with two who passed, as the sandbox's focal point gives it.
    private struct Held {
        let sandbox: Sandbox
        let number: String
        let serials: [String]
        let tokens: [String]

        init(_ sandbox: Sandbox) async throws {
            self.sandbox = sandbox
            let (store, now, today) = (sandbox.store, Sandbox.now, sandbox.today)
            let actor = sandbox.actor("focal-point")
            let terms = Course.Plan(
                title: "Identification", topic: "identification", passMark: 0, attendance: 50, validityMonths: 24)
            let course = try store.offer(terms, id: .made(at: now), as: actor, at: now)
            let plan = Workshop.Plan(
                course: course, version: 1, terms: terms, days: [today], place: "Castries", language: "en", capacity: 20)
            number = try store.plan(plan, id: .made(at: now), as: actor, at: now, today: today)
            let code = try store.doorway(ofNumber: number, as: actor).keys.code
            tokens = try ["Anselma Joseph", "Kerlin Charles"].map { name in
                try store.join(
                    Participant.Person(name: name, agency: "police"), at: code, id: .made(at: now), now: now, today: today)
            }
            let half = HalfDay(of: now, offset: sandbox.country.offset)
            let people = try await store.workshop(number, as: actor, at: now).workshop.participants
            let marks = people.flatMap { one in
                HalfDay.Half.allCases.map { Workshop.Mark(participant: one.id, half: HalfDay(half.day, $0), attendance: .present) }
            }
            for action in [Workshop.Action.marked(marks), .closed] {
                try store.record(action, id: .made(at: now), to: number, as: actor, at: now, today: today)
            }
            try store.issue(of: number, id: .made(at: now), as: actor, at: now, today: today)
            serials = try await store.workshop(number, as: actor, at: now).workshop.certificates.map(\.serial)
        }

        func ask(_ path: String, at now: Moment = Sandbox.now) async throws -> (status: Int, text: String) {
            let site = Site(country: sandbox.country, clock: { now }) { _ in throw KeyFault.wrongPassphrase }
            site.open(try Desk(country: sandbox.country, store: sandbox.store, at: now))
            return try await Application(router: site.router()).test(.router) { client in
                try await client.execute(uri: path, method: .get) { (Int($0.status.code), String(buffer: $0.body)) }
            }
        }
    }

    @Test func aCertificateSaysWhetherItCountsAndHidesItsHolder() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let held = try await Held(sandbox)
        try #require(held.serials.count == 2)
        let fresh = try await held.ask("/verify/\(held.serials[0])")
        #expect(fresh.status == 200 && fresh.text.contains("This certificate is valid."))
        #expect(!fresh.text.contains("Anselma"))
        // A phone's small letters and blanks are forgiven.
        #expect(try await held.ask("/verify/\(held.serials[0].lowercased())").status == 200)

        let later = Moment(seconds: Sandbox.now.seconds + 3 * 365 * 86_400)
        let old = try await held.ask("/verify/\(held.serials[0])", at: later)
        #expect(old.text.contains("This certificate has expired."))

        let actor = sandbox.actor("focal-point")
        try sandbox.store.record(
            .revoked(serial: held.serials[1], on: sandbox.today, text: "Signed for by a friend"), id: .made(at: Sandbox.now),
            to: held.number, as: actor, at: Sandbox.now, today: sandbox.today)
        let revoked = try await held.ask("/verify/\(held.serials[1])")
        #expect(revoked.text.contains("This certificate was revoked.") && !revoked.text.contains("friend"))

        // One click for all others does not give it back.
        #expect(throws: Refusal.self) {
            try sandbox.store.issue(of: held.number, id: .made(at: Sandbox.now), as: actor, at: Sandbox.now, today: sandbox.today)
        }

        let unknown = try await held.ask("/verify/W-2026-0001-1-AAAAAAAA")
        #expect(unknown.status == 404 && unknown.text.contains("No certificate has this serial."))
    }

    @Test func theHolderMayShowTheirName() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let held = try await Held(sandbox)
        try sandbox.store.record(
            { .showsName($0.id, true) }, by: held.tokens[0], id: .made(at: Sandbox.now), at: Sandbox.now, today: sandbox.today)
        #expect(try await held.ask("/verify/\(held.serials[0])").text.contains("Anselma Joseph"))
        #expect(try await !held.ask("/verify/\(held.serials[1])").text.contains("Kerlin Charles"))
    }

    @Test func onesOwnBadgeIsSignedByTheInstallationAndNobodyElseGetsIt() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let held = try await Held(sandbox)
        let badge = try await held.ask("/t/\(held.tokens[0])/badge")
        #expect(badge.status == 200 && badge.text.split(separator: ".").count == 3)
        let body = badge.text.split(separator: ".")[1].replacing("-", with: "+").replacing("_", with: "/")
        let data = try #require(Data(base64Encoded: body + String(repeating: "=", count: (4 - body.count % 4) % 4)))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(json["iss"] as? String == (try sandbox.store.badgeKey(at: Sandbox.now).did))
        #expect(try await held.ask("/t/\(String(held.tokens[0].reversed()))/badge").status == 404)
    }
}
