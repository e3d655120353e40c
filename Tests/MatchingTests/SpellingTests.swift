import Testing

@testable import Matching

struct SpellingTests {
    @Test(arguments: [
        ("joseph", "joseph", true), ("joseph", "josep", true), ("joseph", "jozeph", true), ("joseph", "joesph", true),
        ("joseph", "ajoseph", true), ("joseph", "jozep", false), ("joseph", "joesp", false), ("", "a", true), ("ab", "ba", true),
        ("abc", "cba", false),
    ])
    func oneEdit(a: String, b: String, isOne: Bool) {
        #expect(Spelling.isOneEdit(Array(a.utf8), Array(b.utf8)) == isOne)
        #expect(Spelling.isOneEdit(Array(b.utf8), Array(a.utf8)) == isOne)
    }

    @Test(arguments: [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813), ("abc", "xyz", 0)])
    func similarityIsThatOfWinklersPaper(a: String, b: String, similarity: Double) {
        #expect(abs(Spelling.similarity(Array(a.utf8), Array(b.utf8)) - similarity) < 0.001)
        #expect(Spelling.similarity(Array(a.utf8), Array(b.utf8)) == Spelling.similarity(Array(b.utf8), Array(a.utf8)))
    }

    @Test(arguments: [
        ("marie", "marie", Likeness.same), ("john", "juan", .equivalent), ("mohammed", "muhammad", .equivalent),
        ("philippe", "felipe", .equivalent), ("desir", "dezir", .alike), ("faucher", "fauchar", .alike),
        ("alex", "alexine", .resembling),
    ])
    func likeness(a: String, b: String, likeness: Likeness) {
        let (a, b) = (Word(Array(a.utf8), id: nil), Word(Array(b.utf8), id: nil))
        #expect(a.likeness(to: b) == likeness)
        #expect(b.likeness(to: a) == likeness)
    }

    @Test func strangersHaveNoLikeness() {
        #expect(Word(Array("marie".utf8), id: nil).likeness(to: Word(Array("joseph".utf8), id: nil)) == nil)
    }
}
