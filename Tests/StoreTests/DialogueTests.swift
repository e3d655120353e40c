import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// A report from the public: its code leads to its messages, and nothing else does.
struct DialogueTests {
    static let secret = "She waits behind the Marigot bakery"

    func received(_ seed: String = "seed", _ text: String = DialogueTests.secret) throws -> Received {
        try Received(
            seed: seed, answers: Answers(["cn_what": .text(text), "cn_urgency": .text("urgent"), "cn_source": .text("public")]),
            urgency: "urgent", channel: "public", form: "public-report", language: "en")
    }

    /// Keeps it and gives its code.
    func send(_ test: Sandbox, _ received: Received, at now: Moment = Sandbox.now) throws -> ReplyCode {
        let code = try test.store.replyCode(for: received)
        try test.store.receive(received, under: try test.store.replyKey(for: code.digits), at: now, today: test.today)
        return code
    }

    func pass(_ test: Sandbox, _ code: ReplyCode) throws -> ReplyPass? {
        try test.store.pass(under: try test.store.replyKey(for: code.digits), at: Sandbox.now)
    }

    func write(_ test: Sandbox, _ text: String, _ pass: ReplyPass) async throws {
        try await test.store.write(
            Answers([.text: .text(text)]), id: .made(at: Sandbox.now), with: pass, at: Sandbox.now)
    }

    @Test func whoReadIsTold() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let pass = try #require(try pass(test, try send(test, try received())))
        let codes = try #require(test.country.door).standings.map(\.code)
        func standing() throws -> String? { try test.store.dialogue(pass)?.standing(of: codes) }
        #expect(try standing() == "arrived")
        let triager = test.actor("supervisor")
        let number = try test.store.concerns(as: triager).lines[0].number
        _ = try await test.store.concern(number, as: triager, at: Sandbox.now)
        #expect(try standing() == "read")
        try await test.store.record(
            .marked(standing: "acting"), id: .made(at: Sandbox.now), toConcern: number, as: triager, at: Sandbox.now)
        #expect(try standing() == "acting")
    }

    @Test func aFloodOfReportsHidesNoMessage() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let triager = test.actor("supervisor")
        let pass = try #require(try pass(test, try send(test, try received("first"))))
        let first = try test.store.concerns(as: triager).lines[0].number
        try await test.store.record(
            .triaged(outcome: "screen", answers: Answers()), id: .made(at: Sandbox.now), to: first, as: triager, at: Sandbox.now)
        for index in 0..<130 {
            _ = try await test.store.report(
                Answers(["cn_what": .text("Noise \(index)")]), urgency: "other", id: .made(at: Sandbox.now), as: triager,
                at: Sandbox.now, today: test.today)
        }
        try await write(test, "I must go tonight.", pass)
        let messages = try test.store.concerns(as: triager, only: .messages)
        #expect(messages.lines.map(\.number) == [first] && messages.count == 1)
        let pages = try (0..<3).map { try test.store.concerns(as: triager, page: $0, size: 50) }
        #expect(pages.map(\.count) == [131, 131, 131] && pages.map(\.lines.count) == [50, 50, 31])
        #expect(Set(pages.flatMap { $0.lines.map(\.number) }).count == 131)
        #expect(try test.store.concerns(as: triager, only: .waiting).count == 130)
    }

    @Test func bothSidesWriteAndTheIndexFollows() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let code = try send(test, try received())
        let triager = test.actor("supervisor")
        let line = try #require(try test.store.concerns(as: triager).lines.first)
        #expect(line.isPublic && line.urgency == "urgent" && line.due.map { $0 >= Sandbox.now.after(hours: 1) } == true)
        #expect(try test.store.dialogue(ofConcern: line.number, as: triager)?.messages.isEmpty == true)
        let pass = try #require(try pass(test, code))
        try await write(test, "I am alone now.", pass)
        #expect(try test.store.concerns(as: triager).lines[0].waitsForAnswer)
        try await test.store.record(
            .answered(answers: Answers([.text: .text("Where may we meet?")])), id: .made(at: Sandbox.now),
            toConcern: line.number, as: triager, at: Sandbox.now)
        try await test.store.record(
            .marked(standing: "acting"), id: .made(at: Sandbox.now), toConcern: line.number, as: triager, at: Sandbox.now)
        let seen = try #require(try test.store.dialogue(pass))
        #expect(seen.messages.map(\.text) == ["I am alone now.", "Where may we meet?"])
        #expect(seen.standing(of: ["arrived", "read"]) == "acting" && seen.messages.allSatisfy { $0.author == nil })
        let team = try #require(try test.store.dialogue(ofConcern: line.number, as: triager))
        #expect(team.messages.map(\.author) == [nil, triager.account] && team.messages.map(\.text) == seen.messages.map(\.text))
        #expect(try !test.store.concerns(as: triager).lines[0].waitsForAnswer)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt && views.live.joined().contains("waits"))
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
    }

    @Test func whoDoesNotTriageReadsNoMessage() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try send(test, try received())
        let number = try test.store.concerns(as: test.actor("supervisor")).lines[0].number
        for signIn in ["service-provider", "first-responder", "task-force-viewer", "administrator", "data-protection-officer"] {
            #expect(throws: StoreFault.notFound) { try test.store.dialogue(ofConcern: number, as: test.actor(signIn)) }
            await #expect(throws: StoreFault.notFound) {
                try await test.store.record(
                    .marked(standing: "read"), id: .made(at: Sandbox.now), toConcern: number, as: test.actor(signIn),
                    at: Sandbox.now)
            }
        }
    }

    /// After an answer that was lost on the way, the same form brings the same code; other words are another report.
    @Test func sentAgainItIsOneReportWithTheSameCode() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let first = try send(test, try received())
        #expect(try send(test, try received(), at: Sandbox.now.after(hours: 7)) == first)
        #expect(try test.store.concerns(as: test.actor("supervisor")).lines.count == 1)
        #expect(try send(test, try received("seed", "Somebody else at the same telephone")) != first)
        #expect(try send(test, try received("another")) != first)
        #expect(try test.store.concerns(as: test.actor("supervisor")).lines.count == 3)
    }

    /// Neither the place in the vault nor an identity tells the code, the moment, or which entry belongs to which place.
    @Test func nothingOnDiskLeadsFromACodeToItsMessages() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let code = try send(test, try received())
        let pass = try #require(try pass(test, code))
        try await write(test, "Morne Fortune, the blue gate", pass)
        let bytes = try test.bytes()
        for text in [code.digits, code.groups.joined(separator: " "), DialogueTests.secret, "Morne Fortune"] {
            #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)")
        }
        let (key, sealed) = try #require(try test.installation.ledger.vault("reply").first)
        #expect(bytes.range(of: Data(key.utf8)) == nil, "the place has a name that can be read")
        let rows = try test.installation.ledger.read { try Data.fetchAll($0, sql: "SELECT sealed FROM vault") }
        #expect(rows.allSatisfy { bytes.range(of: $0) != nil }, "the control is not found: the search is worth nothing")
        // With the root key and without the code: neither the vault's key nor any key of the ledger opens the place.
        let rootKeys = ["vault", "reply-door", "reply-draw", "reply-pass", "index"].map { Seal(key: test.root.derived(for: $0)) }
        for seal in rootKeys {
            #expect((try? seal.open(sealed, at: Data("reply/\(key)".utf8))) == nil)
        }
        // With the code and another root key, as with the folder alone: another place.
        let other = try ReplyKeys(RootKey.random()).key(for: code.digits)
        #expect(other.lookUp != key)
        #expect(try test.store.replyKey(for: code.digits).lookUp == key)
        // Times: the identities hold none, the stamp only the part of the day.
        let concern = try await test.store.concern(
            try test.store.concerns(as: test.actor("supervisor")).lines[0].number, as: test.actor("supervisor"), at: Sandbox.now)
        let zone = test.country.zone
        #expect(concern.concern.reported == Sandbox.now.coarse(in: zone) && concern.concern.reported != Sandbox.now)
        let known: Store.Known<Concern> = try test.store.load(concern.id)
        let dialogue = try #require(known.chronicle.lineage?.dialogue)
        let stamp = { (id: ChronicleID) in id.bytes.prefix(6).reduce(0) { $0 << 8 | Int($1) } / 1000 }
        for id in [concern.id, dialogue] { #expect(abs(stamp(id) - Sandbox.now.seconds) > 86_400) }
        let columns = try test.installation.ledger.read { try $0.columns(in: "vault").map(\.name) }
        #expect(columns == ["mark", "kind", "sealed"])
    }

    /// A short word and a long story are the same bytes; a report of staff too.
    @Test func lengthsTellNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try send(test, try received("a", "Help"))
        _ = try send(test, try received("b", String(repeating: "A long story. ", count: 200)))
        _ = try await test.store.report(
            Answers(["cn_what": .text("Called.")]), urgency: "urgent", id: .made(at: Sandbox.now),
            as: test.actor("hotline-operator"), at: Sandbox.now, today: test.today)
        let numbers = try test.store.concerns(as: test.actor("supervisor")).lines.map(\.number)
        let sizes = try numbers.map { number -> Int in
            let id = try #require(try test.store.live.view.chronicle(ofConcern: number))
            return try test.installation.ledger.rows(of: id, after: 0)[0].sealed.count
        }
        #expect(sizes.count == 3 && Set(sizes).count == 1)
        #expect([0, 1, 4096].map { Padding.size(for: $0) } == [4096, 4096, 4096])
        #expect([4097, 16_384, 70_000, 262_145].map { Padding.size(for: $0) } == [16_384, 16_384, 262_144, 524_288])
        for count in [0, 1, 4088, 4089, 300_000] {
            let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0) })
            #expect(Padding.taken(from: Padding.wrapped(bytes)) == bytes)
        }
    }

    /// The person may be forced to delete: the messages go for ever, the report stays.
    @Test func anEndedCodeOpensNothingAndTheReportStays() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let code = try send(test, try received())
        let pass = try #require(try pass(test, code))
        let picture = Data("a picture of the yard".utf8)
        try await test.store.write(
            Answers([.text: .text("Look")]),
            picture: (Dialogue.Picture(type: "image/png", digest: Store.digest(picture)), picture), id: .made(at: Sandbox.now),
            with: pass, at: Sandbox.now)
        let supervisor = test.actor("supervisor")
        let number = try test.store.concerns(as: supervisor).lines[0].number
        #expect(try test.store.dialogue(pass)?.messages.map(\.hasPicture) == [true])
        let message = try #require(try test.store.dialogue(ofConcern: number, as: supervisor)?.messages.first?.picture)
        #expect(
            try await test.store.picture(message, ofConcern: number, as: supervisor, at: Sandbox.now).bytes == picture)
        let blob = try #require(try test.installation.ledger.blob(of: message))
        #expect(blob.count > 4096 && blob.count < 4200)
        let wrapped = try test.installation.ledger.keys(of: pass.dialogue)
        try test.store.end(pass, at: Sandbox.now, today: test.today)
        try test.store.end(pass, at: Sandbox.now, today: test.today)
        #expect(try self.pass(test, code) == nil)
        #expect(try test.store.dialogue(pass) == nil, "a page that lies open shows nothing more either")
        await #expect(throws: StoreFault.notFound) { try await write(test, "late", pass) }
        #expect(try test.store.dialogue(ofConcern: number, as: supervisor) == nil)
        #expect(try await test.store.concern(number, as: supervisor, at: Sandbox.now).concern.answers["cn_what"] != nil)
        let bytes = try test.bytes()
        for key in wrapped.values { #expect(bytes.range(of: key) == nil) }
        #expect(bytes.range(of: blob.dropFirst(20).prefix(24)) == nil)
        let found = try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy)
        #expect(found.fault == nil && found.destroyed == 2)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }

    /// A picture that is missing or was changed is found by the check of the ledger.
    @Test func aPictureThatIsGoneIsAFault() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let pass = try #require(try pass(test, try send(test, try received())))
        let picture = Data("a picture".utf8)
        try await test.store.write(
            Answers(), picture: (Dialogue.Picture(type: "image/png", digest: Store.digest(picture)), picture),
            id: .made(at: Sandbox.now), with: pass, at: Sandbox.now)
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
        try test.installation.ledger.write { try $0.execute(sql: "UPDATE blob SET sealed = zeroblob(4200)") }
        guard case .file = try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault else {
            return #expect(Bool(false), "the changed picture was not found")
        }
    }

    @Test func aPassEndsAfterAQuarterOfAnHourAndNobodyElseMakesOne() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let pass = try #require(try pass(test, try send(test, try received())))
        let text = try test.store.text(of: pass)
        #expect(test.store.pass(text, at: Moment(seconds: Sandbox.now.seconds + 899)) == pass)
        #expect(test.store.pass(text, at: Moment(seconds: Sandbox.now.seconds + 900)) == nil)
        #expect(test.store.pass(String(text.reversed()), at: Sandbox.now) == nil)
        #expect(test.store.pass("", at: Sandbox.now) == nil)
    }

    /// After its time, and not before; never while the public waits for an answer.
    @Test func aReportWhoseTimeIsOverIsDestroyedWithItsMessages() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let code = try send(test, try received())
        let (officer, supervisor) = (test.actor("data-protection-officer"), test.actor("supervisor"))
        let number = try test.store.concerns(as: supervisor).lines[0].number
        let call = try await test.store.report(
            Answers(["cn_source": .text("hotline")]), urgency: "other", id: .made(at: Sandbox.now),
            as: test.actor("hotline-operator"), at: Sandbox.now, today: test.today)
        for each in [number, call] {
            try await test.store.record(
                .triaged(outcome: "none", answers: Answers()), id: .made(at: Sandbox.now), to: each, as: supervisor,
                at: Sandbox.now)
        }
        let day = test.today.adding(days: 180)
        #expect(try test.store.endedReports(as: officer, on: day.adding(days: -1)).isEmpty)
        #expect(try test.store.endedReports(as: officer, on: day).map(\.number) == [number])
        #expect(try test.store.endedReports(as: officer, on: test.today.adding(days: 365)).map(\.number) == [number, call])
        #expect(try test.store.endedReports(as: supervisor, on: day).isEmpty)
        let pass = try #require(try pass(test, code))
        try await write(test, "Are you there?", pass)
        #expect(try test.store.endedReports(as: officer, on: day).isEmpty)
        try await test.store.record(
            .answered(answers: Answers([.text: .text("Yes.")])), id: .made(at: Sandbox.now), toConcern: number, as: supervisor,
            at: Sandbox.now)
        #expect(throws: StoreFault.notFound) {
            try test.store.destroyReport(number, id: .made(at: Sandbox.now), as: supervisor, at: Sandbox.now, today: day)
        }
        let id = EntryID.made(at: Sandbox.now)
        let certificate = try test.store.destroyReport(number, id: id, as: officer, at: Sandbox.now, today: day)
        #expect(try test.store.destroyReport(number, id: id, as: officer, at: Sandbox.now, today: day) == certificate)
        await #expect(throws: StoreFault.notFound) { try await test.store.concern(number, as: supervisor, at: Sandbox.now) }
        #expect(try self.pass(test, code).flatMap { try test.store.dialogue($0) } == nil)
        #expect(try test.store.concerns(as: supervisor).lines.map(\.number) == [call])
        let kept = try #require(try test.store.destruction(certificate, as: officer).certificate)
        #expect(kept.kind == .report && kept.report == number && kept.erasure == .retention)
        #expect(try test.store.destructions(as: officer).map(\.caseNumber) == [number])
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }
}
