import Examples
import Foundation
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// The rule on screening by topic, links that nobody takes over, and the key of the badges.
struct CertificateTests {
    /// The same country with another rule, over the same folder.
    private func store(_ test: Sandbox, _ rule: TrainingPractice.Screening, topics: [String] = ["referral"]) throws -> Store {
        var practice = test.country.policy.practice
        practice.training.screening = rule
        practice.training.topics = topics
        let policy = Policy(
            version: "test", roles: test.country.policy.roles, fields: test.country.fields, practice: practice)
        return try Installation(test.folder).store(test.root, policy: policy, node: "strict")
    }

    private func certify(_ account: AccountID, _ test: Sandbox) throws -> (number: String, token: String) {
        let held = try TrainingTests().held(test, account: account)
        try test.store.issue(
            of: held.number, id: .made(at: Sandbox.now), as: test.actor("training-officer"), at: Sandbox.now, today: test.today)
        return held
    }

    private let screening = CaseAction.screened(
        Screening(instrument: "health", version: "1", suggestion: "indicated", conclusion: "possible", again: nil),
        answers: Answers())

    @Test func onlyACertificateOfTheTopicCounts() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let officer = test.actor("first-responder")
        _ = try certify(officer.account, test)
        #expect(try !store(test, .block).lacksCertificate(officer, on: test.today))
        #expect(try !store(test, .block, topics: []).lacksCertificate(officer, on: test.today))
        let strict = try store(test, .block, topics: ["identification"])
        #expect(try strict.isKeptFromScreening(officer, on: test.today), "it is of another topic")
        #expect(try store(test, .warn, topics: ["identification"]).isKeptFromScreening(officer, on: test.today) == false)
    }

    @Test func aReminderStaysThoughAnotherTopicLastsLonger() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let officer = test.actor("first-responder")
        _ = try certify(officer.account, test)
        let trainer = test.actor("training-officer")
        let terms = Course.Plan(title: "Data", topic: "data-protection", attendance: 50, validityMonths: 60)
        let course = try test.store.offer(terms, id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now)
        let number = try test.store.plan(
            Workshop.Plan(
                course: course, version: 1, terms: terms, days: [test.today], place: "Castries", language: "en", capacity: 9),
            id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now, today: test.today)
        _ = try TrainingTests().join("Marie Auguste", number, test, account: officer.account)
        try TrainingTests().record(.closed, to: number, test)
        try test.store.issue(of: number, id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now, today: test.today)
        #expect(try test.store.certificates(of: officer.account).count == 2)
        let ending = try test.store.refreshers(as: trainer, on: test.today.adding(months: 11))
        #expect(ending.map(\.topic) == ["referral"])
        let people = try await test.store.refreshersWithPeople(as: trainer, at: Sandbox.now, today: test.today.adding(months: 11))
        #expect(people.map(\.certificate.name) == ["Marie Auguste"])
        await #expect(throws: StoreFault.notFound) {
            try await test.store.refreshersWithPeople(as: officer, at: Sandbox.now, today: test.today)
        }
        let transcript = try test.store.transcript(of: officer.account)
        #expect(Set(transcript.lines.map(\.course)) == ["Data", "Referral"])
        #expect(try await test.store.transcript(of: officer.account, as: trainer, at: Sandbox.now) == transcript)
        await #expect(throws: StoreFault.notFound) {
            try await test.store.transcript(of: officer.account, as: officer, at: Sandbox.now)
        }
    }

    /// Under "block" neither door is open; under "warn" the screening tells that no certificate was held.
    @Test func theRuleCoversTheQuickScreenAndLeavesAMark() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open(by: "first-responder")
        let officer = test.actor("first-responder")
        let quick = CaseAction.answered(
            form: test.country.screening.form.id, answers: Answers([test.country.screening.form.fields[0].id: .text("yes")]))
        for action in [quick, screening] {
            await #expect(throws: Refusal("certificateNeeded")) {
                try await store(test, .block).record(
                    action, id: .made(at: Sandbox.now), to: number, as: officer, at: Sandbox.now, today: test.today)
            }
        }
        let warned = try store(test, .warn)
        _ = try await warned.record(
            screening, id: .made(at: Sandbox.now), to: number, as: officer, at: Sandbox.now, today: test.today)
        _ = try certify(officer.account, test)
        try warned.follow()
        _ = try await warned.record(
            screening, id: .made(at: Sandbox.now), to: number, as: officer, at: Sandbox.now, today: test.today)
        try test.store.follow()
        _ = try await test.store.record(
            screening, id: .made(at: Sandbox.now), to: number, as: officer, at: Sandbox.now, today: test.today)
        let (file, _) = try await test.store.read(number, as: officer, for: .casework, at: Sandbox.now)
        #expect(file.screenings.map(\.screening.isCertified) == [false, true, nil])
    }

    @Test func nobodyTakesOverACertificateByItsAddress() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let officer = test.actor("first-responder")
        let (number, token) = try certify(officer.account, test)
        func link(_ signIn: String) throws {
            try test.store.link(
                token, to: test.actor(signIn).account, id: .made(at: Sandbox.now), at: Sandbox.now, today: test.today)
        }
        #expect(throws: Refusal("linkedToAnother")) { try link("case-manager") }
        #expect(try !test.store.hasCertificate(test.actor("case-manager").account, on: test.today))
        #expect(try test.store.hasCertificate(officer.account, on: test.today))
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt)
        #expect(number.hasPrefix("W-"))
    }

    @Test func aCertificateIsIssuedAgainWithTheNamePutRight() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (number, token) = try certify(test.actor("first-responder").account, test)
        let (workshop, participant) = try test.store.participant(token)
        let old = try #require(workshop.certificates.first)
        var person = participant.person
        person.name = "Marie-Ange Auguste"
        try TrainingTests().record(.corrected(participant.id, person), to: number, test)
        #expect(try test.store.certificate(serial: old.serial)?.name == "Marie Auguste")
        let id = EntryID.made(at: Sandbox.now)
        for _ in 0..<2 {
            try test.store.replace(
                old.serial, of: number, because: "Typing.", id: id, as: test.actor("training-officer"), at: Sandbox.now,
                today: test.today)
        }
        let all = try test.store.participant(token).workshop.certificates
        #expect(all.map(\.name) == ["Marie Auguste", "Marie-Ange Auguste"] && all[0].revokedOn != nil)
        #expect(try test.store.certificate(serial: all[1].serial)?.isOf("  marie ange AUGUSTE ") == true)
        #expect(all[1].isOf("Marie Auguste") == false)
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt)
    }

    /// Two processes that sign their first badge at once are one issuer.
    @Test func theFirstBadgesOfTwoProcessesHaveOneIssuer() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let stores = try (0..<4).map { _ in try store(test, .off) }
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for store in stores + [test.store] { group.addTask { try store.badgeKey(at: Sandbox.now).did } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(names.count == 1)
        #expect(names.first == (try test.store.badgeKey(at: Sandbox.now).did))
    }
}
