import Register
import Store

/// Exact counts by up to three attributes: rows, columns, and a table for each code of the third. Totals, and shares of those whose
/// answers are known.
///
/// Source: the denominator rule of the Counter-Trafficking Data Collaborative: never a share of everybody, only of those who answered.
struct FigureTable {
    let visit: Visit
    let figures: Figures
    let caption: String

    /// A longer list is shown without the codes that nobody has.
    private static let longList = 12

    private var rows: Attribute? { figures.splits.first }
    private var columns: Attribute? { figures.splits.count > 1 ? figures.splits[1] : nil }

    var html: HTML {
        guard let rows else {
            return "<p class=\"figure\">\(visit.pack(figures.population.label)): <strong>\(figures.total.number ?? 0)</strong></p>"
        }
        guard figures.splits.count == 3 else { return table(rows, caption, layer: nil) }
        let layers = figures.splits[2]
        let tables = order(layers).map { code -> HTML in
            let name = "\(visit.pack(layers.label)): \(label(layers, code))"
            let isEmpty = sum(everything(rows), columns.map(everything) ?? [0], code) == 0
            return isEmpty ? .none : "<h3>\(name)</h3>\(table(rows, "\(caption). \(name)", layer: code))"
        }
        return "\(tables)"
    }

    // MARK: Counting

    private func everything(_ attribute: Attribute) -> [Int] { Array(0...attribute.codes.count) }
    private func known(_ attribute: Attribute) -> [Int] { Array(1...max(1, attribute.codes.count)) }
    /// As the pack lists them; those who are not known come last.
    private func order(_ attribute: Attribute) -> [Int] { known(attribute) + [0] }

    private func count(_ row: Int, _ column: Int, _ layer: Int?) -> Int {
        figures[[row] + (columns == nil ? [] : [column]) + (layer.map { [$0] } ?? [])].number ?? 0
    }

    private func sum(_ rows: [Int], _ columns: [Int], _ layer: Int?) -> Int {
        rows.reduce(0) { sum, row in columns.reduce(sum) { $0 + count(row, $1, layer) } }
    }

    private func label(_ attribute: Attribute, _ code: Int) -> String {
        code == 0 ? visit.say("figures.unknown") : visit.pack(attribute.codes[code - 1].label)
    }

    // MARK: Showing

    private func table(_ rows: Attribute, _ caption: String, layer: Int?) -> HTML {
        let all = columns.map(everything) ?? [0]
        let answered = columns.map(known) ?? [0]
        let whole = sum(known(rows), answered, layer)
        let ofRows = sum(known(rows), all, layer)
        func isShown(_ attribute: Attribute, _ code: Int, _ count: Int) -> Bool {
            attribute.codes.count <= FigureTable.longList || count > 0
        }
        let shownColumns = columns.map { columns in
            order(columns).filter { isShown(columns, $0, sum(everything(rows), [$0], layer)) }
        }
        let shownRows = order(rows).filter { isShown(rows, $0, sum([$0], all, layer)) }
        func cells(_ some: [Int], isKnown: Bool) -> [HTML] {
            (shownColumns ?? []).map { column in
                let number = sum(some, [column], layer)
                return self.number(number, of: isKnown && column != 0 ? whole : nil)
            }
        }
        var lines = shownRows.map { row -> BarChart.Row in
            let total = sum([row], all, layer)
            return BarChart.Row(
                label: "\(label(rows, row))", cells: cells([row], isKnown: row != 0) + [number(total, of: row == 0 ? nil : ofRows)],
                value: row == 0 ? nil : Double(total))
        }
        lines.append(
            BarChart.Row(
                label: "<strong>\(visit.say("figures.total"))</strong>",
                cells: cells(everything(rows), isKnown: false) + ["<strong>\(sum(everything(rows), all, layer))</strong>"],
                value: nil))
        let heads =
            [visit.pack(rows.label)] + (columns.map { columns in (shownColumns ?? []).map { label(columns, $0) } } ?? [])
            + [visit.say("figures.total"), visit.say("figures.bar")]
        let above: HTML =
            columns.map { "<p class=\"hint\">\(visit.say("figures.across", ["attribute": visit.pack($0.label)]))</p>" } ?? .none
        let total = sum(everything(rows), all, layer)
        let denominator = visit.say("figures.denominator", ["known": String(whole), "total": String(total)])
        let rowsKnown: HTML =
            columns == nil || ofRows == whole
            ? .none : " \(visit.say("figures.denominatorRows", ["known": String(ofRows), "attribute": visit.pack(rows.label)]))"
        let isShort =
            shownRows.count < rows.codes.count + 1 || shownColumns.map { $0.count < (columns?.codes.count ?? 0) + 1 } ?? false
        return """
            \(above)<div class="wide" role="region" tabindex="0" aria-label="\(caption)">\(BarChart(caption: caption, heads: heads, rows: lines).html)</div>
            <p class="hint">\(denominator)\(rowsKnown)\(if: isShort, " \(visit.say("figures.short"))")</p>
            """
    }

    /// A count with its share; a dot where nobody is.
    private func number(_ count: Int, of whole: Int?) -> HTML {
        guard count > 0 else { return "<span aria-hidden=\"true\">·</span><span class=\"visually-hidden\">0</span>" }
        guard let whole, whole > 0 else { return "\(count)" }
        return "\(count) <span class=\"share\">(\(visit.percent(Share(count, of: whole))))</span>"
    }
}
