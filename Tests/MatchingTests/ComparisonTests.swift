import Register
import Testing

@testable import Matching

struct ComparisonTests {
    @Test func comparingIsSymmetric() {
        for (a, b) in Crowd.pairs {
            let (there, back) = (Crowd.index.comparison(of: a, with: b), Crowd.index.comparison(of: b, with: a))
            #expect(there.findings.map(\.level) == back.findings.map(\.level))
            #expect(abs(Weights.usual.bits(of: there) - Weights.usual.bits(of: back)) < 1e-9)
        }
    }

    /// Taking any one thing away from either side takes away its bar and leaves all other bars as they were.
    @Test(arguments: [Aspect.birth, .sex, .citizenship, .place, .phone, .document])
    func whatIsMissingCountsForNothing(aspect: Aspect) {
        for (a, b) in Crowd.pairs {
            let whole = Crowd.index.comparison(of: a, with: b)
            let without = Crowd.index.comparison(of: a, with: b.without(aspect))
            #expect(without[aspect] == nil)
            let lost = whole[aspect].map(Weights.usual.bits) ?? 0
            #expect(abs(Weights.usual.bits(of: whole) - lost - Weights.usual.bits(of: without)) < 1e-9)
        }
    }

    @Test func nothingKnownIsNoBits() {
        for (a, _) in Crowd.pairs.prefix(100) {
            #expect(Crowd.index.comparison(of: a, with: KnownPerson()).findings.isEmpty)
            #expect(Weights.usual.bits(of: Crowd.index.comparison(of: KnownPerson(), with: a)) == 0)
        }
    }

    @Test(arguments: [
        ("Marie", "Joseph", "Marie", "Joseph", Level.givenSame, Level.familySame),
        ("Joseph", "Marie", "Marie", "Joseph", .givenElsewhere, .familyElsewhere),
        ("John", "Desir", "Jean", "Dezir", .givenEquivalent, .familyAlike),
        ("Rose Marie", "St Rose", "Marie", "Saint-Rose", .givenSame, .familySame),
        ("Ana", "Jn Baptiste", "Petra", "Jean Baptiste", .givenDifferent, .familySame),
        ("Marie Joseph", "", "Marie", "Joseph", .givenSame, .familyElsewhere),
        ("Marie", "Garcia Lopez", "Maria", "Lopez", .givenEquivalent, .familySame),
    ])
    func names(given: String, family: String, otherGiven: String, otherFamily: String, givenLevel: Level, familyLevel: Level) {
        let comparison = Crowd.index.comparison(
            of: KnownPerson(given: given, family: family), with: KnownPerson(given: otherGiven, family: otherFamily))
        #expect(comparison[.given]?.level == givenLevel)
        #expect(comparison[.family]?.level == familyLevel)
    }

    @Test func aRareNameProvesMoreThanACommonOne() {
        var index = Crowd.index
        for row in 1_000..<1_050 { index.insert(row: row, KnownPerson(given: "Marie", family: "Joseph")) }
        let bits = ["Joseph", "Pelamour"].map { name in
            let person = KnownPerson(family: name)
            return Weights.usual.bits(of: index.comparison(of: person, with: person))
        }
        #expect(bits[0] + 2 < bits[1])
    }
}

extension KnownPerson {
    fileprivate func without(_ aspect: Aspect) -> KnownPerson {
        var person = self
        switch aspect {
        case .birth: person.birth = nil
        case .sex: person.sex = nil
        case .citizenship: person.citizenships = []
        case .place: person.place = nil
        case .phone: person.phones = []
        case .document: person.documents = []
        case .given, .family, .otherNames: break
        }
        return person
    }
}
