import Register
import Testing

/// The arithmetic of shares, differences, rates and means against worked examples that others published.
struct IntervalTests {
    /// Newcombe, Stat. Med. 17 (1998) 857, table I, method 3.
    @Test(arguments: [
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
    ])
    func sharesAsNewcombePrintedThem(_ count: Int, _ total: Int, _ low: Double, _ high: Double) throws {
        try close(#require(Share(count, of: total).interval), low, high, 0.00006)
    }

    /// Newcombe, Stat. Med. 17 (1998) 873, table II, method 10: also with none and all.
    @Test(arguments: [
        (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0),
    ])
    func differencesAsNewcombePrintedThem(
        _ a: Int, _ m: Int, _ b: Int, _ n: Int, _ low: Double, _ high: Double
    ) throws {
        try close(#require(Difference(Share(a, of: m), from: Share(b, of: n))).interval, low, high, 0.00006)
    }

    /// Breast cancer after fluoroscopy, 41 in 28,010 years against 15 in 19,017: the counts of Boice and Monson (1977). The ends are the
    /// exact ones, computed apart from this program by the beta quantiles of SciPy; manuals print the lower one a little otherwise.
    @Test func aRateRatioAsExactArithmeticHasIt() throws {
        let ratio = RateRatio(41, in: 28_010, against: 15, in: 19_017)
        #expect(abs(try #require(ratio.value) - 1.855759) < 1e-6)
        close(ratio.interval, 1.0056840627, 3.6093003111, 1e-6)
        #expect(ratio.isClear)
        // The example of R's poisson.test, from Fay (2010).
        let other = RateRatio(11, in: 800, against: 21, in: 1083 + 1050 + 878)
        #expect(abs(try #require(other.value) - 1.971488) < 1e-6)
        close(other.interval, 0.8584264, 4.2772659, 1e-6)
        #expect(!other.isClear)
    }

    /// Worked by hand: with no event on one side, (1 - p) to the n is .025 at the end of the interval.
    @Test func noneInOneSpanOrInBoth() throws {
        let fewer = RateRatio(0, in: 30, against: 5, in: 30)
        #expect(fewer.value == 0)
        #expect(fewer.interval.low == 0)
        let part = 1 - 0.4781762498950185  // .025 to the power 1/5
        #expect(abs(fewer.interval.high - part / (1 - part)) < 1e-9)
        let more = RateRatio(5, in: 30, against: 0, in: 30)
        #expect(more.value == nil)
        #expect(more.interval.high == .infinity)
        #expect(abs(more.interval.low - 1 / fewer.interval.high) < 1e-9)
        let none = RateRatio(0, in: 30, against: 0, in: 30)
        #expect(none.value == nil && none.interval == Interval(low: 0, high: .infinity) && !none.isClear)
    }

    /// Student's own data of 1908, hours of sleep gained: t.test of R prints .7001142 to 2.4598858.
    @Test func gainsAsStudentCountedThem() throws {
        let mean = try #require(Mean([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]))
        #expect(abs(mean.value - 1.58) < 1e-12)
        try close(#require(mean.interval), 0.7001142, 2.4598858, 1e-6)
        #expect(Mean([]) == nil)
        #expect(Mean([3])?.interval == nil)
    }

    /// An end a little below zero is not shown as zero, and one a little above one not as one.
    @Test func endsAreRoundedOutward() {
        func shown(_ low: Double, _ high: Double, _ digits: Int, _ value: Double) -> [Double] {
            let ends = Interval(low: low, high: high).outward(digits, apartFrom: value)
            return [ends.low, ends.high, Double(ends.digits)]
        }
        #expect(shown(-0.03, 29.61, 1, 0) == [-0.1, 29.7, 1])
        #expect(shown(1.04, 3.61, 1, 1) == [1.04, 3.61, 2])
        #expect(shown(1.16, 3.61, 1, 1) == [1.1, 3.7, 1])
        #expect(shown(-12.2, -0.04, 1, 0) == [-12.2, -0.04, 2])
        #expect(shown(0, .infinity, 1, 1) == [0, .infinity, 1])
    }

    @Test func nobodyAsked() {
        #expect(Share(0, of: 0).value == nil && Share(0, of: 0).interval == nil)
        #expect(Difference(Share(1, of: 2), from: Share(0, of: 0)) == nil)
    }

    private func close(_ interval: Interval, _ low: Double, _ high: Double, _ most: Double) {
        #expect(abs(interval.low - low) <= most && abs(interval.high - high) <= most, "\(interval)")
    }
}
