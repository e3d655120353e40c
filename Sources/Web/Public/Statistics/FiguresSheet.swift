import Pack
import Register

/// What the country says of one year, for the page, the printer and the press alike.
struct FiguresSheet {
    let visit: Visit
    let figures: PublishedFigures
    let digest: String
    let signed: Moment
    /// The version before, where there is one.
    var earlier: PublishedFigures?

    var title: String { visit.say("public.figures.year", ["year": String(figures.year)]) }

    var html: HTML {
        """
        <h1>\(title)</h1>\(says)<p>\(visit.say("public.figures.honest"))</p>
        <p>\(visit.say("public.figures.known", ["date": visit.say(figures.asOf)])) \(version).</p>
        \(changes)\(notes)\(totals)\(figures.tables.filter { !$0.isTotal }.map { FiguresTable(visit: visit, table: $0).html })\(method)
        """
    }

    private var version: String {
        visit.say("public.figures.version", ["version": String(figures.version), "date": visit.say(signed)])
    }

    /// The count that stands first, as a sentence.
    private var says: HTML {
        let found = figures.tables.lazy.compactMap { table in table.total.map { (table, $0.value) } }.first { $0.1 != .hidden }
        guard let (table, value) = found else { return .none }
        let holes = [
            "title": visit.population(table), "year": String(figures.year), "count": FiguresTable.text(value, visit),
        ]
        return "<p class=\"quote\"><strong>\(visit.say("public.figures.says", holes))</strong></p>"
    }

    private var changes: HTML {
        guard let earlier else { return .none }
        let tables = figures.changes(since: earlier).map(visit.title).joined(separator: "; ")
        let sentence =
            tables.isEmpty
            ? visit.say("public.figures.changedNothing") : visit.say("public.figures.changedTables", ["tables": tables])
        let head = visit.say("public.figures.changed", ["version": String(earlier.version)])
        return "<div class=\"next\"><h2>\(head)</h2><p>\(sentence)</p></div>"
    }

    private var notes: HTML {
        guard !figures.notes.isEmpty else { return .none }
        return "<h2>\(visit.say("public.figures.notes"))</h2><p class=\"said\">\(figures.notes)</p>"
    }

    /// The tables that say only how many there are, in one chart.
    private var totals: HTML {
        let tables = figures.tables.filter(\.isTotal)
        let rows = tables.compactMap { table -> BarChart.Row? in
            guard let value = table.total?.value else { return nil }
            return BarChart.Row(
                label: "\(visit.title(table))", cells: [FiguresTable.said(value, visit)], value: FiguresTable.bar(value),
                interval: FiguresTable.reach(value))
        }
        guard !rows.isEmpty else { return .none }
        let heads = ["what", "many", "bar"].map { visit.say("public.figures.\($0)") }
        let meanings = tables.map { table -> HTML in
            "<div><dt>\(visit.title(table))</dt><dd>\(visit.definition(table)) \(FiguresTable.source(table, visit))</dd></div>"
        }
        return """
            <section><h2>\(visit.say("public.figures.together"))</h2>\(BarChart(caption: title, heads: heads, rows: rows).html)<dl class="facts">\(meanings)</dl></section>
            """
    }

    private var method: HTML {
        let isHidden = figures.tables.contains { $0.cells.contains { $0.value == .hidden } }
        let methods = figures.methods.map { "<p>\(visit.say("public.figures.method.\($0.rawValue)"))</p>" as HTML }
        return """
            <h2>\(visit.say("public.figures.how"))</h2>\(methods)\(if: isHidden, "<p>\(visit.say("public.figures.hiddenWhy"))</p>")\(if: figures.records != nil, "<p>\(visit.say("public.figures.invented"))</p>")<p>\(visit.say("public.figures.licence"))</p><p>\(visit.say("public.figures.check"))<br><span class="digest">\(digest)</span></p>
            """
    }

    /// The same on paper. Shape: dated by its signature, so that the same version is the same bytes.
    var paper: Paper {
        Paper(
            title: "\(visit.pack(visit.country.name)): \(title)", language: visit.language, country: visit.pack(visit.country.name),
            foot: "\(version). SHA-256 \(digest)", body: FiguresSheet.painted(html),
            style: HTML(markup: Paper.plain.text + FiguresSheet.drawn))
    }

    /// WeasyPrint gives the pictures in a page no style of that page, so on paper their colours stand in them.
    private static func painted(_ html: HTML) -> HTML {
        let paints = [
            ("class=\"all\"", "fill=\"#f6f1e7\""), ("class=\"fill\"", "fill=\"#0b4f5c\""),
            ("class=\"reach\"", "fill=\"none\" stroke=\"#b34700\" stroke-width=\"4\""),
        ]
        return HTML(markup: paints.reduce(html.text) { $0.replacing($1.0, with: $1.1) })
    }

    private static let drawn = """
        caption{text-align:left;font-weight:bold;margin-bottom:1mm}table{margin:2mm 0 4mm}tr{break-inside:avoid}.said{white-space:pre-line}
        td.bar{width:35%}.bar svg{display:block;width:100%;height:4mm}
        """
}
