import Testing

@testable import Publishing

/// Floors for a small file; the large ones are measured by the bench.
struct SynthesisTests {
    private func trial(_ people: Int, epsilon: Double, seed: UInt64 = 3) throws -> (Records, Evaluation) {
        var sample = SampleRecords(seed: 1)
        let records = sample.cases(people)
        var chance = Chance(SeededChance(seed: 11))
        return (records, try Evaluation(records, epsilon: epsilon, delta: 1e-6, cap: 9, chance: &chance, seed: seed))
    }

    @Test func recordsOfNobodyLieCloseToEverybody() throws {
        let (_, found) = try trial(8_000, epsilon: 12)
        #expect(found.distance.ones < 0.002)
        #expect(found.distance.pairs < 0.005)
        #expect(found.distance.triples < 0.012)
        #expect(found.distance.lost < 0.05)
        #expect(found.loss <= PrivacyLoss(epsilon: 12, delta: 1e-6))
    }

    @Test func lessLossMeansMoreDistance() throws {
        let (near, far) = (try trial(1_000, epsilon: 12).1, try trial(1_000, epsilon: 1).1)
        #expect(near.distance.triples < far.distance.triples)
    }

    @Test func theSameSeedsMakeTheSameRecords() throws {
        let (a, b, c) = (try trial(300, epsilon: 4).1, try trial(300, epsilon: 4).1, try trial(300, epsilon: 4, seed: 4).1)
        #expect(a.made == b.made)
        #expect(a.made != c.made)
    }

    @Test func aFileLiesNowhereFromItself() {
        var sample = SampleRecords(seed: 2)
        let records = sample.origins(300)
        #expect(Distance(from: records, to: records) == Distance.nothing)
    }

    /// Half of the people moved from one code to another is a distance of one half.
    @Test func distanceIsTheShareWhoWouldHaveToMove() {
        let lists = [CodeList("a", ["x", "y"])]
        let distance = Distance(
            from: Records(lists, columns: [[1, 1, 1, 1]]), to: Records(lists, columns: [[1, 1, 2, 2]]))
        #expect(distance.ones == 0.5)
        #expect(distance.lost == 0)
    }

    @Test func nobodyAndNothingToTellAreSaid() {
        var chance = Chance(SeededChance(seed: 1))
        #expect(throws: Evaluation.Obstacle.noRecords) {
            try Evaluation(Records([CodeList("a", ["x"])]), epsilon: 1, delta: 1e-6, cap: 1, chance: &chance, seed: 1)
        }
    }
}
