import Register
import Testing

@testable import Matching

struct CandidateTests {
    private var index: PersonIndex {
        var index = Crowd.index
        index.insert(row: 9_001, Crowd.rose)
        index.insert(row: 9_002, Crowd.brother)
        return index
    }

    @Test func barsSumToTheScore() {
        for intake in Crowd.people.intakes {
            for candidate in Crowd.index.candidates(for: intake.person) {
                #expect(abs(candidate.bars.reduce(0) { $0 + $1.bits } - candidate.bits) < 1e-9)
                #expect(Set(candidate.bars.map(\.aspect)).count == candidate.bars.count)
            }
            let scores = Crowd.index.candidates(for: intake.person).map(\.bits)
            let matches = Crowd.index.matches(for: intake.person, limit: 10).map(\.bits)
            #expect(zip(scores, matches).allSatisfy { abs($0 - $1) < 1e-9 })
        }
    }

    @Test func posteriorsAreSharedAmongCandidatesAndNobody() {
        for intake in Crowd.people.intakes {
            let candidates = Crowd.index.candidates(for: intake.person, limit: 150)
            #expect(candidates.reduce(0) { $0 + $1.posterior } < 1)
            #expect(zip(candidates, candidates.dropFirst()).allSatisfy { $0.posterior >= $1.posterior })
        }
    }

    @Test func aPersonWrittenOtherwiseIsFoundWithReasons() throws {
        let asked = KnownPerson(given: "Zéphérin", family: "Mary", birth: Day("2001-01-01"), sex: "female", phones: ["450 1234"])
        let first = try #require(index.candidates(for: asked).first)
        #expect(first.row == 9_001)
        #expect(first.posterior > 0.9)
        #expect(!first.isFamilyLike)
        #expect(
            Set(first.bars.map(\.level)).isSuperset(
                of: [.givenElsewhere, .familyAlikeElsewhere, .birthYearSame, .sexSame, .phoneSame]))
        #expect(first.bars.first { $0.aspect == .birth }?.theirs == "2001-05-17")
    }

    @Test func aBrotherMayBeABrother() throws {
        let asked = KnownPerson(given: "Shanice", family: "Zepherin", birth: Day("2003-09-09"), sex: "female", place: "Vieux-Fort")
        let found = index.candidates(for: asked).filter { $0.row > 9_000 }
        #expect(found.map(\.isFamilyLike) == [true, true])
        #expect(try #require(index.candidates(for: Crowd.rose).first { $0.row == 9_001 }).isFamilyLike == false)
    }

    @Test func whoIsExcludedIsNotThere() {
        #expect(index.candidates(for: Crowd.rose).first?.row == 9_001)
        #expect(!index.candidates(for: Crowd.rose, limit: 150, excluding: [9_001]).contains { $0.row == 9_001 })
        #expect(index.matches(for: Crowd.rose, limit: 3).count == 3)
    }

    @Test func anEmptyIndexAndAnEmptyQuestionFindNobody() {
        #expect(PersonIndex().candidates(for: Crowd.rose).isEmpty)
        #expect(Crowd.index.candidates(for: KnownPerson()).isEmpty)
    }
}
