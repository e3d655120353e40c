import Solving
import Testing

@testable import Publishing

struct SuppressionTests {
    @Test func oneTable() throws {
        var dice = Dice(seed: 5)
        let columns = try #require(Sample.columns(people: 200, sizes: [5, 6], using: &dice))
        let table = Sample.table(["a0", "a1"], of: columns)
        let counts = try #require(table.counts(in: columns))
        let audit = Audit(rule: Rule(), sizes: columns.sizes, solver: Simplex())
        let release = try Suppression(audit).release(table, counts: counts, after: [])
        for cell in table.cells { print(cell.conditions.map { ($0.attribute, $0.codes.members) }, counts[cell] ?? -1, release.figures[cell]!) }
        try audit.check([release])
        print(try audit.ranges(of: [release]).mapValues { ($0, 0) }.values)
    }
}
