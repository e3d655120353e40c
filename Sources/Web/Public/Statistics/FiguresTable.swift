import Pack
import Register

/// One published table: what it counts, the counts with a chart, and how far they may be trusted.
struct FiguresTable {
    let visit: Visit
    let table: PublishedFigures.Table

    var html: HTML {
        """
        <section><h2>\(visit.title(table))</h2><p>\(visit.definition(table))</p>\(table.axes.count == 1 ? list : crossed)\(shares)\(error)\(FiguresTable.source(table, visit))</section>
        """
    }

    static func source(_ table: PublishedFigures.Table, _ visit: Visit) -> HTML {
        let source = table.source.isEmpty ? visit.say("public.figures.ownSource") : visit.source(table)
        return "<p class=\"hint\">\(visit.say("public.figures.source", ["source": source]))</p>"
    }

    // MARK: One question

    private var list: HTML { bars(0, visit.population(table), withTotal: true) }

    /// The counts of one axis as a table in which each draws its bar. The total has none, since it would make all others small.
    private func bars(_ axis: Int, _ caption: String, withTotal: Bool = false) -> HTML {
        let cells = table.margin(of: axis)
        let hasShares = withTotal && cells.contains { $0.cell.permille != nil }
        var rows = cells.map { code, cell in
            BarChart.Row(
                label: "\(label(code, axis))", cells: [FiguresTable.said(cell.value, visit)] + (hasShares ? [share(cell)] : []),
                value: FiguresTable.bar(cell.value), interval: FiguresTable.reach(cell.value))
        }
        if withTotal, let total = table.total {
            rows.append(
                BarChart.Row(
                    label: "\(visit.say("public.figures.totals"))",
                    cells: [FiguresTable.said(total.value, visit)] + (hasShares ? [""] : []), value: nil))
        }
        let heads = ["public.figures.many"] + (hasShares ? ["public.figures.share"] : []) + ["public.figures.bar"]
        return BarChart(caption: caption, heads: [visit.label(table.axes[axis])] + heads.map { visit.say($0) }, rows: rows)
            .html
    }

    // MARK: Several questions

    /// The last question across, the others down; beside it each question alone, as bars.
    private var crossed: HTML {
        let last = table.axes.count - 1
        let across = table.codes(of: last).map { (code: $0.code as String?, label: label($0, last)) } + [everybody]
        let combinations = (0..<last).reduce([[]] as [[PublishedFigures.Code]]) { rows, axis in
            rows.flatMap { row in table.codes(of: axis).map { row + [$0] } }
        }
        let down =
            combinations.map {
                (codes: $0.map { $0.code as String? }, label: $0.enumerated().map { label($1, $0) }.joined(separator: ", "))
            }
            + [(codes: Array(repeating: nil, count: last), label: everybody.label)]
        let corner = table.axes.map { visit.label($0) }
        let head = ([corner.dropLast().joined(separator: ", ")] + across.map(\.label)).map {
            "<th scope=\"col\" role=\"columnheader\">\($0)</th>" as HTML
        }
        let body = down.map { row -> HTML in
            let cells = across.map { column -> HTML in
                "<td role=\"cell\" data-label=\"\(column.label)\">\(table[row.codes + [column.code]].map(counted) ?? .none)</td>"
            }
            return "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">\(row.label)</th>\(cells)</tr>"
        }
        // A chart of nothing but hidden counts would be empty.
        let drawn = table.axes.indices.filter { axis in table.margin(of: axis).contains { $0.cell.value != .hidden } }
        let charts = drawn.map { bars($0, visit.label(table.axes[$0])) }
        let isAlone = charts.isEmpty
        return """
            <div\(if: !isAlone, " class=\"grid2\"")><table class="stack" role="table"><caption>\(visit.population(table)): \(corner.joined(separator: ", "))</caption><thead role="rowgroup"><tr role="row">\(head)</tr></thead><tbody role="rowgroup">\(body)</tbody></table><div>\(charts)</div></div>
            """
    }

    private var everybody: (code: String?, label: String) { (nil, visit.say("public.figures.totals")) }

    private func counted(_ cell: PublishedFigures.Cell) -> HTML {
        let said = FiguresTable.said(cell.value, visit)
        // The sums at the edge are of other people: those of whom one answer is known.
        return cell.permille == nil || cell.codes.contains(nil) ? said : "\(said) <span class=\"hint\">\(share(cell))</span>"
    }

    // MARK: Words

    private func label(_ code: PublishedFigures.Code, _ axis: Int) -> String {
        code.code.isEmpty ? visit.say("public.figures.notKnown") : visit.label(code, of: table.axes[axis])
    }

    private func share(_ cell: PublishedFigures.Cell) -> HTML {
        guard let permille = cell.permille else { return .none }
        return "\(visit.say("public.figures.percent", ["share": visit.decimal(Double(permille) / 10, 1)]))"
    }

    /// What the shares beside the counts are parts of: of everybody whose answers to all of these questions are known.
    private var shares: HTML {
        guard let cell = table.cells.first(where: { $0.permille != nil && !$0.codes.contains(nil) }) else { return .none }
        guard let known = table.known(of: cell.codes) else {
            return "<p class=\"hint\">\(visit.say("public.figures.sharesOfKnown"))</p>"
        }
        let count =
            switch known {
            case .estimate(let sum, _): visit.say("public.figures.nearly", ["count": visit.decimal(sum)])
            default: FiguresTable.text(known, visit)
            }
        return "<p class=\"hint\">\(visit.say("public.figures.sharesOf", ["count": count]))</p>"
    }

    private var error: HTML {
        guard let reach = table.reach else { return .none }
        return "<p class=\"hint\">\(visit.say("public.figures.error", ["reach": visit.decimal(reach.rounded(.up))]))</p>"
    }

    /// A count as people say it. Every hidden one looks the same.
    static func said(_ value: PublishedFigures.Value, _ visit: Visit) -> HTML {
        if case .hidden = value { return "<i>\(text(value, visit))</i>" }
        return "\(text(value, visit))"
    }

    static func text(_ value: PublishedFigures.Value, _ visit: Visit) -> String {
        switch value {
        case .number(let number): String(number)
        case .hidden: visit.say("public.figures.hidden")
        case .band(0, let high?): visit.say("public.figures.below", ["limit": String(high + 1)])
        case .band(let low, let high?): visit.say("public.figures.band", ["low": String(low), "high": String(high)])
        case .band(let low, nil): visit.say("public.figures.more", ["low": String(low)])
        case .estimate(let estimate, let reach):
            visit.say(
                "public.figures.about",
                ["count": visit.decimal(max(0, estimate)), "reach": visit.decimal(reach.rounded(.up))])
        }
    }

    static func bar(_ value: PublishedFigures.Value) -> Double? {
        switch value {
        case .number(let number): Double(number)
        case .estimate(let estimate, _): max(0, estimate)
        case .band(let low, _): Double(low)
        case .hidden: nil
        }
    }

    /// How far the line across the end of a bar goes.
    static func reach(_ value: PublishedFigures.Value) -> Interval? {
        switch value {
        case .estimate(let estimate, let reach): Interval(low: max(0, estimate - reach), high: estimate + reach)
        case .band(let low, let high?): Interval(low: Double(low), high: Double(high))
        case .number, .hidden, .band: nil
        }
    }
}
