/// Invented records of which we know who is who: the measure of every matcher.
///
/// Shape: three in twenty people have two to four records, one in eight is a brother or sister of another. Half of the intakes are
/// of people on record; of the others a fifth are their brothers and sisters.
package struct LabelledPeople: Sendable {
    package struct Labelled: Sendable {
        package let person: KnownPerson
        /// The same number for records of one person.
        package let identity: Int
        package let corruptions: Set<Corruption>
    }

    package let records: [Labelled]
    package let intakes: [Labelled]

    private static let carelessness = [0.6, 1.0, 1.6]

    package init(records count: Int, intakes intakeCount: Int = 6_000, seed: UInt64 = 20_260_101) {
        var dice = Dice(seed: seed)
        let names = NamePools()
        var people: [InventedPerson] = []
        func labelled(_ identity: Int, also corruption: Corruption? = nil, _ dice: inout Dice) -> Labelled {
            let (person, corruptions) = Observation.record(
                of: people[identity], carelessness: dice.pick(LabelledPeople.carelessness), names: names, &dice)
            return Labelled(person: person, identity: identity, corruptions: corruptions.union(corruption.map { [$0] } ?? []))
        }
        var records: [Labelled] = []
        while records.count < count {
            let sibling = !people.isEmpty && dice.falls(0.12) ? dice.pick(people) : nil
            people.append(InventedPerson(&dice, names: names, sibling: sibling))
            for _ in 0...dice.pick(shares: [85, 10, 4, 1]) where records.count < count {
                records.append(labelled(people.count - 1, &dice))
            }
        }
        let known = people.count
        var intakes: [Labelled] = []
        for number in 0..<intakeCount {
            if number < intakeCount / 2 {
                intakes.append(labelled(dice.below(known), &dice))
            } else {
                let sibling = number < intakeCount * 6 / 10 ? people[dice.below(known)] : nil
                people.append(InventedPerson(&dice, names: names, sibling: sibling))
                intakes.append(labelled(people.count - 1, also: sibling == nil ? nil : .sibling, &dice))
            }
        }
        self.records = records
        self.intakes = intakes
    }

    /// Everyone on record, each under its place in `records`.
    package func index() -> PersonIndex {
        var index = PersonIndex()
        for (row, record) in records.enumerated() { index.insert(row: row, record.person) }
        return index
    }
}
