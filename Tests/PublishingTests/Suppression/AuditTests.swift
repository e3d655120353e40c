import Solving
import Testing

@testable import Publishing

struct AuditTests {
    /// Three attributes at once, and two or three tables that share attributes: against every cohort there could be.
    @Test(arguments: [
        [["a0", "a1", "a2"]], [["a0", "a1"], ["a1", "a2"]], [["a0", "a1"], ["a1", "a2"], ["a0", "a2"]], [["a0", "a1"], ["a2"]],
    ])
    func rangesAreThoseOfEveryCohortThereCouldBe(attributes: [[String]]) throws {
        let rule = Rule(threshold: 3)
        var dice = Dice(seed: UInt64(attributes.count))
        var (hidden, refused) = (0, 0)
        for _ in 0..<20 {
            let people = Int.random(in: 6...12, using: &dice)
            let columns = try #require(Sample.columns(people: people, sizes: [2, 3, 2], using: &dice))
            let audit = Audit(rule: rule, sizes: columns.sizes, solver: Simplex())
            var releases: [Release] = []
            for attributes in attributes {
                // A group within the three codes, as a region is of districts.
                let table = Table(
                    attributes.map { Split($0, size: columns.sizes[$0] ?? 0, groups: $0 == "a1" ? [Codes([0, 1])] : []) })
                do { releases.append(try Suppression(audit).release(table, of: columns, after: releases)) } catch { refused += 1 }
            }
            let ranges = try audit.ranges(of: releases)
            let exact = EveryCohort(
                figures: releases.figures, secrets: Array(ranges.keys), sizes: columns.sizes, fewest: rule.fewest)
            #expect(ranges == exact.ranges)
            for range in exact.ranges.values { #expect(rule.allows(range)) }
            hidden += ranges.count
        }
        print("\(attributes): \(hidden) hidden counts, \(refused) tables refused")
        #expect(hidden > 0)
    }

    /// The same day, the same people; but the second table leaves one of them out.
    @Test func twoTablesThatDifferByOnePersonAreRefused() throws {
        let kinds = [UInt8](repeating: 0, count: 30) + [1] + [UInt8](repeating: 2, count: 29)
        let kind = try #require(Column("kind", codes: ["a", "b", "c"], bytes: kinds))
        let sex = try #require(Column("sex", codes: ["f", "m"], bytes: (0..<60).map { UInt8($0 % 2) }))
        let columns = try #require(Columns([kind, sex]))
        let audit = Audit(rule: Rule(), sizes: columns.sizes, solver: Simplex())
        let all = Table([Split("sex", size: 2)])
        let withoutOne = Table([Split("sex", size: 2)], within: Cell(["kind": Codes([0, 2])]))
        let first = try Suppression(audit).release(all, of: columns, after: [])
        #expect(first.hidden.isEmpty)

        let told = Release(withoutOne, figures: (withoutOne.counts(in: columns) ?? [:]).mapValues(Figure.told))
        #expect(throws: Withholding.uncovers(Secret(.everyone, without: withoutOne.filter), range: 1...1)) {
            try audit.check([first, told])
        }
        let second = try Suppression(audit).release(withoutOne, of: columns, after: [first])
        #expect(second.figures[withoutOne.filter] == .hidden)
        try audit.check([first, second])
    }

    @Test func whatWasHiddenOnceStaysHidden() throws {
        let codes = [UInt8](repeating: 0, count: 40) + [UInt8](repeating: 1, count: 4) + [UInt8](repeating: 2, count: 16)
        let columns = try #require(Columns([try kind(codes), try other(codes)]))
        let audit = Audit(rule: Rule(), sizes: columns.sizes, solver: Simplex())
        let first = try Suppression(audit).release(Table([Split("kind", size: 3)]), of: columns, after: [])
        let second = try Suppression(audit)
            .release(Table([Split("kind", size: 3), Split("other", size: 2)]), of: columns, after: [first])
        for cell in first.hidden { #expect(second.figures[cell] == .hidden) }
        try audit.check([first, second])
    }

    @Test func tablesOfOtherPeopleAreNotTakenForEarlierOnes() throws {
        let before = try #require(Columns([try kind([UInt8](repeating: 0, count: 60))]))
        let after = try #require(Columns([try kind([UInt8](repeating: 0, count: 61))]))
        let suppression = Suppression(Audit(rule: Rule(), sizes: before.sizes, solver: Simplex()))
        let table = Table([Split("kind", size: 3)])
        let first = try suppression.release(table, of: before, after: [])
        #expect(throws: Withholding.otherPeople) { try suppression.release(table, of: after, after: [first]) }
    }

    @Test func whatNobodyCouldCheckIsRefused() throws {
        var dice = Dice(seed: 1)
        let columns = try #require(Sample.columns(people: 60, sizes: [20, 20, 20], using: &dice))
        let audit = Audit(rule: Rule(), sizes: columns.sizes, solver: Simplex())
        #expect(throws: Withholding.tooEntangled(combinations: 8000, most: 5000)) {
            try Suppression(audit).release(Sample.table(["a0", "a1", "a2"], of: columns), of: columns, after: [])
        }
    }

    private func kind(_ codes: [UInt8]) throws -> Column { try #require(Column("kind", codes: ["a", "b", "c"], bytes: codes)) }
    private func other(_ codes: [UInt8]) throws -> Column {
        try #require(Column("other", codes: ["x", "y"], bytes: codes.indices.map { UInt8($0 % 2) }))
    }
}
