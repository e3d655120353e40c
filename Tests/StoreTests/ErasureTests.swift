import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// After the end of a case nothing opens it and nothing remembers it, and the ledger still proves that nothing else was touched.
struct ErasureTests {
    private static let secret = "Ti Kòk Mapou"
    private static let file = Data("a photograph of the yard behind Morne Mapou".utf8)

    /// A closed case with a name, a file, a draft and a look, whose destruction was asked for.
    private func closed(_ test: Sandbox, erasure: Erasure = .wish, of opened: String? = nil) async throws -> String {
        let number: String
        if let opened {
            number = opened
        } else {
            number = try await test.open(Answers(["given_name": .text(ErasureTests.secret)]))
        }
        let attachment = Attachment(
            type: "text/plain", size: ErasureTests.file.count, digest: Store.digest(ErasureTests.file), original: nil,
            compartment: .welfare)
        _ = try await test.store.record(
            .attached(attachment, answers: said), carrying: ErasureTests.file, id: .made(at: Sandbox.now), to: number,
            as: test.actor("case-manager"), at: Sandbox.now, today: test.today)
        _ = try await test.store.read(number, as: test.actor("case-manager"), for: .casework, at: Sandbox.now)
        try keepDrafts(test, number)
        _ = try await test.record(.closureAsked(reason: "goals-met", answers: said), to: number)
        _ = try await test.record(.closed(reason: "goals-met", answers: said), to: number, by: "supervisor")
        _ = try await test.record(.erasureAsked(erasure, answers: said), to: number, by: "data-protection-officer")
        return number
    }

    private let said = Answers([.text: .text("said")])

    /// What people typed of this person in each place where it can lie, and of somebody else.
    private func keepDrafts(_ test: Sandbox, _ number: String) throws {
        let all: [(String, [String: [String]])] = [
            ("/cases/\(number)/forms/needs", ["health_needs": ["Rest"]]),
            ("/cases/new", ["given_name": ["ti kòk"], "family_name": ["Mapou"]]),
            ("/incidents/I-2026-0001/people", ["list": ["Anselma Popo; f\nTi Kòk Mapou; m; 30"]]),
            ("/incidents/I-2026-0001/screenings/health", ["person": [number, "SLU-2026-9999"]]),
            ("/incidents/I-2026-0001/screenings/health", ["\(number).hp_kept": ["no"]]),
            ("/concerns/C-2026-0001", ["text": ["She asked after \(number)."]]), ("/cases/new", ["given_name": ["Ti Jean"]]),
        ]
        for (step, (page, values)) in all.enumerated() {
            let account = test.actor(step % 2 == 0 ? "case-manager" : "supervisor").account
            let draft = Draft(id: "\(step)", page: page, form: page, values: values, saved: Sandbox.now)
            try test.store.keep(draft, of: account, at: Sandbox.now)
            try test.store.keep(sheet: Data("kp_heard".utf8), for: "\(step)", of: account, at: Sandbox.now)
        }
    }

    private func destroy(_ test: Sandbox, _ number: String, by signIn: String = "supervisor") async throws -> String {
        try await test.store.destroy(
            number, id: .made(at: Sandbox.now), as: test.actor(signIn), at: Sandbox.now, today: test.today)
    }

    @Test func nothingOpensItAndEveryListHasForgottenIt() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let kept = try await test.open(Answers(["given_name": .text("Ti Jean")]))
        let number = try await closed(test)
        let chronicle = try #require(try test.store.live.view.chronicle(ofNumber: number))
        let entries = try test.installation.ledger.lastPosition()
        let before = try test.store.cases(as: test.actor("supervisor")).count
        let certificate = try await destroy(test, number)

        await #expect(throws: StoreFault.notFound) {
            try await test.store.read(number, as: test.actor("supervisor"), for: .casework, at: Sandbox.now)
        }
        #expect(try test.store.peek(number) == nil)
        #expect(try test.store.cases(as: test.actor("supervisor")).count == before - 1)
        #expect(try test.store.cases(as: test.actor("supervisor"), named: "kok").lines.isEmpty)
        #expect(try test.store.cases(as: test.actor("supervisor"), named: "jean").lines.map(\.number) == [kept])
        #expect(try test.installation.ledger.keys(of: chronicle).isEmpty)
        #expect(try test.installation.ledger.keys(of: chronicle.looks).isEmpty)
        let drafts = try ["case-manager", "supervisor"].flatMap {
            try test.store.drafts(of: test.actor($0).account, at: Sandbox.now)
        }
        #expect(drafts.map(\.values) == [["given_name": ["Ti Jean"]]], "of somebody else")
        #expect(try test.installation.ledger.vault("sheet").isEmpty)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
        #expect(!views.live.joined().contains(number) || views.live.filter { $0.contains(number) }.count == 1)

        // The tree still holds every entry, and says how many nobody can open.
        let found = try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy)
        #expect(found.fault == nil)
        #expect(found.entries == entries + 1)
        #expect(found.destroyed == 6)
        let seen = try test.store.destruction(certificate, as: test.actor("data-protection-officer"))
        #expect(seen.certificate?.caseNumber == number)
        #expect(seen.certificate?.files == 1)
        #expect(seen.certificate?.entries == 6)
        #expect(throws: StoreFault.notFound) { try test.store.destruction(certificate, as: test.actor("case-manager")) }
    }

    /// The wrapped keys and the file are gone from the disk, not only from the tables. The control finds what is still there.
    @Test func theBytesOfTheKeysAreOverwritten() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let kept = try await test.open()
        let number = try await closed(test)
        let keys = try test.installation.ledger.keys(of: try #require(try test.store.live.view.chronicle(ofNumber: number)))
        let control = try test.installation.ledger.keys(of: try #require(try test.store.live.view.chronicle(ofNumber: kept)))
        let blob = try #require(
            try test.store.peek(number)?.attachments.first.flatMap { try test.installation.ledger.blob(of: $0.id) })
        #expect(keys.count >= 2)
        _ = try await destroy(test, number)
        let bytes = try test.bytes()
        for wrapped in keys.values { #expect(bytes.range(of: wrapped) == nil) }
        #expect(bytes.range(of: blob.dropFirst(20).prefix(24)) == nil)
        for wrapped in control.values { #expect(bytes.range(of: wrapped) != nil) }
    }

    @Test func anotherPersonAgreesAndNothingThatIsHeldOrDueLaterGoes() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await closed(test)
        await #expect(throws: Refusal("notPermitted")) { try await destroy(test, number, by: "data-protection-officer") }
        _ = try await test.record(.held(answers: said), to: number, by: "supervisor")
        await #expect(throws: Refusal("isHeld")) { try await destroy(test, number) }
        _ = try await test.record(.released(answers: said), to: number, by: "supervisor")
        _ = try await test.record(.erasureRefused(answers: said), to: number, by: "supervisor")
        await #expect(throws: Refusal("erasureNotAsked")) { try await destroy(test, number) }
        // Before its day only the person's own wish ends it.
        let day = try #require(try test.store.peek(number)?.destroyFrom(by: test.country.practice))
        await #expect(throws: Refusal("keptUntil", ["date": day.description])) {
            _ = try await test.record(.erasureAsked(.retention, answers: said), to: number, by: "data-protection-officer")
        }
        #expect(try test.store.ended(as: test.actor("supervisor"), on: day.adding(days: -1)).isEmpty)
        #expect(try test.store.ended(as: test.actor("supervisor"), on: day).map(\.number) == [number])
        #expect(try test.store.peek(number) != nil)
    }

    /// Keys that are merely missing are a fault: only a certificate explains them.
    @Test func missingKeysWithoutACertificateAreAFault() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let chronicle = try #require(try test.store.live.view.chronicle(ofNumber: number))
        try test.installation.ledger.write { db in
            try db.execute(sql: "DELETE FROM chronicle_key WHERE chronicle = ?", arguments: [Data(chronicle.bytes)])
        }
        let found = try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy)
        guard case .key = found.fault else { return #expect(Bool(false), "the missing key was not found") }
    }

    /// What a report says is of the person too. It goes with the last case that came from it, and not before.
    @Test func theReportGoesWithTheLastCaseThatCameFromIt() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let manager = test.actor("case-manager")
        let report = try await test.store.report(
            said, urgency: "urgent", id: .made(at: Sandbox.now), as: test.actor("hotline-operator"), at: Sandbox.now,
            today: test.today)
        try await test.store.record(
            .triaged(outcome: "screen", answers: said), id: .made(at: Sandbox.now), to: report, as: manager, at: Sandbox.now)
        let (_, id) = try await test.store.concern(report, as: manager, at: Sandbox.now)
        var numbers: [String] = []
        for _ in 0..<2 {
            let number = try await test.open()
            _ = try await test.record(.came(from: Origin(kind: .concern, chronicle: id, number: report)), to: number)
            let chronicle = try #require(try test.store.live.view.chronicle(ofNumber: number))
            try await test.store.record(
                .led(to: chronicle, number: number), id: .made(at: Sandbox.now), to: report, as: manager, at: Sandbox.now)
            numbers.append(number)
        }
        _ = try await destroy(test, try await closed(test, of: numbers[0]))
        #expect(try await test.store.concern(report, as: manager, at: Sandbox.now).concern.number == report)
        let certificate = try await destroy(test, try await closed(test, of: numbers[1]))
        await #expect(throws: StoreFault.notFound) {
            _ = try await test.store.concern(report, as: manager, at: Sandbox.now)
        }
        #expect(try test.store.concerns(as: manager).lines.isEmpty)
        #expect(try test.store.destruction(certificate, as: test.actor("supervisor")).certificate?.report == report)
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
    }

    @Test func anIncidentGoesOnWithoutWhoWasDestroyed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let manager = test.actor("case-manager")
        let incident = try test.store.openIncident(
            Answers(["ic_on": .text("2026-06-01"), "ic_what": .text("found")]), id: .made(at: Sandbox.now), as: manager,
            at: Sandbox.now, today: test.today)
        let numbers = try test.store.bring(
            [[("new-case", Answers())], [("new-case", Answers())]], to: incident, prefix: "SLU", id: .made(at: Sandbox.now),
            as: manager, at: Sandbox.now, today: test.today)
        _ = try await destroy(test, try await closed(test, of: numbers[0]))
        let known = try await test.store.incident(incident, as: manager, at: Sandbox.now)
        let left = try test.store.people(of: known, language: nil, needed: nil, as: manager, at: Sandbox.now)
        #expect(left.map(\.number) == [numbers[1]])
        try test.store.record(
            .barred(.agency("police")), id: .made(at: Sandbox.now), to: incident, as: manager, at: Sandbox.now)
        #expect(try test.store.peek(numbers[1])?.excluded == [.agency("police")])
    }

    /// An act that was under way when its case was destroyed does not bring it back.
    @Test func whatWasSealedBeforeIsNotRecordedAfter() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await closed(test)
        let (chronicle, known, permit) = try test.store.find(number, test.actor("case-manager"), Sandbox.now)
        var next = known
        let late = try test.store.propose(
            CaseAction.noted(answers: said), .made(at: Sandbox.now), to: &next, chronicle, permit.actor, Sandbox.now)
        _ = try await destroy(test, number)
        #expect(try test.installation.ledger.append([late.proposal], asOne: false) == [.behind(sequence: known.sequence)])
        #expect(try test.installation.ledger.keys(of: chronicle).isEmpty)
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
    }

    @Test func aSecondProcessForgetsItTooAndAStartFindsNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await closed(test)
        let other = try Store(ledger: test.installation.ledger, root: test.root, policy: test.country.policy, node: "other")
        #expect(try other.peek(number) != nil)
        _ = try await destroy(test, number)
        try other.follow()
        #expect(try other.peek(number) == nil)
        let again = try Store(ledger: test.installation.ledger, root: test.root, policy: test.country.policy, node: "again")
        #expect(try again.peek(number) == nil)
        #expect(try again.destructions(as: test.actor("supervisor")).count == 1)
    }
}
