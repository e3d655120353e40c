import Solving
import Testing

@testable import Publishing

struct SuppressionTests {
    /// A thousand tables of two attributes. What was hidden is checked by flows in a network, which know nothing of how it was chosen.
    @Test(arguments: [Rule.Zeros.told, .hidden])
    func noHiddenCountCanBeBoundedCloserThanTheRuleAllows(zeros: Rule.Zeros) throws {
        let rule = Rule(zeros: zeros)
        var dice = Dice(seed: 42)
        var losses = Losses()
        for trial in 0..<500 {
            let people = Int.random(in: 50...1000, using: &dice)
            let sizes = [Int.random(in: 2...6, using: &dice), Int.random(in: 2...6, using: &dice)]
            let columns = try #require(Sample.columns(people: people, sizes: sizes, using: &dice))
            let table = Sample.table(["a0", "a1"], of: columns)
            let counts = try #require(table.counts(in: columns))
            let suppression = Suppression(Audit(rule: rule, sizes: columns.sizes, solver: Simplex()))
            let release = try suppression.release(table, of: columns, after: [])
            let intruder = FlowIntruder(table, counts: counts, figures: release.figures, fewest: rule.fewest)
            for cell in release.hidden {
                let range = try #require(intruder.range(cell))
                #expect(rule.allows(range) && range.contains(counts[cell] ?? 0), "\(cell) in \(range)")
            }
            for cell in table.cells {
                let figure = release.figures[cell]
                #expect(figure == .hidden || figure == .told(counts[cell] ?? 0) && !rule.mustHide(counts[cell] ?? 0))
            }
            // One in ten is enough to compare with: the plain ways ask the intruder after each cell.
            guard trial.isMultiple(of: 10) else { continue }
            losses.add(release.figures, to: "ours", table, counts, rule)
            losses.add(NextSmallest.primary(table, counts: counts, rule: rule), to: "only the small", table, counts, rule)
            losses.add(NextSmallest.hide(table, counts: counts, rule: rule), to: "next smallest", table, counts, rule)
            losses.add(NextSmallest.hideUntilSafe(table, counts: counts, rule: rule), to: "next until safe", table, counts, rule)
        }
        print(
            "zeros \(zeros):",
            losses.hidden.sorted { $0.value < $1.value }.map { "\($0.key) hides \($0.value)" }.joined(separator: ", "))
        print(
            "tables in which somebody is found:",
            losses.found.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        #expect(losses.found["ours"] == 0)
        #expect(losses.found["only the small"] ?? 0 > 10)
        #expect(losses.found["next smallest"] ?? 0 > 5)
        #expect(losses.hidden["ours"] ?? .max < losses.hidden["next until safe"] ?? 0)
    }
}

/// How much each way of hiding loses, and how often an intruder finds somebody all the same.
private struct Losses {
    private(set) var hidden: [String: Int] = [:]
    private(set) var found: [String: Int] = [:]

    mutating func add(_ figures: [Cell: Figure], to way: String, _ table: Table, _ counts: [Cell: Int], _ rule: Rule) {
        hidden[way, default: 0] += figures.values.count { $0 == .hidden }
        let intruder = FlowIntruder(table, counts: counts, figures: figures, fewest: rule.fewest)
        let isFound = figures.keys.contains { cell in intruder.range(cell).map { !rule.allows($0) } ?? false }
        found[way, default: 0] += isFound ? 1 : 0
    }
}
