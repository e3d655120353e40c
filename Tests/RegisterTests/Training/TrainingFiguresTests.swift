import Foundation
import Register
import Testing

/// Gain of a workshop, worked by hand.
struct TrainingFiguresTests {
    /// Six people: (right before, right after) of four items; a seventh has no second paper.
    @Test func gainComparesEachPersonWithThemselves() throws {
        var told = WorkshopTests.Told()
        let scores = [(1, 3), (2, 4), (2, 3), (0, 2), (3, 3), (2, 1)]
        let people = (0..<7).map { WorkshopTests.entrant("Person \($0)") }
        for person in people { told.tell(.joined(person, at: HalfDay(WorkshopTests.today, .morning))) }
        for (person, score) in zip(people, scores) {
            told.tell(.sat(person.id, .before, WorkshopTests.paper(score.0, confidence: 2)))
            told.tell(.sat(person.id, .after, WorkshopTests.paper(score.1, confidence: score.1 + 1)))
        }
        told.tell(.sat(people[6].id, .before, WorkshopTests.paper(4)))
        let results = WorkshopResults(told.workshop, test: WorkshopTests.test)
        // Gains 50, 50, 25, 50, 0, -25: mean 25; standard deviation 31.623; t(5) 2.5706; 31.623/√6 × 2.5706 = 33.186.
        let gain = try #require(results.gain)
        #expect(gain.value == 25 && gain.count == 6)
        #expect(abs((gain.interval?.low ?? 0) - (25 - 33.186)) < 0.01)
        #expect(results.gaining == Share(4, of: 6))
        #expect(results.confidentBefore == Share(0, of: 7))
        #expect(results.confidentAfter == Share(4, of: 6), "those with three or four right")
        // Confidence 2 before, then 4, 5, 4, 3, 4, 2: mean change 10/6.
        #expect(results.confidence?.count == 6 && abs((results.confidence?.value ?? 0) - 10.0 / 6) < 1e-9)
        let first = try #require(results.items.first)  // a: right before by 5 of 6, after by all
        #expect(first.before == Share(5, of: 6) && first.after == Share(6, of: 6))
        #expect(first.gain?.learnt == 1 && first.gain?.lost == 0)
        #expect(first.discrimination == nil, "nobody differs")
        let third = results.items[2]  // c: before by one, after by four
        #expect(third.before == Share(1, of: 6) && third.after == Share(4, of: 6))
        #expect(third.gain?.learnt == 3 && third.gain?.lost == 0 && third.gain?.value == 0.5)
        #expect(third.chosen["x"]?.before == 2 && third.chosen["y"]?.after == 2)
        // Rest scores after, without c: 2, 3, 2, 2, 2, 1 against right or not: 1, 1, 1, 0, 1, 0.
        let r = try #require(third.discrimination)
        #expect(abs(r - 0.6124) < 0.001)
    }

    /// Four learnt it and one lost it, of ten: (4.5 - 1.5) / 12 = 0.25, 1.95996 × √(6 - 9/12) / 12 = 0.37424.
    @Test func theGainOfAnItemIsOfTheSamePeople() throws {
        let pairs = Array(repeating: (before: false, after: true), count: 4) + [(before: true, after: false)]
        let gain = try #require(MatchedGain(pairs + Array(repeating: (before: true, after: true), count: 5)))
        #expect(gain.value == 0.3 && gain.learnt == 4 && gain.lost == 1)
        #expect(abs(gain.interval.low - (0.25 - 0.37424)) < 1e-5 && abs(gain.interval.high - (0.25 + 0.37424)) < 1e-5)
        let nobody = try #require(MatchedGain(Array(repeating: (before: true, after: true), count: 5)))
        #expect(nobody.value == 0 && nobody.interval.low < 0 && nobody.interval.high > 0, "five of five alike are no proof")
        #expect(MatchedGain([]) == nil)
    }

    @Test func ofFewerThanFiveNothingIsSaid() {
        var told = WorkshopTests.Told()
        for index in 0..<4 {
            let person = WorkshopTests.entrant("Person \(index)")
            told.tell(.joined(person, at: HalfDay(WorkshopTests.today, .morning)))
            told.tell(.sat(person.id, .before, WorkshopTests.paper(1)))
            told.tell(.sat(person.id, .after, WorkshopTests.paper(3)))
        }
        #expect(WorkshopResults(told.workshop, test: WorkshopTests.test).isTooFew)
    }
}
