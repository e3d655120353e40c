import Pack
import Register
import Store

/// Figures as the public will read them, each beside the count behind it.
struct FiguresShown {
    let visit: Visit
    let figures: PublishedFigures
    /// Nil where the snapshot is not there any more.
    let truth: [[Int]]?

    init(visit: Visit, figures: PublishedFigures?, truth: [[Int]]?) {
        self.visit = visit
        self.figures =
            figures ?? PublishedFigures(country: "", year: 0, version: 0, asOf: Moment(seconds: 0), snapshot: "", tables: [])
        self.truth = truth
    }

    var html: HTML {
        let tables = figures.tables.enumerated().map { place, table in self.table(table, truth.map { $0[place] }) }
        let records: HTML =
            figures.records.map { "<p>\(visit.say("publish.records", ["count": String($0.rows.count)]))</p>" } ?? .none
        return "<h2 id=\"figures\">\(visit.say("publish.figures"))</h2><p>\(visit.say("publish.figuresWhy"))</p>\(tables)\(records)"
    }

    private func table(_ table: PublishedFigures.Table, _ counts: [Int]?) -> HTML {
        let hasShares = table.cells.contains { $0.permille != nil }
        let rows = table.cells.enumerated().map { place, cell -> [HTML] in
            var row = zip(cell.codes, table.axes).map { code, axis -> HTML in "\(label(code, axis))" }
            if row.isEmpty { row = ["\(visit.say("publish.all"))"] }
            row.append("<strong>\(value(cell.value))</strong>")
            if hasShares { row.append("\(cell.permille.map { "\(visit.decimal(Double($0) / 10, 1)) %" } ?? "")") }
            if let counts { row.append("\(counts[place])") }
            return row
        }
        var heads = table.axes.map { visit.label($0) }
        if heads.isEmpty { heads = [visit.say("publish.who")] }
        heads.append(visit.say("publish.published"))
        if hasShares { heads.append(visit.say("publish.share")) }
        if counts != nil { heads.append(visit.say("publish.truth")) }
        let source: HTML = table.source.isEmpty ? .none : " \(visit.source(table))"
        return """
            <h3>\(visit.title(table))</h3><p class="hint">\(visit.definition(table))\(source)</p>\(visit.table(visit.title(table), heads, rows))
            """
    }

    private func label(_ code: String?, _ axis: PublishedFigures.Axis) -> String {
        guard let code else { return visit.say("publish.all") }
        if code.isEmpty { return visit.say("publish.unknown") }
        return axis.codes.first { $0.code == code }.map { visit.label($0, of: axis) } ?? code
    }

    private func value(_ value: PublishedFigures.Value) -> String {
        switch value {
        case .number(let number): String(number)
        case .hidden: visit.say("publish.hidden")
        case .band(0, let high?): visit.say("publish.fewer", ["limit": String(high + 1)])
        case .band(let low, let high?): visit.say("publish.between", ["low": String(low), "high": String(high)])
        case .band(let low, nil): visit.say("publish.orMore", ["low": String(low)])
        case .estimate(let number, let reach):
            visit.say("publish.about", ["count": visit.decimal(number, 0), "reach": visit.decimal(reach, 0)])
        }
    }
}
