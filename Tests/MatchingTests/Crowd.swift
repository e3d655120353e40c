import Register

@testable import Matching

/// A few hundred invented people that several tests share, and two who are written out.
enum Crowd {
    static let people = LabelledPeople(records: 300, intakes: 60, seed: 4)
    static let index = people.index()

    static let rose = KnownPerson(
        given: "Marie Rose", family: "Zepherin", aliases: ["Mimi"], birth: Day("2001-05-17"), sex: "female", citizenships: ["LC"],
        phones: ["1 758 450 1234"], documents: ["P1234567"], place: "Vieux Fort")

    static let brother = KnownPerson(
        given: "Kenton", family: "Zepherin", birth: Day("1998-02-03"), sex: "male", citizenships: ["LC"],
        phones: ["1 758 450 1234"],
        place: "Vieux Fort")

    /// Pairs of all kinds: each person with the next, with the same again, and with its candidates.
    static var pairs: [(KnownPerson, KnownPerson)] {
        let records = people.records.map(\.person)
        return zip(records, records.dropFirst()).map { $0 } + records.prefix(50).map { ($0, $0) }
            + people.intakes.flatMap { intake in
                index.matches(for: intake.person, limit: 5).map { (intake.person, records[$0.row]) }
            }
    }
}
