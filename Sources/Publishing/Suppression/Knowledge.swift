/// What anybody can know who keeps every table: each figure told, and the rule by which the others were hidden.
struct Knowledge {
    let rule: Rule
    private(set) var programme: Programme
    private let combinations: Combinations

    /// What `open` lists is left out: figures about to be told, that may yet be hidden.
    init(_ figures: [Cell: Figure], open: Set<Cell> = [], rule: Rule, sizes: [String: Int]) throws(Withholding) {
        self.rule = rule
        let cells = figures.keys.sorted()
        let empty = cells.filter { figures[$0] == .told(0) && !open.contains($0) }
        combinations = try Combinations(of: cells, empty: empty, sizes: sizes)
        programme = combinations.programme
        for cell in cells {
            if !open.contains(cell), let figure = figures[cell] { learn(cell, figure) }
        }
    }

    func sum(_ cell: Cell) -> [Programme.Term] { combinations.sum(cell) }

    func sum(_ secret: Secret) -> [Programme.Term] {
        sum(secret.whole) + (secret.part.map(sum) ?? []).map { Programme.Term($0.unknown, -$0.factor) }
    }

    private mutating func learn(_ cell: Cell, _ figure: Figure) {
        switch figure {
        case .told(let count): programme.add(Programme.Row(sum(cell), from: Double(count), to: Double(count)))
        case .hidden where rule.fewest > 0: programme.add(Programme.Row(sum(cell), from: Double(rule.fewest), to: .infinity))
        case .hidden: break
        }
    }
}
