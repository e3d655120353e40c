import Pack
import Register
import Store

/// What calls and reports did before, during and after each wave, with how far chance goes, and a sentence that may be quoted.
struct AttributionResults {
    let visit: Visit
    let campaign: Campaign
    let isPaper: Bool

    /// More days than this are drawn by week.
    private static let mostDays = 120
    /// What is drawn goes no further back or ahead, whatever days somebody gave. Units: days.
    private static let (longest, furthest) = (5 * 366, 366)
    private var terms: CampaignTerms { visit.campaignTerms }

    var html: HTML {
        get throws {
            let waves = campaign.waves(by: terms)
            guard let first = waves.first else { return .none }
            let actor = try visit.actor()
            let longest = waves.map { $0.until.number - $0.from.number + 1 }.max() ?? 1
            let end = min(max(visit.today.number, first.from.number + 1), visit.today.number + AttributionResults.furthest)
            let start = max(min(first.from.number, visit.today.number) - longest, end - AttributionResults.longest)
            // Weeks are whole, so that the last column is not small only because its week is not over.
            let weeks = (end - start + 6) / 7
            let days = (end - start > AttributionResults.mostDays ? end - weeks * 7 : start)..<end
            let calls = try visit.store.calls(on: days, as: actor)
            let since = campaign.countsFrom(firstCall: try visit.store.firstCall(as: actor), by: terms)
            let others = try visit.store.waves(as: actor)
            let sources = CallSources(visit: visit, campaign: campaign)
            let counted = since.map { visit.say("calls.since", ["date": visit.say(day($0))]) } ?? visit.say("calls.noneYet")
            return """
                <section id="calls"><h2>\(visit.say("calls.title"))</h2><p>\(visit.say("calls.why")) \(counted)</p>\(course(waves, calls, days))
                <p class="hint">\(visit.say("calls.cause")) \(visit.say("calls.independent"))</p>
                \(try waves.map { "\(section($0, calls, since, others))\(try sources.chain($0, actor))" as HTML })\(try sources.visits(actor))\(sources.heard(first, calls))</section>
                """
        }
    }

    // MARK: The course of it

    /// A column for each day, or for each week when there are many.
    private func course(_ waves: [Campaign.Wave], _ calls: [Call], _ days: Range<Int>) -> HTML {
        let width = days.count > AttributionResults.mostDays ? 7 : 1
        var counts = [Int](repeating: 0, count: (days.count + width - 1) / width)
        for call in calls where days.contains(call.day) { counts[(call.day - days.lowerBound) / width] += 1 }
        let columns = counts.enumerated().map { column, count in
            ColumnChart.Column(label: visit.say(day(days.lowerBound + column * width)), count: count)
        }
        let spans = waves.compactMap { wave -> ColumnChart.Span? in
            let (from, until) = (max(wave.from.number, days.lowerBound), min(wave.until.number, days.upperBound - 1))
            guard from <= until else { return nil }
            return ColumnChart.Span(
                label: wave.name, columns: (from - days.lowerBound) / width...(until - days.lowerBound) / width,
                dates: visit.span(wave.from, wave.until))
        }
        return ColumnChart(
            caption: visit.say(width == 1 ? "calls.byDay" : "calls.byWeek"),
            heads: (visit.say(width == 1 ? "calls.day" : "calls.week"), visit.say("calls.calls")), columns: columns, spans: spans,
            numbers: visit.say("calls.numbers"), isOpen: isPaper
        ).html
    }

    private func day(_ number: Int) -> Day { Day.epoch.adding(days: number) }

    // MARK: One wave

    private func section(_ wave: Campaign.Wave, _ calls: [Call], _ since: Int?, _ others: [Campaign.Wave]) -> HTML {
        let head: HTML = "<h3>\(wave.name), \(visit.span(wave.from, wave.until))</h3>"
        guard let found = Attribution(wave, calls: calls, since: since, on: visit.today, by: terms) else {
            return "\(head)<p class=\"hint\">\(visit.say("calls.notYet"))</p>"
        }
        let windows = [("before", found.before), ("during", found.during), ("after", found.after)].filter { !$0.1.days.isEmpty }
        let rows = windows.map { row($0, $1) }
        let chart = BarChart(
            caption: visit.say("calls.windows", ["wave": wave.name]),
            heads: ["window", "dates", "days", "calls", "perDay", "bar"].map { visit.say("calls.\($0)") }, rows: rows)
        let crowd = windows.flatMap { key, window in
            others.filter { $0.id != wave.id && window.holds($0) }.map { other -> HTML in
                "<li>\(visit.say("calls.crowded.\(key)", ["wave": other.name, "days": visit.span(other.from, other.until)]))</li>"
            }
        }
        let after: HTML = found.afterWave.map { "<p class=\"quote\">\(sentence($0, "after"))</p>" } ?? .none
        return """
            \(head)\(chart.html)<p class="quote">\(sentence(found.duringWave, "during"))</p>\(after)\(if: !crowd.isEmpty, "<ul class=\"hint\">\(crowd)</ul>")
            """
    }

    private func row(_ key: String, _ window: Attribution.Window) -> BarChart.Row {
        let rate = Double(window.calls) / Double(window.days.count)
        let told: [HTML] =
            window.isCounted
            ? ["\(window.calls)", "\(visit.decimal(rate, 2))"]
            : ["\(visit.say("calls.notCounted"))", "\(visit.say("calls.notCounted"))"]
        return BarChart.Row(
            label: "\(visit.say("calls.\(key)"))",
            cells: [
                "\(visit.span(day(window.days.lowerBound), day(window.days.upperBound - 1)))", "\(window.days.count)",
            ] + told, value: window.isCounted ? rate : nil)
    }

    /// What may honestly be said of two windows.
    private func sentence(_ comparison: Attribution.Comparison, _ window: String) -> String {
        let (before, later) = (comparison.before, comparison.later)
        let ends = comparison.ratio.interval.outward(1, apartFrom: 1)
        return visit.say(
            "calls.\(window).\(comparison.finding.rawValue)",
            [
                "days": String(later.days.count), "later": String(later.calls), "before": String(before.calls),
                "beforeDays": String(before.days.count), "ratio": visit.decimal(comparison.ratio.value ?? 0, 1),
                "low": visit.decimal(ends.low, ends.digits), "high": visit.decimal(ends.high, ends.digits),
                "least": String(terms.leastCalls),
            ])
    }
}
