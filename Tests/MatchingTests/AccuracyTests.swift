import Testing

@testable import Matching

/// Floors for a small register; the large ones are measured by the bench.
struct AccuracyTests {
    @Test func intakesFindTheirPerson() {
        let people = LabelledPeople(records: 2_000, intakes: 240)
        let recall = people.intakeRecall(in: people.index(), weights: .usual)
        #expect(recall.first >= 0.94)
        #expect(recall.firstTen >= 0.98)
    }

    @Test func pairsAreToldApart() {
        let people = LabelledPeople(records: 600, intakes: 0, seed: 11)
        let accuracy = people.pairwise(in: people.index(), weights: .usual, limit: 20)
        #expect(accuracy.f1 >= 0.85)
        #expect(accuracy.areaUnderCurve >= 0.88)
    }

    @Test func theSameSeedInventsTheSamePeople() {
        let (a, b, c) = (
            LabelledPeople(records: 50, intakes: 5, seed: 1), LabelledPeople(records: 50, intakes: 5, seed: 1),
            LabelledPeople(records: 50, intakes: 5, seed: 2)
        )
        #expect(a.records.map(\.person) == b.records.map(\.person))
        #expect(a.intakes.map(\.person) == b.intakes.map(\.person))
        #expect(a.records.map(\.person) != c.records.map(\.person))
    }

    @Test func everyCorruptionHappens() {
        let people = LabelledPeople(records: 2_000, intakes: 100, seed: 3)
        let seen = (people.records + people.intakes).reduce(into: Set<Corruption>()) { $0.formUnion($1.corruptions) }
        #expect(seen == Set(Corruption.allCases))
    }

    @Test func accuracyOfAKnownOrder() {
        let accuracy = Accuracy([(3, true), (2, false), (1, true)], truePairs: 4)
        #expect(accuracy.found == 0.5)
        #expect(abs(accuracy.areaUnderCurve - (1 + 2.0 / 3) / 4) < 1e-9)
        #expect(abs(accuracy.f1 - 2 * (2.0 / 3) * 0.5 / (2.0 / 3 + 0.5)) < 1e-9)
    }
}
