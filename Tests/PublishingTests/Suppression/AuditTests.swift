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
        for _ in 0..<40 {
            let people = Int.random(in: 6...12, using: &dice)
            let columns = try #require(Sample.columns(people: people, sizes: [2, 3, 2], using: &dice))
            let audit = Audit(rule: rule, sizes: columns.sizes, solver: Simplex())
            var releases: [Release] = []
            for attributes in attributes {
                let table = Sample.table(attributes, of: columns)
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
}
