import Solving
import Testing

@testable import Publishing

/// Three versions of a cohort side by side: none of them is subtracted from another.
struct EditionsTests {
    private let rule = Rule()

    /// People numbered in the order of these districts.
    private func snapshot(_ districts: [UInt8]) throws -> Snapshot {
        let column = try #require(Column("district", codes: ["a", "b", "c"], bytes: districts))
        let columns = try #require(Columns([column]))
        return try #require(Snapshot(people: districts.indices.map(UInt64.init), columns: columns))
    }

    private var first: [UInt8] { (0..<60).map { UInt8($0 % 3) } }
    /// Only one came to the second district.
    private var second: [UInt8] { first + [UInt8](repeating: 0, count: 12) + [1] + [UInt8](repeating: 2, count: 11) }
    private var third: [UInt8] { second + [UInt8](repeating: 0, count: 15) + [UInt8](repeating: 1, count: 14) }
    private let table = Table([Split("district", size: 3)])

    @Test func eachVersionCountsAsItDidAlone() throws {
        let snapshots = try [first, second, third].map(snapshot)
        let editions = try #require(Editions(snapshots))
        for (place, snapshot) in snapshots.enumerated() {
            let alone = try #require(table.counts(in: snapshot.columns))
            let together = try #require(editions.table(table, of: place).counts(in: editions.columns))
            for (cell, count) in alone { #expect(together[cell.and(editions.everybody(of: place))] == count) }
        }
    }

    @Test func twoVersionsAreToldAsVersionsTellsThem() throws {
        let (one, two) = (try snapshot(first), try snapshot(second))
        let versions = try #require(Versions(one, two))
        let editions = try #require(Editions([one, two]))
        func hidden(_ columns: Columns, _ tables: [Table]) throws -> Int {
            let suppression = Suppression(Audit(rule: rule, sizes: columns.sizes, solver: Simplex()))
            let earlier = try suppression.release(tables[0], of: columns, after: [])
            return try suppression.release(tables[1], of: columns, after: [earlier]).hidden.count
        }
        let earlier = Table(table.splits, within: versions.earlier(Release(table, figures: [:])).table.filter)
        #expect(
            try hidden(versions.columns, [earlier, versions.later(table)])
                == hidden(editions.columns, [0, 1].map { editions.table(table, of: $0) }))
    }

    @Test func theOnlyNewcomerStaysHiddenThroughAThirdVersion() throws {
        let editions = try #require(Editions(try [first, second, third].map(snapshot)))
        let suppression = Suppression(Audit(rule: rule, sizes: editions.columns.sizes, solver: Simplex()))
        var releases: [Release] = []
        for place in 0..<3 {
            releases.append(try suppression.release(editions.table(table, of: place), of: editions.columns, after: releases))
        }
        #expect(releases[0].hidden.isEmpty && !releases[1].hidden.isEmpty)
        try suppression.audit.check(releases)
        // Read back from what was published alone, the same is known, and the same must be protected.
        var recalled: [Release] = []
        for release in releases {
            recalled.append(
                try suppression.recall(release.table, figures: release.figures, of: editions.columns, after: recalled))
        }
        #expect(recalled.map(\.figures) == releases.map(\.figures))
        #expect(recalled.map { Set($0.differences) } == releases.map { Set($0.differences) })
    }

    /// Had the second version told everything, the check of all versions would say so.
    @Test func whatOneVersionGivesAwayIsRefused() throws {
        let editions = try #require(Editions(try [first, second].map(snapshot)))
        let suppression = Suppression(Audit(rule: rule, sizes: editions.columns.sizes, solver: Simplex()))
        let releases = [0, 1].map { place in
            let own = editions.table(table, of: place)
            return Release(own, figures: (own.counts(in: editions.columns) ?? [:]).mapValues(Figure.told))
        }
        var recalled: [Release] = []
        for release in releases {
            recalled.append(
                try suppression.recall(release.table, figures: release.figures, of: editions.columns, after: recalled))
        }
        #expect(throws: Withholding.self) { try suppression.audit.check(recalled) }
    }

    @Test func versionsThatAskSomethingElseAreNone() throws {
        let other = try #require(Column("region", codes: ["n"], bytes: [0]))
        let columns = try #require(Columns([other]))
        #expect(Editions([try snapshot(first), try #require(Snapshot(people: [1], columns: columns))]) == nil)
    }
}
