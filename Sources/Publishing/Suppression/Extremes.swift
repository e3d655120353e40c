/// The cohorts with the fewest and the most people of one secret that could be behind what is known.
struct Extremes {
    /// Where nothing could be worked out, all may be known.
    let range: ClosedRange<Int>
    /// Cohorts of whole people.
    let possible: [[Double]]

    enum Care {
        /// In fractions of people: seldom wider than in whole people.
        case fractions
        /// Whether the rule allows it in whole people; the range itself may be wider.
        case rule
        case exact
    }

    init(
        of secret: Secret, in knowledge: Knowledge, _ care: Care, with solver: any Solver,
        _ least: ([Programme.Term]) -> [Double]?
    ) {
        let sum = knowledge.sum(secret)
        let negated = sum.map { Programme.Term($0.unknown, -$0.factor) }
        guard let fewest = least(sum), let most = least(negated) else {
            (range, possible) = (0...0, [])
            return
        }
        let whole = [fewest, most].filter(WholePeople.isWhole)
        let open = WholePeople.range(WholePeople.roundedUp(sum, fewest), -WholePeople.roundedUp(negated, most))
        let rule = knowledge.rule
        // Whole people leave no more room than fractions do, so a range that is too close already need not be narrowed.
        if whole.count == 2 || care == .fractions || !rule.allows(open) {
            (range, possible) = (open, whole)
            return
        }
        // A cell that needs a long search to be told stays hidden: seldom is one lost by it.
        let steps = care == .rule ? 30 : 400
        let goal = care == .rule ? rule.goal(within: open) : open
        let fewestWhole = WholePeople(
            sum, in: knowledge.programme, from: fewest, enough: goal.lowerBound, steps: steps, with: solver)
        let mostWhole = WholePeople(
            negated, in: knowledge.programme, from: most, enough: -goal.upperBound, steps: steps, with: solver)
        range = WholePeople.range(fewestWhole.least, mostWhole.least.map { -$0 })
        possible = [fewestWhole.unknowns, mostWhole.unknowns].compactMap { $0 }
    }
}
