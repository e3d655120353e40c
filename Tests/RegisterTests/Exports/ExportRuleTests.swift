import Foundation
import OrderedCollections
import Register
import Testing

/// Two people, one recipient, a reason, a time: what must be so before data of people leaves.
struct ExportRuleTests {
    static let key = "age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84h"
    static let said = Answers([.text: .text("A study of recruitment.")])
    private let now = Moment(seconds: 1_795_000_000)
    private let asker = Actor(account: AccountID(uuid: UUID()), agency: "ministry", role: "one")
    private let other = Actor(account: AccountID(uuid: UUID()), agency: "ministry", role: "one")
    private let stranger = Actor(account: AccountID(uuid: UUID()), agency: "elsewhere", role: "one")

    static var terms: ExportTerms {
        var terms = ExportTerms()
        terms.days = 14
        terms.reasons = [Choice(code: "study", label: "A study")]
        terms.formats = [ExportFormat(id: "table", title: "Table", consent: "research", shape: .columns([]))]
        return terms
    }

    private func request(people: Int = 3, from: Day = .epoch, key: String = key) throws -> Export.Request {
        Export.Request(
            format: "table", from: from, until: Day.epoch.adding(days: 30), recipient: "Institute", keys: [try RecipientKey(key)],
            reason: "study", people: people)
    }

    /// What became of an export when these people did these things, each a day after the last.
    private func folded(_ acts: [(Actor, Export.Action)], checked: Bool = true) throws -> Export {
        var export = Export()
        for (index, (actor, action)) in acts.enumerated() {
            let at = now.after(days: index)
            if checked { try export.accept(action, by: actor, duties: [.export], under: Self.terms, at: at) }
            let stamp = Stamp(author: actor.account, agency: actor.agency, node: "t", at: at, pack: "t")
            export.apply(Entry(id: EntryID(uuid: UUID()), sequence: index + 1, stamp: stamp, action: action))
        }
        return export
    }

    private func asked() throws -> (Actor, Export.Action) {
        (asker, .asked(number: "E-2026-0001", try request(), answers: Self.said))
    }

    private let made = Export.Action.made(Export.Made(people: 3, plain: "a", sealed: "b", table: "c", size: 1))

    private func refusal(_ export: Export, _ action: Export.Action, by actor: Actor, days: Int = 3, duties: Set<Duty> = [.export])
        -> String?
    {
        do {
            try export.accept(action, by: actor, duties: duties, under: Self.terms, at: now.after(days: days))
            return nil
        } catch { return error.reason }
    }

    @Test func nobodyAgreesToWhatTheyAskedForThemselves() throws {
        let export = try folded([asked()])
        #expect(refusal(export, .agreed, by: asker) == "refusal.exportOwn")
        #expect(refusal(export, .refused(answers: Self.said), by: asker) == "refusal.exportOwn")
        #expect(refusal(export, .agreed, by: stranger) == "refusal.notPermitted")
        #expect(refusal(export, .agreed, by: other, duties: [.coordinate]) == "refusal.notPermitted")
        #expect(refusal(export, .agreed, by: other) == nil)
        #expect(export.waits(for: other, at: now, by: Self.terms) && !export.waits(for: asker, at: now, by: Self.terms))
    }

    @Test func onlyWhatWasAgreedToIsMadeAndOnlyByWhoAsked() throws {
        #expect(refusal(try folded([asked()]), made, by: asker) == "refusal.exportNotAgreed")
        let agreed = try folded([asked(), (other, .agreed)])
        #expect(refusal(agreed, made, by: other) == "refusal.exportNotYours")
        #expect(refusal(agreed, made, by: asker) == nil)
        let nobody = Export.Action.made(Export.Made(people: 0, plain: "", sealed: "", table: "", size: 0))
        #expect(refusal(agreed, nobody, by: asker) == "refusal.exportEmpty")
        let done = try folded([asked(), (other, .agreed), (asker, made)])
        #expect(refusal(done, made, by: asker) == "refusal.exportNotAgreed", "once only")
        #expect(done.isReady(.made, for: asker, at: now.after(days: 3), by: Self.terms))
        #expect(!done.isReady(.made, for: other, at: now.after(days: 3), by: Self.terms))
    }

    @Test func whatNobodyTakesFurtherEnds() throws {
        for export in [
            try folded([asked()]), try folded([asked(), (other, .agreed)]), try folded([asked(), (other, .agreed), (asker, made)]),
        ] {
            let last = export.steps.count - 1
            #expect(!export.isOver(at: now.after(days: last + 14), by: Self.terms))
            #expect(export.isOver(at: now.after(days: last + 15), by: Self.terms))
            #expect(refusal(export, .withdrawn(answers: Self.said), by: other, days: last + 15) == "refusal.exportOver")
            #expect(!export.isReady(export.status, for: asker, at: now.after(days: last + 15), by: Self.terms))
        }
    }

    @Test func refusingAndWithdrawingNeedWordsAndEndIt() throws {
        let export = try folded([asked()])
        for action in [Export.Action.refused(answers: Answers()), .withdrawn(answers: Answers([.text: .text(" \n")]))] {
            #expect(refusal(export, action, by: other) == "refusal.reasonNeeded")
        }
        let refused = try folded([asked(), (other, .refused(answers: Self.said))])
        #expect(refusal(refused, .agreed, by: other) == "refusal.exportNotAsked")
        #expect(refusal(refused, .withdrawn(answers: Self.said), by: asker) == "refusal.exportEnded")
        let withdrawn = try folded([asked(), (other, .agreed), (asker, made), (other, .withdrawn(answers: Self.said))])
        #expect(withdrawn.status == .withdrawn && withdrawn.made != nil)
        #expect(!withdrawn.isReady(.made, for: asker, at: now.after(days: 4), by: Self.terms), "nothing is handed over any more")
    }

    @Test func whatIsAskedForMustBeWhole() throws {
        func reason(_ request: Export.Request, _ answers: Answers = Self.said) -> String? {
            refusal(Export(), .asked(number: "", request, answers: answers), by: asker)
        }
        #expect(reason(try request()) == nil)
        #expect(reason(try request(), Answers()) == "refusal.reasonNeeded")
        #expect(reason(try request(people: 0)) == "refusal.exportEmpty")
        #expect(reason(try request(from: Day.epoch.adding(days: 31))) == "refusal.endsBefore")
        #expect(reason(try request(from: try #require(Day("1969")))) == "refusal.wholeDay")
        let bare = try request()
        let wrong = [
            (
                Export.Request(format: "other", from: .epoch, until: .epoch, recipient: "I", keys: bare.keys, reason: "study"),
                "exportUnknown"
            ),
            (
                Export.Request(format: "table", from: .epoch, until: .epoch, recipient: "I", keys: bare.keys, reason: "x"),
                "exportUnknown"
            ),
            (
                Export.Request(format: "table", from: .epoch, until: .epoch, recipient: " ", keys: bare.keys, reason: "study"),
                "exportNobody"
            ),
            (
                Export.Request(format: "table", from: .epoch, until: .epoch, recipient: "I", keys: [], reason: "study"),
                "exportNobody"
            ),
        ]
        for (request, word) in wrong { #expect(reason(request) == "refusal.\(word)") }
    }

    // MARK: Keys

    @Test(arguments: [
        "age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84j", "age1", "", "ssh-ed25519 AAAA",
        "age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84",
        "AGE1X9GJNXTLVU3HF0QTGW5S62VXTY98V6HY7XZV0VQT7TJ3NMGKX5TSAWD84H",
        "age1-o=/etc/passwd", "age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd8h4",
    ])
    func aKeyWithASlipOfThePenIsNone(_ text: String) {
        #expect(throws: Refusal("exportKeyWrong", ["key": String(text.prefix(12))])) { try RecipientKey(text) }
    }

    @Test func aSecretKeyIsRefusedByItsName() {
        #expect(throws: Refusal("exportKeySecret")) { try RecipientKey("AGE-SECRET-KEY-1QQQQ") }
    }

    @Test func keysStandOneALineAndEachOnce() throws {
        let two = try RecipientKey.all(in: "  \(Self.key)\n\n\(Self.key)\r\n")
        #expect(two == [try RecipientKey(Self.key)])
        #expect(throws: Refusal.self) { try RecipientKey.all(in: "\(Self.key)\nage1x") }
    }
}
