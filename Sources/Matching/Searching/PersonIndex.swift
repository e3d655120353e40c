/// Everyone on record, ready to answer "already known?".
///
/// Shape: a row is the caller's own number for a person. Copying is cheap until one of the copies changes.
package struct PersonIndex: Sendable {
    var population = Population()
    private(set) var rows: [Int] = []
    private var slots: [Int: Int32] = [:]
    private var freedSlots: [Int32] = []
    private var records: [Record] = []
    private(set) var traits: [Traits] = []
    /// For each word of the vocabulary, who bears it.
    private(set) var bearers: [[Int32]] = []
    private(set) var byBirth = Chains()
    private(set) var byPhone = Chains()
    private(set) var byDocument = Chains()

    package init() {}

    package var count: Int { slots.count }

    /// Takes the place of whatever this row said before.
    package mutating func insert(row: Int, _ person: KnownPerson) {
        remove(row: row)
        let slot = newSlot(for: row)
        population.people += 1
        let names = person.spelledNames().map { Record.name(population.vocabulary.learn($0.spelling), $0.role) }
        var details = Details(person)
        details.place = details.place.map { population.places.count($0, by: 1) }
        details.sex = details.sex.map { population.sexes.count($0, by: 1) }
        details.citizenships = details.citizenships.map { population.citizenships.count($0, by: 1) }
        records[Int(slot)] = Record(names: names, details: details)
        traits[Int(slot)] = Traits(details, in: population)
        for word in Set(names.map(Record.word)) {
            while bearers.count <= word { bearers.append([]) }
            bearers[Int(word)].append(slot)
            population.vocabulary.count(word, by: 1)
        }
        enter(details) { chains, key in chains.add(slot, to: key) }
    }

    /// Nothing happens when the row is not there.
    package mutating func remove(row: Int) {
        guard let slot = slots.removeValue(forKey: row) else { return }
        let record = records[Int(slot)]
        population.people -= 1
        if let place = record.details.place { _ = population.places.count(place, by: -1) }
        if let sex = record.details.sex { _ = population.sexes.count(sex, by: -1) }
        for code in record.details.citizenships { _ = population.citizenships.count(code, by: -1) }
        for word in Set(record.names.map(Record.word)) {
            if let index = bearers[Int(word)].firstIndex(of: slot) {
                bearers[Int(word)].swapAt(index, bearers[Int(word)].count - 1)
                bearers[Int(word)].removeLast()
            }
            population.vocabulary.count(word, by: -1)
        }
        enter(record.details) { chains, key in chains.remove(slot, from: key) }
        records[Int(slot)] = .empty
        traits[Int(slot)] = Traits()
        freedSlots.append(slot)
    }

    func slot(of row: Int) -> Int32? { slots[row] }

    func profile(at slot: Int32) -> Profile { records[Int(slot)].profile(in: population.vocabulary) }

    private mutating func newSlot(for row: Int) -> Int32 {
        if let slot = freedSlots.popLast() {
            slots[row] = slot
            rows[Int(slot)] = row
            return slot
        }
        let slot = Int32(rows.count)
        slots[row] = slot
        rows.append(row)
        records.append(.empty)
        traits.append(Traits())
        return slot
    }

    private mutating func enter(_ details: Details, _ change: (inout Chains, UInt64) -> Void) {
        if let birth = details.birth, birth.isFull { change(&byBirth, birth.key) }
        for phone in Set(details.phones.map(\.ending)) { change(&byPhone, phone) }
        for document in Set(details.documents.map(\.packed)) { change(&byDocument, document) }
    }
}
