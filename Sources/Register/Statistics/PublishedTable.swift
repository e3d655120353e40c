/// How a published table is read.
extension PublishedFigures.Table {
    /// The cell of these codes: one of each axis, nil for all of them together.
    package subscript(codes: [String?]) -> PublishedFigures.Cell? { cells.first { $0.codes == codes } }

    /// Everybody together.
    package var total: PublishedFigures.Cell? { self[axes.map { _ in nil }] }

    /// Whether it says nothing but how many there are.
    package var isTotal: Bool { cells.allSatisfy { $0.codes.allSatisfy { $0 == nil } } }

    /// What the share of a cell is a part of: those whose answers to the questions of that cell are known. Nil where the table does
    /// not tell it. Shape: reckoned from what is published alone; without a reach where it comes from estimates.
    ///
    /// Source: the rule of the Counter-Trafficking Data Collaborative on denominators.
    package func known(of codes: [String?]) -> PublishedFigures.Value? {
        let asked = codes.indices.filter { codes[$0] != nil }
        guard !asked.isEmpty else { return nil }
        var (sum, isExact) = (0.0, true)
        // All, less those of whom one answer is missing, and so on by inclusion and exclusion.
        for choice in 0..<(1 << asked.count) {
            var missing = [String?](repeating: nil, count: codes.count)
            for (bit, axis) in asked.enumerated() where choice >> bit & 1 == 1 { missing[axis] = "" }
            let sign = choice.nonzeroBitCount.isMultiple(of: 2) ? 1.0 : -1
            switch self[missing]?.value {
            case .number(let number): sum += sign * Double(number)
            case .estimate(let estimate, _): (sum, isExact) = (sum + sign * estimate, false)
            case .hidden, .band, nil: return nil
            }
        }
        return isExact ? .number(Bounded.whole(of: sum)) : .estimate(max(0, sum), reach: 0)
    }

    /// The largest reach of an estimate in it. Units: people. Nil without noise.
    package var reach: Double? {
        cells.compactMap { if case .estimate(_, let reach) = $0.value { reach } else { nil } }.max()
    }

    /// The codes of an axis that the table has cells of, "not known" last.
    package func codes(of axis: Int) -> [PublishedFigures.Code] {
        let used = Set(cells.compactMap { $0.codes[axis] })
        let known = axes[axis].codes.filter { !$0.code.isEmpty && used.contains($0.code) }
        return known + (used.contains("") ? [PublishedFigures.Code(code: "", label: "")] : [])
    }

    /// The cells of one axis, everybody on the others together. Empty where the table does not add up over them.
    package func margin(of axis: Int) -> [(code: PublishedFigures.Code, cell: PublishedFigures.Cell)] {
        codes(of: axis).compactMap { code in
            self[axes.indices.map { $0 == axis ? code.code : nil }].map { (code, $0) }
        }
    }
}

extension PublishedFigures {
    /// The tables that say another thing than in an earlier version, are new in this one, or are no longer in it.
    package func changes(since earlier: PublishedFigures) -> [Table] {
        let before = Dictionary(earlier.tables.map { ($0.id, $0) }) { first, _ in first }
        let changed = tables.filter { before[$0.id]?.cells != $0.cells }
        let own = Set(tables.map(\.id))
        return changed + earlier.tables.filter { !own.contains($0.id) }
    }

    /// The methods of its tables, each once.
    package var methods: [Method] { Method.allCases.filter { method in tables.contains { $0.method == method } } }
}
