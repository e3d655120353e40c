import Solving
import Testing

@testable import Publishing

struct SuppressionTests {
    /// A thousand tables of two attributes. What was hidden is checked by flows in a network, which know nothing of how it was chosen.
    @Test(arguments: [Rule.Zeros.told, .hidden])
    func noHiddenCountCanBeBoundedCloserThanTheRuleAllows(zeros: Rule.Zeros) throws {
        let rule = Rule(zeros: zeros)
        var dice = Dice(seed: 42)
        var (lost, plain, primary, cells, unsafe, bare, refused) = (0, 0, 0, 0, 0, 0, 0)
        for _ in 0..<500 {
            let people = Int.random(in: 50...1000, using: &dice)
            let sizes = [Int.random(in: 2...6, using: &dice), Int.random(in: 2...6, using: &dice)]
            let columns = try #require(Sample.columns(people: people, sizes: sizes, using: &dice))
            let table = Sample.table(["a0", "a1"], of: columns)
            let counts = try #require(table.counts(in: columns))
            let suppression = Suppression(Audit(rule: rule, sizes: columns.sizes, solver: Simplex()))
            let release: Release
            do { release = try suppression.release(table, of: columns, after: []) } catch {
                refused += 1
                continue
            }
            let intruder = FlowIntruder(table, counts: counts, figures: release.figures, fewest: rule.fewest)
            for cell in release.hidden {
                let range = try #require(intruder.range(cell))
                #expect(rule.allows(range) && range.contains(counts[cell] ?? 0), "\(cell) in \(range)")
            }
            for cell in table.cells where rule.mustHide(counts[cell] ?? 0) { #expect(release.figures[cell] == .hidden) }
            cells += table.cells.count
            lost += release.hidden.count
            let ways = [NextSmallest.hide, NextSmallest.primary].map { $0(table, counts, rule) }
            plain += ways[0].values.filter { $0 == .hidden }.count
            primary += ways[1].values.filter { $0 == .hidden }.count
            let caught = ways.map { figures in
                let intruder = FlowIntruder(table, counts: counts, figures: figures, fewest: rule.fewest)
                return figures.keys.contains { cell in intruder.range(cell).map { !rule.allows($0) } ?? false }
            }
            unsafe += caught[0] ? 1 : 0
            bare += caught[1] ? 1 : 0
        }
        print(
            "zeros \(zeros): of \(cells) cells \(primary) are small; \(lost) hidden; the plain way hides \(plain) and leaves "
                + "\(unsafe) of 500 tables open, hiding only the small ones leaves \(bare); \(refused) tables refused")
        #expect(bare > 0 && unsafe > 0)
    }
}
