import Pack
import Register
import Store

/// What calls and reports did before, during and after each wave, with how far chance goes, and a sentence that may be quoted.
struct AttributionResults {
    let visit: Visit
    let campaign: Campaign

    /// More days than this are drawn by week.
    private static let mostDays = 120
    private var terms: CampaignTerms { visit.campaignTerms }

    var html: HTML {
        get throws {
            let waves = campaign.waves(by: terms)
            guard let first = waves.first else { return .none }
            let actor = try visit.actor()
            let longest = waves.map { $0.until.number - $0.from.number + 1 }.max() ?? 1
            let end = max(visit.today.number, first.from.number + 1)
            let start = min(first.from.number, visit.today.number) - longest
            // Weeks are whole, so that the last column is not small only because its week is not over.
            let weeks = (end - start + 6) / 7
            let days = (end - start > AttributionResults.mostDays ? end - weeks * 7 : start)..<end
            let calls = try visit.store.calls(on: days, as: actor)
            return """
                <section id="calls"><h2>\(visit.say("calls.title"))</h2><p>\(visit.say("calls.why"))</p>\(course(waves, calls, days))
                \(try waves.map { try section($0, calls, actor) })\(try visits(actor, calls))\(heard(first, calls))</section>
                """
        }
    }

    // MARK: The course of it

    /// A column for each day, or for each week when there are many.
    private func course(_ waves: [Campaign.Wave], _ calls: [Call], _ days: Range<Int>) -> HTML {
        let width = days.count > AttributionResults.mostDays ? 7 : 1
        let columns = stride(from: days.lowerBound, to: days.upperBound, by: width).map { start in
            ColumnChart.Column(
                label: visit.say(day(start)), count: calls.filter { start..<start + width ~= $0.day }.count)
        }
        let spans = waves.compactMap { wave -> ColumnChart.Span? in
            let (from, until) = (wave.from.number, min(wave.until.number, days.upperBound - 1))
            guard from <= until, from >= days.lowerBound else { return nil }
            return ColumnChart.Span(
                label: wave.name, columns: (from - days.lowerBound) / width...(until - days.lowerBound) / width)
        }
        return ColumnChart(
            caption: visit.say(width == 1 ? "calls.byDay" : "calls.byWeek"),
            heads: (visit.say(width == 1 ? "calls.day" : "calls.week"), visit.say("calls.calls")), columns: columns, spans: spans,
            numbers: visit.say("calls.numbers")
        ).html
    }

    private func day(_ number: Int) -> Day { Day.epoch.adding(days: number) }

    // MARK: One wave

    private func section(_ wave: Campaign.Wave, _ calls: [Call], _ actor: Actor) throws -> HTML {
        let head: HTML = "<h3>\(wave.name), \(visit.span(wave.from, wave.until))</h3>"
        guard let found = Attribution(wave, of: campaign, calls: calls, on: visit.today, by: terms) else {
            return "\(head)<p class=\"hint\">\(visit.say("calls.notYet"))</p>"
        }
        let windows = [("before", found.before), ("during", found.during), ("after", found.after)].filter { !$0.1.days.isEmpty }
        let rows = windows.map { key, window -> BarChart.Row in
            let rate = Double(window.calls) / Double(window.days.count)
            return BarChart.Row(
                label: "\(visit.say("calls.\(key)"))",
                cells: [
                    "\(visit.span(day(window.days.lowerBound), day(window.days.upperBound - 1)))", "\(window.days.count)",
                    "\(window.calls)", "\(visit.decimal(rate, 2))",
                ], value: rate)
        }
        let chart = BarChart(
            caption: visit.say("calls.windows", ["wave": wave.name]),
            heads: ["window", "dates", "days", "calls", "perDay", "bar"].map { visit.say("calls.\($0)") }, rows: rows)
        return """
            \(head)\(chart.html)<p class="quote">\(sentence(found.duringWave, "during"))</p>\(found.afterWave.map { "<p class=\"quote\">\(sentence($0, "after"))</p>" as HTML } ?? .none)
            \(if: found.isCrowded, "<p class=\"hint\">\(visit.say("calls.crowded"))</p>")<p class="hint">\(visit.say("calls.cause"))</p>
            \(try chain(wave, found, actor))
            """
    }

    /// What may honestly be said of two windows.
    private func sentence(_ comparison: Attribution.Comparison, _ window: String) -> String {
        let (before, later) = (comparison.before, comparison.later)
        return visit.say(
            "calls.\(window).\(comparison.finding.rawValue)",
            [
                "days": String(later.days.count), "later": String(later.calls), "before": String(before.calls),
                "beforeDays": String(before.days.count), "ratio": visit.decimal(comparison.ratio.value ?? 0, 1),
                "low": visit.decimal(comparison.ratio.interval.low, 1), "high": visit.decimal(comparison.ratio.interval.high, 1),
                "least": String(terms.leastCalls),
            ])
    }

    /// From the call to the person, for all calls of a wave and for those that named it.
    private func chain(_ wave: Campaign.Wave, _ found: Attribution, _ actor: Actor) throws -> HTML {
        let all = try visit.store.chain(on: found.during.days, as: actor)
        let named = try visit.store.chain(
            on: found.during.days, where: { !Attribution.named(by: [$0], wave, campaign, terms).isEmpty }, as: actor)
        let steps: [(key: String, told: (CallChain) -> Told)] = [
            ("calls", { .exactly($0.calls) }), ("triaged", { $0.triaged }), ("screened", { $0.screened }), ("found", { $0.found }),
        ]
        let rows = steps.map { step -> [HTML] in
            ["\(visit.say("chain.\(step.key)"))", "\(visit.told(step.told(all)))", "\(visit.told(step.told(named)))"]
        }
        let heads = ["chain.step", "chain.all", "chain.named"].map { visit.say($0) }
        let title = visit.say("chain.title", ["wave": wave.name])
        return
            "<h4>\(title)</h4><p class=\"hint\">\(visit.say("chain.why", ["limit": String(terms.fewer)]))</p>\(visit.table(title, heads, rows))"
    }

    // MARK: How people came

    private func visits(_ actor: Actor, _ calls: [Call]) throws -> HTML {
        guard !campaign.codes.isEmpty else { return .none }
        let waves = campaign.waves(by: terms)
        let rows = try campaign.codes.map { code -> BarChart.Row in
            let visits = try visit.store.visits(by: code.code, as: actor).values.reduce(0, +)
            let named = calls.filter { $0.code == code.code }.count
            return BarChart.Row(
                label: "\(code.code)",
                cells: [
                    "\(visit.label(code.channel, .channels))", "\(waves.first { $0.id == code.wave }?.name ?? "")",
                    "\(visit.told(Told(named, fewer: terms.fewer)))", "\(visits)",
                ], value: Double(visits))
        }
        let heads = ["code", "channel", "wave", "named", "visits", "visitsBar"].map { visit.say("calls.\($0)") }
        return
            "<h3>\(visit.say("calls.codes"))</h3><p>\(visit.say("calls.codesWhy"))</p>\(BarChart(caption: visit.say("calls.codes"), heads: heads, rows: rows).html)"
    }

    /// What callers said since the first wave began, and how many said nothing.
    private func heard(_ first: Campaign.Wave, _ calls: [Call]) -> HTML {
        guard let field = terms.heard.flatMap({ visit.country.concern?[$0] }) else { return .none }
        let own = calls.filter { $0.day >= first.from.number }
        let told = { (code: String?) in Told(own.filter { $0.heard == code }.count, fewer: terms.fewer) }
        // A bar would tell what the words do not.
        func bar(_ told: Told) -> Double? { if case .exactly(let count) = told { Double(count) } else { nil } }
        var rows = field.choices.map { choice -> BarChart.Row in
            let count = told(choice.code)
            return BarChart.Row(label: "\(visit.pack(choice.label))", cells: ["\(visit.told(count))"], value: bar(count))
        }
        rows.append(
            BarChart.Row(label: "\(visit.say("calls.notAsked"))", cells: ["\(visit.told(told(nil)))"], value: bar(told(nil))))
        let title = visit.pack(field.label)
        return
            "<h3>\(title)</h3>\(BarChart(caption: visit.say("calls.heardSince", ["date": visit.say(first.from)]), heads: [visit.say("calls.answer"), visit.say("calls.calls"), visit.say("calls.bar")], rows: rows).html)"
    }
}
