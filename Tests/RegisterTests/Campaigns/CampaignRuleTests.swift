import Foundation
import OrderedCollections
import Register
import Testing

/// What may happen to a campaign, given what did.
struct CampaignRuleTests {
    static let terms: CampaignTerms = {
        var terms = CampaignTerms()
        terms.kinds = [
            "plan": .plan, "wave": .wave, "poster": .material, "check": .check, "stock": .stock, "reach": .reach, "round": .round,
            "deed": .activity, "test": .test,
        ]
        terms.parents = ["check": .material, "stock": .material, "reach": .wave, "deed": .wave, "test": .material]
        terms.means = [
            .name: "n", .budget: "b", .waveName: "wn", .from: "f", .until: "u", .channels: "c", .material: "m", .version: "v",
            .sent: "s", .printed: "p", .left: "l", .result: "r", .sample: "sample", .audience: "who", .count: "many",
            .contacts: "k", .unique: "q", .opens: "o", .cost: "cost",
        ]
        terms.must = ["safe", "true"]
        terms.blocks = ["hurt"]
        terms.lots = ["lot"]
        terms.prefixes = ["radio": "R"]
        return terms
    }()

    /// A campaign to which actions happen one after another.
    struct Story {
        var campaign = Campaign()
        var sequence = 0

        @discardableResult
        mutating func happen(_ action: Campaign.Action) -> EntryID {
            sequence += 1
            let id = EntryID(uuid: UUID())
            let account = AccountID(uuid: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)))
            let stamp = Stamp(author: account, agency: "home-affairs", node: "n", at: Moment(seconds: sequence), pack: "p")
            campaign.apply(Entry(id: id, sequence: sequence, stamp: stamp, action: action))
            return id
        }

        func refusal(_ action: Campaign.Action, duties: Set<Duty> = [.campaign]) -> String? {
            do {
                try campaign.accept(action, duties: duties, by: CampaignRuleTests.terms)
                return nil
            } catch { return error.reason }
        }
    }

    func planned() -> Story {
        var story = Story()
        story.happen(.planned(number: "K-2026-0001", answers: Answers(["n": .text("Name")])))
        return story
    }

    let sound = Answers(["safe": .text("yes"), "true": .text("yes")])
    func stock(_ sent: String, _ about: EntryID?) -> Campaign.Action {
        .recorded(form: "stock", about: about, answers: Answers(["s": .text(sent)]))
    }

    @Test func nothingGoesOutBeforeItsCheckPassed() {
        var story = planned()
        let poster = story.happen(.recorded(form: "poster", about: nil, answers: Answers(["m": .text("Hands"), "v": .text("1")])))
        #expect(story.refusal(stock("10", poster)) == "refusal.notChecked")
        // What is only printed may wait in the store room.
        #expect(story.refusal(stock("0", poster)) == nil)
        var doubtful = sound
        doubtful["true"] = .text("no")
        let check = story.happen(.recorded(form: "check", about: poster, answers: doubtful))
        #expect(story.refusal(stock("10", poster)) == "refusal.notChecked")
        story.happen(.changed(check, answers: Answers(["true": .text("yes")])))
        #expect(story.refusal(stock("10", poster)) == nil && story.campaign.isChecked(poster, by: CampaignRuleTests.terms))
        // A changed material is another material.
        story.happen(.changed(poster, answers: Answers(["v": .text("2")])))
        #expect(story.refusal(stock("10", poster)) == "refusal.notChecked")
        story.happen(.recorded(form: "check", about: poster, answers: sound))
        let sent = story.happen(stock("10", poster))
        #expect(story.refusal(.changed(sent, answers: Answers(["s": .text("20")]))) == nil)
        #expect(story.campaign.materials(by: CampaignRuleTests.terms).map(\.sent) == [10])
    }

    /// A check does not undo what a test showed: only another version or another test does.
    @Test func whatHurtSomebodyInItsTestStaysIn() {
        var story = planned()
        func test(_ result: String, _ about: EntryID) -> Campaign.Action {
            .recorded(form: "test", about: about, answers: Answers(["r": .text(result)]))
        }
        let poster = story.happen(.recorded(form: "poster", about: nil, answers: Answers(["m": .text("Hands"), "v": .text("1")])))
        let first = story.happen(test("hurt", poster))
        story.happen(.recorded(form: "check", about: poster, answers: sound))
        #expect(story.refusal(stock("60", poster)) == "refusal.testedBadly" && story.refusal(stock("0", poster)) == nil)
        #expect(story.campaign.materials(by: CampaignRuleTests.terms).map(\.isBlocked) == [true])
        story.happen(test("liked", poster))
        #expect(story.refusal(stock("60", poster)) == nil)
        story.happen(.changed(first, answers: Answers(["r": .text("hurt"), "said": .text("More of it")])))
        #expect(story.refusal(stock("60", poster)) == "refusal.testedBadly")
        story.happen(.changed(poster, answers: Answers(["v": .text("2")])))
        #expect(story.refusal(stock("60", poster)) == "refusal.notChecked")
        story.happen(.recorded(form: "check", about: poster, answers: sound))
        #expect(story.refusal(stock("60", poster)) == nil)
        #expect(story.campaign.part(poster)?.versions.compactMap { $0.answers["v"]?.text } == ["1", "2"])
    }

    /// "Until 9999" made a page of 22 MB.
    @Test func aWaveHasAnEnd() {
        var story = planned()
        func wave(_ from: String, _ until: String) -> Campaign.Action {
            .recorded(form: "wave", about: nil, answers: Answers(["wn": .text("W"), "f": .text(from), "u": .text(until)]))
        }
        #expect(story.refusal(wave("2026-01-01", "9999-12-31")) == "refusal.waveTooLong")
        #expect(story.refusal(wave("2026-01-01", "2028-01-02")) == "refusal.waveTooLong")
        #expect(story.refusal(wave("2026-01-01", "2028-01-01")) == nil)
        // One that was recorded before ends with the limit.
        story.happen(wave("2026-01-01", "9999-12-31"))
        story.happen(wave("9999-12-31", "9999-12-31"))
        #expect(story.campaign.waves(by: CampaignRuleTests.terms).map(\.until.description) == ["2028-01-01", "9999-12-31"])
    }

    @Test func noMoreIsLeftThanCame() {
        var story = planned()
        let poster = story.happen(.recorded(form: "poster", about: nil, answers: Answers(["m": .text("Hands")])))
        story.happen(.recorded(form: "check", about: poster, answers: sound))
        func refusal(_ printed: String?, _ sent: String?, _ left: String) -> String? {
            var answers = Answers(["l": .text(left)])
            answers["p"] = printed.map { .text($0) }
            answers["s"] = sent.map { .text($0) }
            return story.refusal(.recorded(form: "stock", about: poster, answers: answers))
        }
        #expect(refusal("100", "60", "90") == "refusal.leftOverSent" && refusal("100", "60", "60") == nil)
        #expect(refusal("100", nil, "100") == nil && refusal("100", "0", "101") == "refusal.leftOverSent")
        #expect(refusal(nil, nil, "5") == nil)
    }

    @Test func aSheetIsTakenOutWholeAndAFileAlsoAfterTheEnd() {
        var story = planned()
        let round = story.happen(.recorded(form: "round", about: nil, answers: Answers(["o": .text("2026-03-01")])))
        for sheet in ["one", "one", "two", nil] { story.happen(.responded(round: round, answers: sound, sheet: sheet)) }
        #expect(story.campaign.sheets.map(\.rows) == [2, 1] && story.campaign.responses[round]?.count == 4)
        #expect(story.campaign.sheetLike([sound, sound, sound], of: round)?.count == 2)
        #expect(story.campaign.sheetLike([sound, Answers(), Answers(), Answers(), Answers()], of: round) == nil)
        #expect(story.refusal(.sheetWithdrawn(round: round, sheet: "three")) == "refusal.sheetIsOut")
        story.happen(.sheetWithdrawn(round: round, sheet: "one"))
        #expect(story.campaign.responses[round]?.map(\.sheet) == ["two", nil])
        #expect(story.refusal(.sheetWithdrawn(round: round, sheet: "one")) == "refusal.sheetIsOut")
        #expect(story.refusal(.responded(round: round, answers: sound, sheet: "one")) == "refusal.sheetIsOut")
        let picture = Attachment(type: "image/png", size: 1, digest: "00", original: nil, compartment: .core)
        let file = story.happen(.attached(picture, about: round, answers: Answers([.text: .text("A stall")])))
        story.happen(.ended)
        #expect(story.refusal(.fileWithdrawn(file, answers: Answers())) == "refusal.reasonNeeded")
        let why = Answers([.text: .text("Somebody can be recognised")])
        #expect(story.refusal(.fileWithdrawn(file, answers: why)) == nil)
        story.happen(.fileWithdrawn(file, answers: why))
        #expect(story.campaign.evidence.map(\.withdrawn) == [why])
        #expect(story.refusal(.fileWithdrawn(file, answers: why)) == "refusal.noSuchAttachment")
    }

    @Test func onlyALotGivesAMargin() {
        var story = planned()
        for sample in ["lot", "whoever", nil] {
            var answers = Answers(["o": .text("2026-03-01")])
            answers["sample"] = sample.map { .text($0) }
            story.happen(.recorded(form: "round", about: nil, answers: answers))
        }
        #expect(story.campaign.rounds(by: CampaignRuleTests.terms).filter(\.isByLot).map(\.sample) == ["lot"])
    }

    @Test func aRecordBelongsWhereItsFormSays() {
        var story = planned()
        #expect(story.refusal(stock("0", nil)) == "refusal.belongsNowhere")
        let wave = story.happen(.recorded(form: "wave", about: nil, answers: Answers(["f": .text("2026-03-01")])))
        #expect(story.refusal(stock("0", wave)) == "refusal.belongsNowhere")
        #expect(story.refusal(.recorded(form: "unknown", about: nil, answers: Answers())) == "refusal.noSuchRecord")
        #expect(story.refusal(.recorded(form: "plan", about: nil, answers: Answers())) == "refusal.noSuchRecord")
        #expect(story.refusal(.changed(EntryID(uuid: UUID()), answers: Answers())) == "refusal.noSuchRecord")
    }

    @Test(
        arguments: [
            (["f": "2026-03-02", "u": "2026-03-01"], "refusal.endsBefore"), (["f": "2026"], "refusal.wholeDay"),
            (["u": "2026-03-01"], "refusal.wholeDay"), (["f": "2026-03-01", "u": "2026-03-01"], nil),
        ] as [([String: String], String?)])
    func aWaveHasWholeDaysInOrder(_ said: [String: String], _ expected: String?) {
        var answers = Answers()
        for (field, text) in said { answers[FieldID(field)] = .text(text) }
        #expect(planned().refusal(.recorded(form: "wave", about: nil, answers: answers)) == expected)
    }

    @Test func numbersMustFitEachOther() {
        var story = planned()
        let wave = story.happen(
            .recorded(form: "wave", about: nil, answers: Answers(["f": .text("2026-03-01"), "c": .codes(["radio"])])))
        let more = Answers(["k": .text("10"), "q": .text("11")])
        #expect(story.refusal(.recorded(form: "reach", about: wave, answers: more)) == "refusal.uniqueOverContacts")
        let crowd = Answers(["k": .text("10"), "who": .group([Answers(["many": .text("6")]), Answers(["many": .text("5")])])])
        #expect(story.refusal(.recorded(form: "reach", about: wave, answers: crowd)) == "refusal.audienceOverContacts")
        #expect(story.refusal(.recorded(form: "deed", about: wave, answers: Answers(["cost": .text("1e3")]))) == "refusal.notMoney")
        #expect(story.refusal(.replanned(answers: Answers(["b": .text("12.345")]))) == "refusal.notMoney")
        #expect(story.refusal(.coded(wave: wave, channel: "radio", code: "R1")) == nil)
        #expect(story.refusal(.coded(wave: wave, channel: "poster", code: "R1")) == "refusal.noSuchRecord")
        story.happen(.coded(wave: wave, channel: "radio", code: "R1"))
        #expect(story.refusal(.coded(wave: wave, channel: "radio", code: "R2")) == "refusal.noSuchRecord")
        #expect(story.refusal(.responded(round: wave, answers: sound)) == "refusal.noSuchRecord")
        let round = story.happen(.recorded(form: "round", about: nil, answers: Answers(["o": .text("2026-03-01")])))
        #expect(story.refusal(.responded(round: round, answers: Answers())) == "refusal.emptyResponse")
        #expect(story.refusal(.responded(round: round, answers: sound)) == nil)
    }

    @Test func anEndedCampaignTakesNothingUntilItIsTakenUpAgain() {
        var story = planned()
        #expect(story.refusal(.planned(number: "K", answers: Answers())) == "refusal.alreadyPlanned")
        #expect(story.refusal(.resumed) == "refusal.campaignRuns")
        #expect(story.refusal(.ended, duties: [.report, .triage, .coordinate]) == "refusal.notPermitted")
        story.happen(.ended)
        #expect(story.refusal(.replanned(answers: Answers())) == "refusal.campaignEnded")
        #expect(story.refusal(.resumed) == nil)
    }

    @Test func moneyIsReadExactly() {
        #expect(Money("1250.5", digits: 2) == Money(minor: 125_050) && Money("7", digits: 0) == Money(minor: 7))
        for bad in ["", ".5", "1.234", "1,5", "-3", "1e3", "1.2.3", "99999999999999"] {
            #expect(Money(bad, digits: 2) == nil, "\(bad)")
        }
        #expect(Money(minor: 123_456_750).text(digits: 2) == "1,234,567.50" && Money(minor: 120_000).text(digits: 2) == "1,200")
        #expect(Money(minor: 1_234).text(digits: 0, apart: " ") == "1 234")
    }
}
