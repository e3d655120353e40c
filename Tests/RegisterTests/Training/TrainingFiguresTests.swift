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
        let first = try #require(results.items.first)  // a: right before by 5 of 6 and the seventh, after by all
        #expect(first.before == Share(6, of: 7) && first.after == Share(6, of: 6) && first.learnt == 1 && first.lost == 0)
        #expect(first.discrimination == nil, "nobody differs")
        let third = results.items[2]  // c: before by one pair and the seventh, after by four
        #expect(third.before == Share(2, of: 7) && third.after == Share(4, of: 6) && third.learnt == 3 && third.lost == 0)
        #expect(third.chosen["x"]?.before == 2 && third.chosen["y"]?.after == 2)
        // Rest scores after, without c: 2, 3, 2, 2, 2, 1 against right or not: 1, 1, 1, 0, 1, 0.
        let r = try #require(third.discrimination)
        #expect(abs(r - 0.6124) < 0.001)
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
