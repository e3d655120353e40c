import Testing

@testable import Publishing

struct TableTests {
    private let lists = [
        CodeList("sex", ["f", "m"]), CodeList("age", ["child", "adult", "old"]), CodeList("means", ["1"]),
        CodeList("work", ["a", "b"]),
    ]

    private func people(_ count: Int, seed: UInt64 = 2) -> Records {
        var chance = SeededChance(seed: seed)
        return Records(lists, columns: lists.map { list in (0..<count).map { _ in UInt8(chance.below(list.codes.count + 1)) } })
    }

    @Test func everyCombinationHasAPlaceOfItsOwn() {
        let cells = Cells(lists)
        var (pairs, triples): (Set<Int>, Set<Int>) = ([], [])
        for y in 0..<cells.codeCount {
            for x in 0..<cells.first[cells.list[y]] {
                pairs.insert(cells.pair(x, y))
                for w in 0..<cells.first[cells.list[x]] { triples.insert(cells.triple(w, x, y)) }
            }
        }
        #expect(pairs == Set(0..<cells.pairCount) && cells.pairCount == 23)
        #expect(triples == Set(0..<cells.tripleCount) && cells.tripleCount == 28)
    }

    @Test func tablesWithoutNoiseAreTheRecordsCounted() throws {
        let records = people(500)
        let cells = Cells(lists)
        let design = try #require(Design(loss: PrivacyLoss(rho: 1), cap: 4, lists: lists))
        let estimate = Estimate(Counts(records, in: cells), in: cells)
        for attributes in [[1], [0, 3], [0, 1, 2], [1, 2, 3]] {
            let table = NoisyTable(attributes, of: estimate, design: design)
            for cell in table.cells {
                let count = (0..<records.count).count { person in
                    zip(attributes, cell.codes).allSatisfy { records.columns[$0][person] == $1 }
                }
                #expect(cell.count == Double(count))
            }
            #expect(table.total == 500)
        }
    }

    /// The stated error holds: about 95 of 100 cells lie within reach of the truth.
    @Test func theStatedErrorIsTheErrorMade() throws {
        let records = people(500)
        let design = try #require(Design(loss: PrivacyLoss(rho: 0.1), cap: 4, lists: lists))
        var chance = Chance(SeededChance(seed: 5))
        let cells = Cells(lists)
        let truth = NoisyTable([0, 1, 3], of: Estimate(Counts(records, in: cells), in: cells), design: design)
        var (within, all) = (0, 0)
        for _ in 0..<200 {
            let noisy = NoisyTable(
                [0, 1, 3], of: Estimate(NoisyCounts(records, design: design, &chance)), design: design)
            within += zip(truth.cells, noisy.cells).count { abs($0.count - $1.count) <= noisy.reach }
            all += noisy.cells.count
        }
        #expect(abs(Double(within) / Double(all) - 0.95) < 0.015)
    }

    @Test func emptyCellsGetNoiseToo() throws {
        let design = try #require(Design(loss: PrivacyLoss(rho: 0.05), cap: 4, lists: lists))
        var chance = Chance(SeededChance(seed: 6))
        let noisy = NoisyCounts(Records(lists), design: design, &chance)
        #expect(noisy.contrasts.allSatisfy { contrasts in contrasts.contains { $0 != 0 } })
        #expect(noisy.contrasts.count == 4 + 6 + 4)
    }

    @Test func consistentTablesArePossibleAgreeAndLieNearer() throws {
        let records = people(300, seed: 9)
        let design = try #require(Design(loss: PrivacyLoss(rho: 0.1), cap: 4, lists: lists))
        var chance = Chance(SeededChance(seed: 7))
        let noisy = NoisyCounts(records, design: design, &chance)
        let cells = Cells(lists)
        let (raw, near) = (Estimate(noisy), Consistency.nearest(to: noisy))
        let truth = Estimate(Counts(records, in: cells), in: cells)
        func error(_ estimate: Estimate, _ attributes: [Int]) -> Double {
            zip(NoisyTable(attributes, of: estimate, design: design).cells, NoisyTable(attributes, of: truth, design: design).cells)
                .reduce(0) { $0 + abs($1.0.count - $1.1.count) }
        }
        let tables = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]
        for attributes in tables {
            let table = NoisyTable(attributes, of: near, design: design)
            #expect(table.cells.allSatisfy { $0.count > -1e-6 })
            #expect(abs(table.total - near.values[0]) < 1e-6)
        }
        let ages = NoisyTable([1], of: near, design: design).cells.map(\.count)
        let fromPairs = NoisyTable([0, 1], of: near, design: design).cells
        for (byte, count) in ages.enumerated() {
            #expect(abs(fromPairs.filter { $0.codes[1] == UInt8(byte) }.reduce(0) { $0 + $1.count } - count) < 1e-6)
        }
        #expect(tables.reduce(0) { $0 + error(near, $1) } < tables.reduce(0) { $0 + error(raw, $1) })
    }

    @Test func wordsOffTheListAreNotKept() {
        var records = Records(lists)
        #expect(records.append(["f", "adult", "", "smuggler"]) == 1)
        #expect(records.words(of: 0) == ["f", "adult", "", ""])
    }
}
