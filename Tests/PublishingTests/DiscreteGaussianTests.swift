import Testing

@testable import Publishing

struct DiscreteGaussianTests {
    /// The draws are as often each number as the exact law says.
    @Test(arguments: [Ratio(1, 4), Ratio(1), Ratio(10, 3), Ratio(25), Ratio(40_800), Ratio(5_000_000_000)])
    func drawsFollowTheLaw(_ variance: Ratio) {
        let law = DiscreteGaussian(variance: variance)
        var chance = Chance(SeededChance(seed: 4))
        let (draws, reach) = (200_000, Int(6 * law.deviation) + 2)
        let chances = law.chances(reach: reach)
        // Neighbouring numbers are put together until at least 50 draws are expected of them.
        var bins = [Int](repeating: 0, count: chances.count)
        var expected: [Double] = [0]
        for (index, part) in chances.enumerated() {
            if expected[expected.count - 1] >= 50 { expected.append(0) }
            bins[index] = expected.count - 1
            expected[expected.count - 1] += part * Double(draws)
        }
        var seen = [Double](repeating: 0, count: expected.count)
        for _ in 0..<draws { seen[bins[min(max(law.draw(&chance) + reach, 0), 2 * reach)]] += 1 }
        let square = zip(seen, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / max($1.1, 1e-9) }
        let freedom = Double(expected.count - 1)
        // Wilson and Hilferty's normal score; 4 is passed once in 30,000 times.
        let score = (square / freedom).cubeRoot() - (1 - 2 / (9 * freedom))
        #expect(score / (2 / (9 * freedom)).squareRoot() < 4)
    }

    /// Never narrower than asked, and as good as no wider.
    @Test(arguments: [0.001, 0.3, 77.77, 1_048_575.999, 1_048_576.5, 4.5e12])
    func noiseIsRoundedUp(_ variance: Double) throws {
        let law = try #require(DiscreteGaussian(atLeast: variance))
        #expect(law.variance.value >= variance && law.variance.value <= variance * (1 + 1e-6) + 1.0 / 256)
    }

    @Test func noiseWiderThanTheNumbersHoldIsRefused() { #expect(DiscreteGaussian(atLeast: 1e17) == nil) }

    @Test func coinsAreExactAtTheirEdges() {
        var chance = Chance(SeededChance(seed: 1))
        #expect(!(0..<1000).contains { _ in chance.falls(0, of: 7) })
        #expect((0..<1000).allSatisfy { _ in chance.falls(7, of: 7) })
        #expect((0..<1000).allSatisfy { _ in chance.fallsByExp(0, of: 5) })
        let thirds = (0..<30_000).count { _ in chance.falls(1, of: 3) }
        #expect(abs(thirds - 10_000) < 330)
        let byExp = (0..<30_000).count { _ in chance.fallsByExp(whole: 1, 1, of: 2) }
        #expect(abs(byExp - 6_694) < 290)
    }
}

extension Double {
    fileprivate func cubeRoot() -> Double {
        var root = self
        for _ in 0..<200 { root -= (root * root * root - self) / (3 * root * root) }
        return root
    }
}
