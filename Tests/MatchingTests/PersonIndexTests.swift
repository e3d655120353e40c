import Register
import Testing

@testable import Matching

struct PersonIndexTests {
    /// Whatever came and went before, the answers are those of an index made afresh.
    @Test func changesLeaveNoTrace() {
        let records = Crowd.people.records.map(\.person)
        var changed = PersonIndex()
        for row in 0..<200 { changed.insert(row: row, records[row + 100]) }
        for row in stride(from: 0, to: 200, by: 3) { changed.remove(row: row) }
        for row in 0..<200 { changed.insert(row: row, records[row]) }
        var fresh = PersonIndex()
        for row in 0..<200 { fresh.insert(row: row, records[row]) }
        #expect(changed.count == fresh.count)
        for intake in Crowd.people.intakes {
            let (a, b) = (changed.matches(for: intake.person, limit: 5), fresh.matches(for: intake.person, limit: 5))
            #expect(zip(a, b).allSatisfy { abs($0.bits - $1.bits) < 1e-9 })
            #expect(Set(a.map(\.row)).intersection(b.map(\.row)).count >= min(b.count, 3))
        }
    }

    @Test func whoIsRemovedIsForgotten() {
        var index = PersonIndex()
        index.insert(row: 7, Crowd.rose)
        #expect(index.candidates(for: Crowd.rose).map(\.row) == [7])
        index.remove(row: 7)
        index.remove(row: 7)
        #expect(index.count == 0)
        #expect(index.candidates(for: Crowd.rose).isEmpty)
        #expect(index.comparison(of: 7, with: 7) == nil)
    }

    @Test func aTelephoneAloneFindsAPerson() {
        var index = Crowd.index
        index.insert(row: 9_001, Crowd.rose)
        #expect(index.candidates(for: KnownPerson(phones: ["4501234"])).first?.row == 9_001)
        #expect(index.candidates(for: KnownPerson(documents: ["p-1234567"])).first?.row == 9_001)
    }

    @Test func chainsGiveBackWhatIsInThem() {
        var chains = Chains()
        for value in 0..<20 { chains.add(Int32(value), to: UInt64(value % 3)) }
        for value in stride(from: 0, to: 20, by: 2) { chains.remove(Int32(value), from: UInt64(value % 3)) }
        chains.remove(99, from: 0)
        chains.add(50, to: 1)
        var found: [Int32] = []
        chains.forEach(in: 1) { found.append($0) }
        #expect(found == [50, 19, 13, 7, 1])
    }
}
