import Pack
import Register
import Store

/// The evidence of a year as it is read on a page and on paper.
struct EvidenceBody {
    let visit: Visit
    let report: EvidenceReport

    var html: HTML {
        let sections = StatisticsTerms.Evidence.Heading.allCases.map { heading -> HTML in
            let figures = report.figures.filter { $0.evidence.heading == heading }
            guard !figures.isEmpty else { return .none }
            return "<h2>\(visit.say("tip.heading.\(heading)"))</h2>\(figures.map(section))"
        }
        return """
            <p>\(visit.say("tip.known")): \(visit.say(report.asOf))</p>\(summary)\(sections)\(way)\(goal)\(units)
            """
    }

    private var years: [String] { (0...EvidenceReport.yearsBefore).map { String(report.year - $0) } }

    /// Every figure on one page, so that years can be compared.
    private var summary: HTML {
        let rows = report.figures.map { figure -> [HTML] in
            [
                "<a href=\"#\(figure.evidence.id)\">\(name(figure))</a>",
                "\(visit.say("tip.heading.\(figure.evidence.heading)"))",
            ] + ([figure.count.total] + figure.before).map { "\(amount($0, figure.count))" } + ["\(figure.count.rows)"]
        }
        let heads = [visit.say("tip.figure"), visit.say("tip.heading")] + years + [visit.say("tip.records")]
        return "<h2>\(visit.say("tip.summary"))</h2>\(visit.table(visit.say("tip.summary"), heads, rows))"
    }

    /// Two figures of one population are told apart by how it is divided.
    private func name(_ figure: EvidenceReport.Figure) -> String {
        let label = visit.pack(figure.count.population.label)
        let isAlone = report.figures.count { $0.evidence.population == figure.evidence.population } == 1
        return isAlone || figure.count.splits.isEmpty ? label : "\(label): \(attributes(figure.count))"
    }

    private func attributes(_ count: Count) -> String { count.splits.map { visit.pack($0.label) }.joined(separator: ", ") }

    /// Cents are said as money.
    private func amount(_ number: Int, _ count: Count) -> String {
        count.measure == .sum && count.population.sum == CountedAspect.cents.field ? visit.money(number) : String(number)
    }

    private func section(_ figure: EvidenceReport.Figure) -> HTML {
        let count = figure.count
        return """
            <section id="\(figure.evidence.id)"><h3>\(name(figure)): \(amount(count.total, count))</h3><p>\(visit.pack(count.population.definition))</p>
            \(if: !count.splits.isEmpty && count.total > 0, divided(count))<p class="hint">\(visit.say("tip.read", ["records": String(count.rows)])) <code>\(count.query(in: report.year))</code></p></section>
            """
    }

    private func label(_ attribute: Attribute, _ code: Int) -> String {
        code == 0 ? visit.say("tip.unknown") : visit.pack(attribute.codes[code - 1].label)
    }

    /// One attribute down, a second across. Codes that nobody has are left out.
    private func divided(_ count: Count) -> HTML {
        let down = count.splits[0]
        let downs = count.by(0).enumerated().filter { $0.element != 0 }.map(\.offset)
        let caption = visit.say("tip.by", ["attributes": attributes(count)])
        guard count.splits.count > 1 else {
            let rows = downs.map { ["\(label(down, $0))", "\(amount(count[$0], count))"] as [HTML] }
            return visit.table(caption, [visit.pack(down.label), visit.say("tip.count")], rows)
        }
        let across = count.splits[1]
        let acrosses = count.by(1).enumerated().filter { $0.element != 0 }.map(\.offset)
        let rows = downs.map { code -> [HTML] in
            ["\(label(down, code))"] + acrosses.map { "\(amount(count[code, $0], count))" } + ["\(amount(count.by(0)[code], count))"]
        }
        let heads = [visit.pack(down.label)] + acrosses.map { label(across, $0) } + [visit.say("tip.all")]
        return visit.table(caption, heads, rows)
    }

    private var way: HTML {
        guard !report.steps.isEmpty else { return .none }
        let rows = report.steps.map { step -> [HTML] in
            [
                "\(visit.pack(step.from.label))", "\(visit.pack(step.to.label))", "\(step.waits.people.number ?? 0)",
                "\(step.waits.median.map(String.init) ?? "–")", "\(step.waits.ninth.map(String.init) ?? "–")",
            ]
        }
        let heads = ["tip.from", "tip.to", "tip.people", "tip.median", "tip.ninth"].map { visit.say($0) }
        return """
            <h2>\(visit.say("tip.way"))</h2><p>\(visit.say("tip.way.why"))</p>\(visit.table(visit.say("tip.way"), heads, rows))
            """
    }

    private var goal: HTML {
        guard let goal = report.goal, let first = goal.counts.first else { return .none }
        let all: [HTML] = ["\(visit.say("tip.all"))", "", "\(first.total)", "\(visit.decimal(goal.rate(first.total), 2))"]
        let rows = goal.counts.flatMap { count in
            count.lines.map { codes, number -> [HTML] in
                [
                    "\(visit.pack(count.splits[0].label))", "\(label(count.splits[0], codes[0]))", "\(number)",
                    "\(visit.decimal(goal.rate(number), 2))",
                ]
            }
        }
        let heads = ["tip.attribute", "tip.code", "tip.people", "tip.goal.rate"].map { visit.say($0) }
        let holes = ["people": String(goal.inhabitants), "year": String(goal.countedIn), "source": visit.pack(goal.terms.source)]
        return """
            <h2>\(visit.say("tip.goal"))</h2><p>\(visit.say("tip.goal.why", holes))</p>\(visit.table(visit.say("tip.goal"), heads, [all] + rows))
            """
    }

    private var units: HTML {
        guard !report.units.isEmpty else { return .none }
        let parts = report.units.map { unit -> HTML in
            """
            <h3>\(visit.say("tip.unit.\(unit.role)")): \(unit.total.total)</h3><p>\(visit.pack(unit.total.population.definition))</p>\(unit.counts.map(divided))
            """
        }
        return "<h2>\(visit.say("tip.units"))</h2><p>\(visit.say("tip.units.why"))</p>\(parts)"
    }
}
