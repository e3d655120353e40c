import Foundation
import Register
import Testing

/// Training in use: who counts when, worked by hand; and that it says "clear" of nothing, however much workers differ.
struct TrainingInUseTests {
    private let first = WorkshopTests.today.adding(days: -99)

    private func worker(
        _ agency: AgencyCode = "police", kinds: Set<TrainingInUse.Kind> = [.screening], from: Int = -400, until: Int? = nil,
        trained: Int? = nil
    ) -> TrainingInUse.Worker {
        TrainingInUse.Worker(
            account: AccountID(uuid: UUID()), agency: agency, kinds: kinds, from: first.adding(days: from),
            until: until.map { first.adding(days: $0) }, trainedOn: trained.map { first.adding(days: $0) })
    }

    private func acts(_ worker: TrainingInUse.Worker, _ days: Int..., kind: TrainingInUse.Kind = .screening) -> [TrainingInUse.Act]
    {
        days.map { TrainingInUse.Act(account: worker.account, day: first.adding(days: $0), kind: kind) }
    }

    @Test func eachDayCountsOnItsSideFromTheAccountUntilItIsDisabled() {
        let (learner, plain, late, gone) = (worker(trained: 39), worker(), worker(from: 90), worker(until: 9, trained: 4))
        let referrer = worker("health", kinds: [.referral])
        let done =
            acts(learner, 39, 40, 50, 99, 100, -1) + acts(plain, 5) + acts(late, 95) + acts(gone, 3, 8)
            + acts(referrer, 7, kind: .referral) + acts(referrer, 8) + acts(worker(), 1)
        let use = TrainingInUse(
            done, workers: [learner, plain, late, gone, referrer], from: first, to: WorkshopTests.today)
        let screening = use.lines[0]
        // Before: 40 + 100 + 10 + 5 days; after: 60 + 5.
        #expect(screening.trained.days == 65 && screening.untrained.days == 155)
        #expect(screening.trained.acts == 4 && screening.untrained.acts == 4)
        #expect(screening.trained.workers == 2 && screening.untrained.workers == 4 && screening.isTooFew)
        #expect(use.lines[1].untrained.acts == 1 && use.lines[1].untrained.days == 100 && use.lines[1].ratio == nil)
        #expect(use.units.map(\.agency) == ["health", "police"])
        #expect(use.units.map(\.workers) == [1, 4] && use.units.map(\.trained) == [0, 2])
        #expect(use.units[1].work[.screening]?.acts == 8)
    }

    @Test func noneOnOneSideStillHasAnEnd() throws {
        let (trained, others) = ((0..<6).map { _ in worker(trained: -5) }, (0..<6).map { _ in worker() })
        let done = trained.flatMap { acts($0, 1, 11, 21, 31, 41, 51) }
        let line = TrainingInUse(done, workers: trained + others, from: first, to: WorkshopTests.today).lines[0]
        let ratio = try #require(line.ratio)
        // 36 against 0, six workers a side who are all alike: spread 1, Student's 2.2281 for 10, so 27.86 of 36 count.
        // The lower end p of 27.86 of 27.86 has p^27.86 = 0.025, so p = 0.8760 and p/(1-p) = 7.064.
        #expect(!line.isTooFew && ratio.value == nil && ratio.isClear)
        #expect(abs(ratio.interval.low - 7.064) < 0.02)
        let four = TrainingInUse(done, workers: Array(trained.prefix(4)) + others, from: first, to: WorkshopTests.today).lines[0]
        #expect(four.isTooFew, "four trained workers say nothing, whatever they did")
    }

    /// Made-up years without any effect of training. Rates differ between workers as much as their mean (a gamma with CV 1).
    @Test(arguments: [(5, 5), (5, 20), (20, 5), (12, 12)])
    func withoutAnEffectItIsSeldomClear(_ sides: (trained: Int, others: Int)) {
        var chance = Seeded(state: 847)
        var (clear, exact) = (0, 0)
        let years = 250
        for year in 0..<years {
            let mean = year % 2 == 0 ? 4.0 : 12.0
            func side(_ count: Int) -> [Exposure] {
                (0..<count).map { _ in Exposure(events: chance.poisson(mean * chance.exponential()), span: 365) }
            }
            let (trained, others) = (side(sides.trained), side(sides.others))
            if RateRatio(trained, against: others)?.isClear == true { clear += 1 }
            let plain = RateRatio(
                trained.reduce(0) { $0 + $1.events }, in: 365 * Double(sides.trained), against: others.reduce(0) { $0 + $1.events },
                in: 365 * Double(sides.others))
            if plain.isClear { exact += 1 }
        }
        #expect(Double(clear) <= 0.07 * Double(years), "\(clear) of \(years)")
        #expect(Double(exact) > 0.3 * Double(years), "the control: counted as separate events, \(exact) of \(years) look clear")
    }

    @Test func threeTimesAsManyIsFound() {
        var chance = Seeded(state: 42)
        let found = (0..<60).count { _ in
            func side(_ mean: Double) -> [Exposure] {
                (0..<15).map { _ in
                    let rate = (0..<4).reduce(0.0) { sum, _ in sum + chance.exponential() } / 4
                    return Exposure(events: chance.poisson(mean * rate), span: 365)
                }
            }
            return RateRatio(side(15), against: side(5))?.isClear == true
        }
        #expect(found > 48, "\(found) of 60")
    }
}

/// Chance that can be told again. Source: SplitMix64, Steele, Lea and Flood 2014.
private struct Seeded {
    var state: UInt64

    mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return (Double((z ^ (z >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
    }

    mutating func exponential() -> Double { -log(uniform()) }

    /// Source: Knuth, The Art of Computer Programming 2, 3.4.1.
    mutating func poisson(_ mean: Double) -> Int {
        var (count, product) = (0, uniform())
        while product > exp(-mean) {
            count += 1
            product *= uniform()
        }
        return count
    }
}
