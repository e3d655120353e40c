import FoundationEssentials
import Testing

@testable import Matching

struct WeightsTests {
    @Test func usualSharesOfAnAspectAreShares() {
        for aspect in Aspect.allCases {
            let same = Level.levels(of: aspect).reduce(0) { $0 + Weights.usual[$1].ifSame }
            #expect(abs(same - 1) < 0.011, "\(aspect)")
        }
    }

    @Test func storedWeightsAreReadAgain() throws {
        var weights = Weights.usual
        weights[.birthSame].ifSame = 0.5
        let stored = try JSONEncoder().encode(weights)
        #expect(try JSONDecoder().decode(Weights.self, from: stored) == weights)
        let few = Array(#"{"sexSame":{"ifSame":0.99,"ifOther":0.5},"aLevelOfTomorrow":{"ifSame":1,"ifOther":1}}"#.utf8)
        let read = try JSONDecoder().decode(Weights.self, from: Data(few))
        #expect(read[.sexSame].ifSame == 0.99)
        #expect(read[.birthSame] == Weights.usual[.birthSame])
    }

    @Test func decisionsMoveWeightsWithinTwoBits() {
        let moved = Comparison([Finding(level: .placeDifferent), Finding(level: .birthSame)])
        let learned = Weights.usual.learned(from: Array(repeating: Decision(moved, isSame: true), count: 50))
        #expect(learned[.placeDifferent].ifSame > Weights.usual[.placeDifferent].ifSame)
        #expect(learned[.placeSame].ifSame < Weights.usual[.placeSame].ifSame)
        #expect(learned[.phoneSame] == Weights.usual[.phoneSame])
        let stubborn = Weights.usual.learned(from: Array(repeating: Decision(moved, isSame: false), count: 100_000))
        for level in Level.allCases {
            for side in [\Odds.ifSame, \Odds.ifOther] {
                let ratio = stubborn[level][keyPath: side] / Weights.usual[level][keyPath: side]
                #expect((0.249...4.001).contains(ratio))
            }
        }
        #expect(Weights.usual.learned(from: []) == .usual)
    }

    @Test func blocksTeachNeitherBirthNorSexAndFewTeachNothing() {
        let comparisons = Crowd.index.blockComparisons()
        #expect(Weights.usual.learned(fromBlocks: comparisons) == .usual)
        let pairs = Crowd.pairs.map { Crowd.index.comparison(of: $0, with: $1) }
        let many = Array(repeating: pairs, count: 3).flatMap { $0 }
        let learned = Weights.usual.learned(fromBlocks: many, rounds: 3)
        #expect(learned != .usual)
        for level in Level.allCases where [.birth, .sex].contains(level.aspect) { #expect(learned[level] == Weights.usual[level]) }
    }

    @Test func everyLevelHasItsWordKey() {
        #expect(Set(Level.allCases.map(\.key)).count == Level.allCases.count)
        #expect(Level.givenAlikeElsewhere.key == "givenAlikeElsewhere")
        #expect(Aspect.otherNames.key == "otherNames")
    }
}
