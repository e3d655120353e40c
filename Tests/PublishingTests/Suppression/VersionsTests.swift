import Solving
import Testing

@testable import Publishing

struct VersionsTests {
    private let rule = Rule()
    private let sizes = [4, 3]

    private func snapshot(_ people: Range<Int>, of columns: Columns) throws -> Snapshot {
        let part = columns.attributes.compactMap { attribute in
            columns[attribute].flatMap { Column(attribute, codes: $0.codes, bytes: Array($0.bytes[people])) }
        }
        let columns = try #require(Columns(part))
        return try #require(Snapshot(people: people.map(UInt64.init), columns: columns))
    }

    private func snapshot(_ columns: [Column]) throws -> Snapshot {
        let columns = try #require(Columns(columns))
        return try #require(Snapshot(people: (0..<UInt64(columns.people)).map { $0 }, columns: columns))
    }

    private func refusal(of versions: Versions) -> Withholding? {
        do throws(Withholding) {
            try versions.check(rule)
            return nil
        } catch { return error }
    }

    @Test(arguments: [(0, nil), (1, 1), (9, 9), (10, nil)] as [(Int, Int?)])
    func aSecondVersionWithAFewMoreIsRefused(added: Int, refusedFor: Int?) throws {
        var dice = Dice(seed: 3)
        let columns = try #require(Sample.columns(people: 200, sizes: sizes, using: &dice))
        let versions = try #require(Versions(try snapshot(0..<150, of: columns), try snapshot(0..<150 + added, of: columns)))
        #expect(versions.differing == added)
        #expect(refusal(of: versions) == refusedFor.map { .differsByFew(people: $0, fewest: 10) })
    }

    @Test func somebodyWhoLeftAndSomebodyElseWhoCameAreTwo() throws {
        var dice = Dice(seed: 4)
        let columns = try #require(Sample.columns(people: 200, sizes: sizes, using: &dice))
        let versions = try #require(Versions(try snapshot(0..<150, of: columns), try snapshot(1..<151, of: columns)))
        #expect(refusal(of: versions) == .differsByFew(people: 2, fewest: 10))
    }

    @Test func somebodyWhoseAnswerWasCorrectedIsOne() throws {
        var dice = Dice(seed: 5)
        let columns = try #require(Sample.columns(people: 60, sizes: sizes, using: &dice))
        let first = try snapshot(0..<60, of: columns)
        var bytes = try #require(columns["a0"]).bytes
        bytes[7] = (bytes[7] + 1) % 4
        let corrected = try #require(Column("a0", codes: ["0", "1", "2", "3"], bytes: bytes))
        let other = try #require(columns["a1"])
        let second = try snapshot([corrected, other])
        let versions = try #require(Versions(first, second))
        #expect(refusal(of: versions) == .differsByFew(people: 1, fewest: 10))
    }

    /// Enough people came, but only one of them to one district: the second version must not tell by subtraction.
    @Test func theOnlyNewcomerOfADistrictIsNotFoundBySubtraction() throws {
        let before = (0..<60).map { UInt8($0 % 3) }
        let first = try #require(Column("district", codes: ["a", "b", "c"], bytes: before))
        let second = try #require(
            Column(
                "district", codes: ["a", "b", "c"],
                bytes: before + [UInt8](repeating: 0, count: 12) + [1] + [UInt8](repeating: 2, count: 11)))
        let (one, two) = (try snapshot([first]), try snapshot([second]))
        let versions = try #require(Versions(one, two))
        try versions.check(rule)
        let table = Table([Split("district", size: 3)])
        let suppression = Suppression(Audit(rule: rule, sizes: versions.columns.sizes, solver: Simplex()))
        let earlier = try Suppression(Audit(rule: rule, sizes: ["district": 3], solver: Simplex()))
            .release(table, of: one.columns, after: [])
        #expect(earlier.hidden.isEmpty)

        let later = try suppression.release(versions.later(table), of: versions.columns, after: [versions.earlier(earlier)])
        let district = { (code: UInt8) in Cell(["district": Codes([code])]) }
        #expect(later.hidden.count == 2)
        #expect(later.figures.first { $0.key.isWithin(district(1)) }?.value == .hidden)

        let told = (later.table.counts(in: versions.columns) ?? [:]).mapValues(Figure.told)
        #expect(throws: Withholding.self) {
            try suppression.audit.check([versions.earlier(earlier), Release(later.table, figures: told)])
        }
        try suppression.audit.check([versions.earlier(earlier), later])
    }
}
