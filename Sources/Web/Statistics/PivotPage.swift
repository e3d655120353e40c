import Pack
import Register
import Store

/// Counts of any population by up to three attributes, for whoever prepares what the country says. All of it is in the address: codes of
/// the pack and days, and nothing of anybody.
enum PivotPage {
    private static let axes = ["rows", "columns", "layers"]

    static func page(_ visit: Visit) throws -> Reply {
        let sight = try StatisticsPages.sight(visit, among: [.country])
        let terms = visit.store.policy.practice.statistics
        let title = visit.say("figures.pivot")
        let population = terms.population(visit.query.first("population"))
        var (problems, body): ([(field: String, sentence: String)], HTML) = ([], .none)
        if let population {
            let attributes = terms.attributes(of: population.unit)
            let days = days(visit, &problems)
            body = form(visit, population, attributes)
            if problems.isEmpty { body += try result(visit, population, attributes, days) }
        }
        return visit.page(
            title, here: "/statistics", isFaulty: !problems.isEmpty,
            """
            \(visit.faults(problems))<h1>\(title)</h1>\(StatisticsPages.ways(visit, sight, here: "/statistics/pivot"))
            <p class="notice">\(visit.say("figures.mustNotLeave"))</p>\(first(visit, terms, population))\(body)
            """)
    }

    // MARK: Asking

    /// What is counted decides by what it can be divided, so it is asked for first.
    private static func first(_ visit: Visit, _ terms: StatisticsTerms, _ population: Population?) -> HTML {
        let choices = terms.populations.map { (code: $0.id, label: visit.pack($0.label)) }
        return """
            <form method="get" class="filters">\(visit.select("population", visit.say("figures.counted"), choices, chosen: population?.id ?? ""))\(visit.button("figures.choose"))</form>
            """
    }

    private static func form(_ visit: Visit, _ population: Population, _ attributes: [Attribute]) -> HTML {
        let choices = attributes.map { (code: $0.id, label: visit.pack($0.label)) }
        let axes = axes.map { visit.select($0, visit.say("figures.\($0)"), choices, chosen: visit.query.first($0)) }
        let days = ["from", "until"].map { name -> HTML in
            """
            <div class="field"><label for="\(name)">\(visit.say("figures.\(name).day"))</label><input id="\(name)" name="\(name)" type="date" value="\(visit.query.first(name))"></div>
            """
        }
        return """
            <form method="get" class="filters"><input type="hidden" name="population" value="\(population.id)">\(axes)\(days)\(only(visit, attributes))\(visit.button("figures.count"))</form>
            """
    }

    private static func only(_ visit: Visit, _ attributes: [Attribute]) -> HTML {
        let chosen = visit.query.first("only")
        let groups = attributes.map { attribute -> HTML in
            let codes = attribute.codes.map { (value: "\(attribute.id):\($0.code)", label: visit.pack($0.label)) }
            let options = (codes + [("\(attribute.id):", visit.say("figures.unknown"))]).map { code -> HTML in
                "<option value=\"\(code.value)\"\(if: code.value == chosen, " selected")>\(code.label)</option>"
            }
            return "<optgroup label=\"\(visit.pack(attribute.label))\">\(options)</optgroup>"
        }
        return """
            <div class="field"><label for="only">\(visit.say("figures.only"))</label><select id="only" name="only"><option value=""></option>\(groups)</select></div>
            """
    }

    /// Nil for all days there are. Open at either end when only one is given.
    private static func days(_ visit: Visit, _ problems: inout [(field: String, sentence: String)]) -> ClosedRange<Day>? {
        var given: [Day?] = []
        for name in ["from", "until"] {
            let text = visit.query.first(name)
            let day = Day(text).flatMap { $0.isYearOnly || $0.isEstimated ? nil : $0 }
            if !text.isEmpty, day == nil { problems.append((name, visit.say("figures.noDay"))) }
            given.append(day)
        }
        guard given[0] != nil || given[1] != nil else { return nil }
        let (from, until) = (given[0] ?? .epoch, given[1] ?? max(visit.today, given[0] ?? .epoch))
        guard from <= until else {
            problems.append(("until", visit.say("figures.daysTurned")))
            return nil
        }
        return from...until
    }

    // MARK: Answering

    private static func result(
        _ visit: Visit, _ population: Population, _ attributes: [Attribute], _ days: ClosedRange<Day>?
    ) throws -> HTML {
        var splits: [String] = []
        for axis in axes.map({ visit.query.first($0) })
        where attributes.contains(where: { $0.id == axis }) && !splits.contains(axis) {
            splits.append(axis)
        }
        let (id, code) = Bounded.halves(visit.query.first("only"), at: ":").map { (String($0), String($1)) } ?? ("", "")
        let attribute = attributes.first { $0.id == id }
        let only = attribute.flatMap { found in
            code.isEmpty || found.byte(of: code) != nil ? (attribute: found.id, code: code) : nil
        }
        let figures = try visit.store.pivot(population.id, by: splits, only: only, in: days, as: try visit.actor())
        let title = visit.pack(population.label)
        let filter: HTML =
            attribute.flatMap { attribute in
                only.map { only in
                    let code =
                        attribute.codes.first { $0.code == only.code }.map { visit.pack($0.label) } ?? visit.say("figures.unknown")
                    return "<p>\(visit.say("figures.onlyThose", ["attribute": visit.pack(attribute.label), "code": code]))</p>"
                }
            } ?? .none
        let span: HTML =
            days.map { "<p>\(visit.span($0.lowerBound, $0.upperBound))</p>" } ?? "<p>\(visit.say("figures.allDays"))</p>"
        return """
            <section id="counts" class="board"><h2>\(title)</h2><p>\(visit.pack(population.definition))</p>\(filter)\(span)
            <p>\(visit.say("figures.asKnown", ["moment": visit.say(visit.now)]))</p>
            \(FigureTable(visit: visit, figures: figures, caption: title).html)</section>
            """
    }
}
