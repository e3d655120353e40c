import Pack
import Register
import Store

/// The tables that the pack names, each with what it counts, how, and of which days.
enum StatisticsTables {
    static func page(_ visit: Visit) throws -> Reply {
        let sight = try StatisticsPages.sight(visit, among: [.country, .agency])
        let period = Period(visit.query.first("period"), on: visit.today)
        let terms = visit.store.policy.practice.statistics
        let actor = try visit.actor()
        let links = terms.tables.map { "<li><a href=\"#\($0.id)\">\(visit.pack($0.title))</a></li>" as HTML }
        let tables = try terms.tables.map { table -> HTML in
            let figures = try visit.store.figures(table.population, by: table.splits, in: period.days, as: actor)
            return section(visit, table, figures, period)
        }
        let title = visit.say("figures.tables")
        return visit.page(
            title, here: "/statistics",
            """
            <h1>\(title)</h1>\(StatisticsPages.ways(visit, sight, here: "/statistics/tables"))\(period.chooser(visit))
            <p>\(try StatisticsPages.whose(visit, sight))</p>\(period.sentence(visit))<p class="notice">\(visit.say("figures.small"))</p>
            <ul class="links">\(links)</ul><div class="board">\(tables)</div>
            """)
    }

    private static func section(_ visit: Visit, _ table: StatisticsTerms.Table, _ figures: Figures, _ period: Period) -> HTML {
        let title = visit.pack(table.title)
        let source = table.source.isEmpty ? visit.say("figures.register") : visit.pack(table.source)
        let facts: [(key: String, value: String)] = [
            ("figures.counted", visit.pack(figures.population.label)),
            ("figures.definition", visit.pack(figures.population.definition)),
            ("figures.source", source), ("figures.period", visit.span(period.days.lowerBound, period.days.upperBound)),
        ]
        return """
            <section id="\(table.id)"><h2>\(title)</h2><dl class="facts">\(facts.map { "<dt>\(visit.say($0.key))</dt><dd>\($0.value)</dd>" as HTML })</dl>
            \(FigureTable(visit: visit, figures: figures, caption: title).html)</section>
            """
    }
}
