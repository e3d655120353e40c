import Foundation
import OrderedCollections
import Register
import Testing

/// Calls before, during and after a wave: equal windows, whole days, zero counts, and what may be said of them.
struct AttributionTests {
    typealias Story = CampaignRuleTests.Story
    let terms: CampaignTerms = {
        var terms = CampaignRuleTests.terms
        terms.leastCalls = 10
        terms.sources = ["radio": ["heard-radio"]]
        return terms
    }()

    func day(_ text: String) -> Day { Day(text) ?? .epoch }

    /// A wave of ten days from 11 to 20 March.
    func campaign(others: [(String, String)] = []) -> Campaign {
        var story = Story()
        story.happen(.planned(number: "K", answers: Answers()))
        for (from, until) in [("2026-03-11", "2026-03-20")] + others {
            let id = story.happen(
                .recorded(
                    form: "wave", about: nil,
                    answers: Answers(["f": .text(from), "u": .text(until), "c": .codes(["radio"])])))
            story.happen(.coded(wave: id, channel: "radio", code: from == "2026-03-11" ? "R1" : "R2"))
        }
        return story.campaign
    }

    func calls(_ count: Int, on text: String, heard: String? = nil, code: String? = nil) -> [Call] {
        Array(repeating: Call(day: day(text).number, heard: heard, code: code), count: count)
    }

    func found(_ calls: [Call], on today: String, since: String? = "2025-01-01") -> Attribution? {
        campaign().waves(by: terms).first.flatMap {
            Attribution($0, calls: calls, since: since.map { day($0).number }, on: day(today), by: terms)
        }
    }

    @Test func windowsAreAsLongAsTheDaysHaveCome() throws {
        #expect(found([], on: "2026-03-11") == nil, "the first day is not whole yet")
        let third = try #require(found([], on: "2026-03-14"))
        #expect(third.during.days.count == 3 && third.before.days.count == 3 && third.afterWave == nil)
        #expect(third.before.days == day("2026-03-08").number..<day("2026-03-11").number)
        let later = try #require(found([], on: "2026-03-25"))
        #expect(later.during.days.count == 10 && later.after.days == day("2026-03-21").number..<day("2026-03-25").number)
        #expect(try #require(found([], on: "2026-12-01")).after.days.count == 10)
        #expect(try #require(found([], on: "2026-03-21")).afterWave == nil)
    }

    @Test func todayAndTheDaysOutsideAreNotCounted() throws {
        let calls =
            calls(3, on: "2026-02-28") + calls(2, on: "2026-03-01") + calls(4, on: "2026-03-11") + calls(5, on: "2026-03-20")
            + calls(7, on: "2026-03-21") + calls(9, on: "2026-03-31")
        let all = try #require(found(calls, on: "2026-06-01"))
        #expect(all.before.calls == 2 && all.during.calls == 9 && all.after.calls == 7)
        #expect(try #require(found(calls, on: "2026-03-20")).during.calls == 4)
    }

    @Test(
        arguments: [
            (0, 0, .tooFew), (4, 5, .tooFew), (0, 10, .moreThanNone), (10, 0, .noneLeft), (10, 12, .unclear), (5, 30, .more),
            (30, 5, .fewer),
        ] as [(Int, Int, Attribution.Finding)])
    func whatMayBeSaid(_ before: Int, _ during: Int, _ expected: Attribution.Finding) throws {
        let all = calls(before, on: "2026-03-05") + calls(during, on: "2026-03-15")
        let comparison = try #require(found(all, on: "2026-04-20")).duringWave
        #expect(comparison.finding == expected)
        // A ratio needs something to be compared with.
        #expect((comparison.ratio.value == nil) == (before == 0))
    }

    /// 30 against 5 in windows of ten days: six times as many. The exact interval is that of 30 of 35.
    @Test func theRatioIsThatOfTheRates() throws {
        let all = calls(5, on: "2026-03-05") + calls(30, on: "2026-03-15")
        let ratio = try #require(found(all, on: "2026-04-20")).duringWave.ratio
        #expect(ratio.value == 6 && ratio.interval.low > 2.2 && ratio.interval.low < 2.4 && ratio.interval.high > 19)
    }

    /// A channel that was named may be that of another wave; a code is of one wave, so with any code nothing is guessed.
    @Test func aNamedChannelIsNotACode() throws {
        let campaign = campaign()
        let wave = try #require(campaign.waves(by: terms).first)
        let isLike = [
            Call(day: 0, heard: "heard-radio"), Call(day: 0, heard: "heard-radio", code: "R2"), Call(day: 0, code: "R1"),
            Call(day: 0, heard: "friend"), Call(day: 0),
        ].map { campaign.isLike(wave, $0, by: terms) }
        #expect(isLike == [true, false, false, false, false])
        #expect(campaign.codes(of: wave).map(\.code) == ["R1"])
    }

    /// Twenty-one calls against one are no rise when counting began the day before.
    @Test func daysBeforeAnybodyCountedAreNoQuietDays() throws {
        let all = calls(1, on: "2026-03-10") + calls(21, on: "2026-03-15") + calls(9, on: "2026-03-25")
        for since in ["2026-03-10", "2026-03-02", nil] {
            let late = try #require(found(all, on: "2026-04-20", since: since))
            #expect(late.duringWave.finding == .notCounted && late.afterWave?.finding == .notCounted)
            #expect(!late.before.isCounted)
        }
        #expect(try #require(found(all, on: "2026-04-20", since: "2026-03-01")).duringWave.finding == .more)
        // The later of the first call and the day of the baseline.
        var terms = terms
        terms.means[.baseline] = "base"
        var story = Story()
        story.happen(.planned(number: "K", answers: Answers(["base": .text("2026-03-05")])))
        let counts = [nil, day("2026-03-01").number, day("2026-03-09").number].map {
            story.campaign.countsFrom(firstCall: $0, by: terms)
        }
        #expect(counts == [nil, day("2026-03-05").number, day("2026-03-09").number])
    }

    @Test func aWaveInAWindowIsSaid() throws {
        let all = try #require(found([], on: "2026-04-20"))
        func held(_ from: String, _ until: String) throws -> [Bool] {
            let wave = try #require(campaign(others: [(from, until)]).waves(by: terms).first { $0.from == day(from) })
            return [all.before, all.during, all.after].map { $0.holds(wave) }
        }
        #expect(try held("2026-02-20", "2026-03-01") == [true, false, false])
        #expect(try held("2026-02-20", "2026-02-28") == [false, false, false])
        #expect(try held("2026-03-20", "2026-03-21") == [false, true, true])
        #expect(try held("2026-03-31", "2026-04-02") == [false, false, false])
    }

    /// Whatever the parts of a known whole are, no small one follows from the others.
    @Test func aSmallPartDoesNotFollowFromTheOthers() {
        #expect(Told.parts([12, 0, 30], fewer: 5) == [.exactly(12), .exactly(0), .exactly(30)])
        #expect(Told.parts([12, 3, 30], fewer: 5) == [.hidden, .hidden, .exactly(30)])
        #expect(Told.parts([3, 4, 30], fewer: 5) == [.fewerThan(5), .fewerThan(5), .exactly(30)])
        #expect(Told.parts([1, 2, 30], fewer: 5) == [.hidden, .hidden, .hidden])
        #expect(Told.parts([3, 0], fewer: 5) == [.hidden, .hidden])
        for a in 0...8 {
            for b in 0...8 {
                for c in 0...8 {
                    let counts = [a, b, c]
                    let told = Told.parts(counts, fewer: 5)
                    let hidden = counts.indices.filter { told[$0] != .exactly(counts[$0]) }
                    let sum = hidden.reduce(0) { $0 + counts[$1] }
                    let rest = counts.indices.filter { !hidden.contains($0) }
                    #expect(rest.allSatisfy { !(1..<5).contains(counts[$0]) }, "\(counts)")
                    #expect(hidden.isEmpty || hidden.count > 1, "\(counts)")
                    #expect(hidden.isEmpty || sum >= 5 || rest.allSatisfy { counts[$0] == 0 }, "\(counts)")
                }
            }
        }
    }

    @Test func smallCountsAreNotTold() {
        #expect(
            [0, 1, 4, 5, 6].map { Told($0, fewer: 5) } == [.exactly(0), .fewerThan(5), .fewerThan(5), .exactly(5), .exactly(6)])
    }

    @Test func aSurveySaysNothingOfTooFew() throws {
        var terms = terms
        terms.items = [.init(field: "a", area: .knowledge, right: ["yes", "also"], least: 2, wrong: ["never"])]
        terms.least = 3
        terms.means[.round] = "r"
        var story = Story()
        story.happen(.planned(number: "K", answers: Answers()))
        let ids = ["2026-01-01", "2026-05-01"].map { from in
            story.happen(.recorded(form: "round", about: nil, answers: Answers(["o": .text(from), "r": .text(from)])))
        }
        for (round, codes) in [
            (0, ["yes"]), (0, ["yes", "also"]), (1, ["yes", "also", "no"]), (1, ["no"]), (1, ["also", "yes"]),
        ] {
            story.happen(.responded(round: ids[round], answers: Answers(["a": .codes(codes), "s": .text(codes[0])])))
        }
        // Who did not answer is not among those who did.
        story.happen(.responded(round: ids[0], answers: Answers(["s": .text("yes")])))
        let survey = Survey(story.campaign, by: terms)
        let shares = survey.rounds.map { survey.share(terms.items[0], in: $0) }
        #expect(shares == [Share(1, of: 2), Share(2, of: 3)] && shares.map(survey.isEnough) == [false, true])
        #expect(survey.difference(terms.items[0], from: survey.rounds[0], to: survey.rounds[1]) == nil)
        #expect(survey.share(terms.items[0], in: survey.rounds[1], of: ("s", "no")) == Share(0, of: 1))
        // Who ticks every box does not know.
        #expect(terms.items[0].isRight(Answers(["a": .codes(["yes", "also", "never"])])) == false)
        #expect(Survey.marginOfError(0) == nil && abs((Survey.marginOfError(400) ?? 0) - 0.049) < 1e-9)
    }
}
