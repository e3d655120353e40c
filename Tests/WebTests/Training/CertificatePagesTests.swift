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
            let half = HalfDay(of: now, in: sandbox.country.zone)
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
            try await ask([(path, nil)], at: now)[0]
        }

        /// One after the other, of one running site. With a form, sent.
        func ask(_ all: [(path: String, form: String?)], at now: Moment = Sandbox.now) async throws -> [(status: Int, text: String)]
        {
            let site = Site(country: sandbox.country, clock: { now }) { _ in throw KeyFault.wrongPassphrase }
            site.open(try Desk(country: sandbox.country, store: sandbox.store, at: now))
            return try await Application(router: site.router()).test(.router) { client in
                var answers: [(status: Int, text: String)] = []
                for (path, form) in all {
                    answers.append(
                        try await client.execute(
                            uri: path, method: form == nil ? .get : .post,
                            headers: form == nil ? [:] : [.contentType: "application/x-www-form-urlencoded"],
                            body: form.map { ByteBuffer(string: $0) }
                        ) { (Int($0.status.code), String(buffer: $0.body)) })
                }
                return answers
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
        // No longer once it is revoked, and then no name can be asked for.
        try sandbox.store.record(
            .revoked(serial: held.serials[0], on: sandbox.today, text: "A mistake"), id: .made(at: Sandbox.now), to: held.number,
            as: sandbox.actor("focal-point"), at: Sandbox.now, today: sandbox.today)
        let revoked = try await held.ask([
            ("/verify/\(held.serials[0])", nil), ("/verify/\(held.serials[0])", "name=Anselma+Joseph"),
        ])
        #expect(revoked.allSatisfy { !$0.text.contains("Joseph") && !$0.text.contains("name=\"name\"") })
    }

    /// Valid, expired and revoked differ in colour, sign, heading and title; no title has a name.
    @Test func eachStatusLooksLikeItself() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let held = try await Held(sandbox)
        let valid = try await held.ask("/verify/\(held.serials[0])").text
        #expect(valid.contains("<title>Valid - Check</title>") && valid.contains("<h1 class=\"verdict valid\">"))
        let later = Moment(seconds: Sandbox.now.seconds + 3 * 365 * 86_400)
        let expired = try await held.ask("/verify/\(held.serials[0])", at: later).text
        #expect(expired.contains("<title>Expired - Check</title>") && expired.contains("<h1 class=\"verdict expired\">"))
        let did = try sandbox.store.badgeKey(at: Sandbox.now).did
        let front = try await held.ask("/verify").text
        #expect(valid.contains(did) && front.contains(did), "our key is published")
        #expect(valid.contains("Department of Home Affairs and National Security"))
    }

    /// A forged name shows: only the same or not the same is said, ten times an hour.
    @Test func aNameIsComparedAndNotTold() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let held = try await Held(sandbox)
        let path = "/verify/\(held.serials[0])"
        let two = try await held.ask([(path, "name=anselma++JOSEPH"), (path, "name=Kerlin+Charles")])
        #expect(two[0].status == 200 && two[0].text.contains("This is the name on the certificate."))
        #expect(two[1].status == 422 && two[1].text.contains("This is not the name"))
        #expect(two[1].text.contains("value=\"Kerlin Charles\"") && !two[1].text.contains("Anselma"))
        let many = try await held.ask(
            (0..<11).map { (path, "name=Person+\($0)") } + [("/verify/\(held.serials[1])", "name=Kerlin+Charles")])
        #expect(many[9].status == 422 && many[10].status == 429 && many[11].status == 200, "each certificate has its own count")
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
