/// The cheapest change of a table that would move one hidden count far enough, while everything told stays as it is.
///
/// What the change touches must be hidden; then whoever sees the table cannot tell it from the changed one.
struct Complement {
    private let knowledge: Knowledge
    private let programme: Programme
    private let rule: Rule
    private let moves: [(cell: Cell, terms: [Programme.Term], cost: Double)]

    init(of draft: Draft, rule: Rule, in combinations: Combinations) {
        let open = draft.open
        let settled = draft.everything.filter { !open.contains($0.key) }
        knowledge = Knowledge(settled, rule: rule, in: combinations)
        var (programme, moves) = (knowledge.programme, [(cell: Cell, terms: [Programme.Term], cost: Double)]())
        for cell in open {
            let count = Double(draft.count(cell))
            let (more, less) = (programme.addUnknown(), programme.addUnknown(upTo: count - Double(rule.fewest)))
            let sum = combinations.sum(cell) + [Programme.Term(more, -1), Programme.Term(less)]
            programme.add(Programme.Row(sum, from: count, to: count))
            moves.append((cell, [Programme.Term(more), Programme.Term(less)], draft.cost(cell)))
        }
        (self.rule, self.programme, self.moves) = (rule, programme, moves)
    }

    /// The cells to hide so that the count may be anything in a range which the rule allows. None when there is no such change, or when
    /// nothing more need be hidden.
    func cheapest(_ secret: Secret, range: ClosedRange<Int>, with solver: any Solver) -> [Cell] {
        let sum = knowledge.sum(secret)
        let wide = range.lowerBound + rule.width
        let most = range.lowerBound <= rule.fewest ? min(rule.threshold, wide) : wide
        let ways = [
            Programme.Row(sum, from: Double(most), to: .infinity),
            Programme.Row(sum, from: 0, to: Double(max(range.upperBound - rule.width, 0))),
        ].prefix(range.upperBound - rule.width >= rule.fewest ? 2 : 1)
        let price = moves.flatMap { move in move.terms.map { Programme.Term($0.unknown, move.cost) } }
        let solutions = ways.compactMap { way in
            var programme = programme
            programme.add(way)
            return solver.solve(programme) { least in least(price) }
        }
        let changes = solutions.map { unknowns in moves.filter { $0.terms.contains { unknowns[$0.unknown] > 1e-6 } } }
        let cheapest = changes.min { $0.reduce(0) { $0 + $1.cost } < $1.reduce(0) { $0 + $1.cost } }
        return (cheapest ?? []).map(\.cell)
    }
}
