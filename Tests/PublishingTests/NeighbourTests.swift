import RealModule
import Testing

@testable import Publishing

/// What one person more or less may change, and what an onlooker can tell from it.
struct NeighbourTests {
    private static let lists = (0..<20).map { CodeList("a\($0)", ["1"]) }

    /// 9,967 people of whom few attributes are known and 100 of whom all are: the 99th percentile is at its edge.
    private static func crowd(full: Int) -> Records {
        let people = 9_867 + full
        return Records(lists, columns: (0..<20).map { column in (0..<people).map { $0 < full || column < 4 ? 1 : 0 } })
    }

    /// ρ that tells one file from another: what changes, measured by the noise.
    private static func loss(_ one: Records, _ other: Records, _ design: Design) -> Double {
        let people = Double(one.count - other.count)
        return design.margins.reduce(people * people / (2 * design.people.variance.value)) { sum, margin in
            let squares = zip(margin.contrasts(of: one), margin.contrasts(of: other)).reduce(0.0) {
                $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1))
            }
            return sum + squares / (2 * margin.noise.variance.value)
        }
    }

    private static func percentile(_ records: Records) -> Int {
        let known = (0..<records.count).map { person in records.columns.count { $0[person] != 0 } }.sorted()
        return known[Int((Double(known.count - 1) * 0.99).rounded(.down))]
    }

    /// The pair of data sets that breaks a cap read from the records: one person moves it from 4 to 20, and thousands of counts.
    @Test func aPublicCapHoldsWhereAPercentileBreaks() throws {
        let full = (90..<120).first { NeighbourTests.percentile(NeighbourTests.crowd(full: $0)) == 20 } ?? 0
        let (one, other) = (NeighbourTests.crowd(full: full - 1), NeighbourTests.crowd(full: full))
        #expect((NeighbourTests.percentile(one), NeighbourTests.percentile(other)) == (4, 20))
        func design(_ cap: Int) throws -> Design {
            try #require(Design(loss: PrivacyLoss(rho: 0.2), cap: cap, lists: NeighbourTests.lists))
        }
        for cap in [4, 20] {
            let design = try design(cap)
            let loss = NeighbourTests.loss(one.capped(at: cap), other.capped(at: cap), design)
            #expect(loss <= design.loss.rho * (1 + 1e-9))
            #expect(design.loss <= PrivacyLoss(rho: 0.2))
        }
        let broken = NeighbourTests.loss(
            one.capped(at: NeighbourTests.percentile(one)), other.capped(at: NeighbourTests.percentile(other)), try design(20))
        #expect(broken > 1000 * 0.2)
    }

    /// Who joins, and how much is known of them, is no help in telling that somebody did.
    @Test func everybodyCostsTheSame() throws {
        let lists = [CodeList("a", ["x"]), CodeList("b", ["x", "y", "z"]), CodeList("c", ["x", "y"]), CodeList("d", [])]
        let design = try #require(Design(loss: PrivacyLoss(rho: 0.3), cap: 4, lists: lists))
        let crowd = Records(lists, columns: [[1, 0, 1], [3, 2, 0], [0, 1, 2], [0, 0, 0]])
        for person: [UInt8] in [[0, 0, 0, 0], [1, 0, 0, 0], [1, 3, 2, 0], [0, 2, 1, 0]] {
            let joined = Records(lists, columns: zip(crowd.columns, person).map { $0 + [$1] })
            #expect(abs(NeighbourTests.loss(joined, crowd, design) / design.loss.rho - 1) < 1e-9)
        }
    }

    @Test func othersDoNotDecideWhatIsKeptOfAPerson() {
        var sample = SampleRecords(seed: 8)
        let all = sample.cases(300)
        let alone = Records(all.lists, columns: all.columns.map { [$0[17]] })
        #expect(all.capped(at: 5).words(of: 17) == alone.capped(at: 5).words(of: 0))
        #expect((0..<300).allSatisfy { person in all.capped(at: 5).columns.count { $0[person] != 0 } <= 5 })
    }

    /// A lower bound on ε, right in 999 of 1,000 cases, from the best test there is between a file with a person and one without.
    private static func leastEpsilon(noiseOf loss: PrivacyLoss, epsilon: Double, delta: Double) -> Double {
        let lists = (0..<3).map { CodeList("a\($0)", ["x", "y"]) }
        let without = Records(lists, columns: [[1, 2], [2, 2], [1, 1]])
        let with = Records(lists, columns: [[1, 2, 1], [2, 2, 1], [1, 1, 1]])
        guard let design = Design(loss: loss, cap: 3, lists: lists) else { return .infinity }
        let person = Records(lists, columns: [[1], [1], [1]])
        let change = design.margins.map { $0.contrasts(of: person) }
        var chance = Chance(SeededChance(seed: 20))
        // The likelihood ratio's logarithm, but for a constant.
        func score(_ records: Records) -> Double {
            let noisy = NoisyCounts(records, design: design, &chance)
            return design.margins.indices.reduce(Double(noisy.people) / design.people.variance.value) { sum, table in
                let products = zip(noisy.contrasts[table], change[table]).reduce(0) { $0 + $1.0 * $1.1 }
                return sum + Double(products) / design.margins[table].noise.variance.value
            }
        }
        let trials = 6_000
        let (absent, present) = ((0..<trials).map { _ in score(without) }, (0..<trials).map { _ in score(with) })
        // Where the test is best, known from the law and not from these trials.
        let centre = (absent.reduce(0, +) + present.reduce(0, +)) / Double(2 * trials)
        let threshold = centre + epsilon
        func share(_ scores: [Double], _ side: Double) -> Double {
            let p = Double(scores.count { $0 > threshold }) / Double(trials)
            return p + side * 3.1 * ((p * (1 - p) + 1e-4) / Double(trials)).squareRoot()
        }
        return .log(max(1e-9, share(present, -1) - delta) / share(absent, 1))
    }

    @Test func nobodyCanTellMoreThanClaimed() {
        let (epsilon, delta) = (1.0, 0.1)
        let claimed = PrivacyLoss(epsilon: epsilon, delta: delta)
        #expect(NeighbourTests.leastEpsilon(noiseOf: claimed, epsilon: epsilon, delta: delta) <= epsilon)
    }

    /// The audit has teeth: with half the noise, four times the loss, it catches the claim.
    @Test func theAuditCatchesHalfTheNoise() {
        let (epsilon, delta) = (1.0, 0.1)
        let claimed = PrivacyLoss(epsilon: epsilon, delta: delta)
        let halved = PrivacyLoss(rho: 4 * claimed.rho)
        #expect(NeighbourTests.leastEpsilon(noiseOf: halved, epsilon: epsilon, delta: delta) > epsilon)
    }
}
