/// The cohorts with the fewest and the most people of one secret that could be behind what is known.
struct Extremes {
    private let sum: [Programme.Term]
    private let negated: [Programme.Term]
    private let fewest: [Double]?
    private let most: [Double]?

    init(of sum: [Programme.Term], _ least: ([Programme.Term]) -> [Double]?) {
        self.sum = sum
        negated = sum.map { Programme.Term($0.unknown, -$0.factor) }
        (fewest, most) = (least(sum), least(negated))
    }

    /// Those of whole people.
    var possible: [[Double]] { [fewest, most].compactMap { $0 }.filter(WholePeople.isWhole) }

    /// Where nothing could be worked out, all may be known.
    func range(in knowledge: Knowledge, with solver: any Solver) -> ClosedRange<Int> {
        guard let fewest, let most else { return 0...0 }
        let range = WholePeople.range(WholePeople.roundedUp(sum, fewest), -WholePeople.roundedUp(negated, most))
        // Whole people leave no more room than fractions do, so a range that is too close already need not be narrowed.
        guard knowledge.rule.allows(range), possible.count < 2 else { return range }
        return WholePeople.range(
            WholePeople.least(of: sum, in: knowledge.programme, from: fewest, with: solver),
            WholePeople.least(of: negated, in: knowledge.programme, from: most, with: solver).map { -$0 })
    }
}
