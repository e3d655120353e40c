/// What anybody can know who keeps every table: each figure told, and the rule by which the others were hidden.
struct Knowledge {
    let rule: Rule
    let combinations: Combinations
    private(set) var programme: Programme

    /// Shape: the combinations are those of the same cells, and stay the same while a table is drafted.
    init(_ figures: [Cell: Figure], rule: Rule, in combinations: Combinations) {
        (self.rule, self.combinations, programme) = (rule, combinations, combinations.programme)
        for cell in figures.keys.sorted() { if let figure = figures[cell] { learn(cell, figure) } }
    }

    func sum(_ secret: Secret) -> [Programme.Term] {
        let part = secret.part.map(combinations.sum) ?? []
        return combinations.sum(secret.whole) + part.map { Programme.Term($0.unknown, -$0.factor) }
    }

    private mutating func learn(_ cell: Cell, _ figure: Figure) {
        let sum = combinations.sum(cell)
        switch figure {
        case .told(let count): programme.add(Programme.Row(sum, from: Double(count), to: Double(count)))
        case .hidden where rule.fewest > 0: programme.add(Programme.Row(sum, from: Double(rule.fewest), to: .infinity))
        case .hidden: break
        }
    }
}

extension Combinations {
    init(of figures: [Cell: Figure], sizes: [String: Int]) throws(Withholding) {
        try self.init(of: figures.keys.sorted(), empty: figures.filter { $0.value == .told(0) }.keys.sorted(), sizes: sizes)
    }
}
