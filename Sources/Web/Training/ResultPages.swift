import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// What a workshop changed: gain of each person and of each question, confidence, what people thought, what they did since.
enum ResultPages {
    static var routes: [Route] { [.get("/workshops/{workshop}/results") { try await page($0) }] }

    private static func page(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        let terms = try visit.training()
        let test = workshop.plan.flatMap { terms.test($0.terms.test) }
        let results = WorkshopResults(workshop, test: test)
        let title = visit.say("results.title")
        let people = workshop.active.filter(\.cameAtAll)
        return visit.page(
            title,
            """
            \(visit.crumb(workshop))<h1>\(title)</h1>\(summary(visit, results))
            \(if: !results.pairs.isEmpty, persons(visit, workshop, results))\(if: !results.items.isEmpty && !results.isTooFew, items(visit, results, test))
            \(opinions(visit, "results.opinion", terms.satisfaction, people.compactMap(\.rating)))
            \(Workshop.followUpMonths.map { months in opinions(visit, "results.later.\(months)", terms.followUp, people.flatMap { $0.followUps.filter { $0.months == months }.map(\.answers) }) })
            """)
    }

    private static func summary(_ visit: Visit, _ results: WorkshopResults) -> HTML {
        var rows: [(String, HTML)] = [
            ("day.came", "\(results.came)"), ("day.passed", "\(results.passed)"), ("results.pairs", "\(results.pairs.count)"),
        ]
        if results.isTooFew {
            rows.append(("results.gain", "\(visit.say("results.tooFew"))"))
        } else {
            rows.append(("results.gain", "<strong>\(visit.mean(results.gain))</strong>"))
            rows.append(("results.gaining", "\(visit.share(results.gaining))"))
            rows.append(("results.confidentBefore", "\(visit.share(results.confidentBefore))"))
            rows.append(("results.confidentAfter", "\(visit.share(results.confidentAfter))"))
            rows.append(("results.confidence", "\(visit.change(results.confidence))"))
        }
        return """
            <dl class="facts">\(rows.map { "<dt>\(visit.say($0.0))</dt><dd>\($0.1)</dd>" as HTML })</dl><p class="hint">\(visit.say("results.how"))</p>
            """
    }

    private static func persons(_ visit: Visit, _ workshop: Workshop, _ results: WorkshopResults) -> HTML {
        let rows = results.pairs.map { pair in
            BarChart.Row(
                label: "\(workshop.participant(pair.id)?.person.name ?? "")",
                cells: ["\(visit.percent(pair.before))", "\(visit.percent(pair.after))", "\(visit.signed(pair.gain))"],
                value: pair.after)
        }
        let heads = ["participant.name", "day.before", "day.after", "results.gained", "results.bar"].map { visit.say($0) }
        return
            "\(BarChart(caption: visit.say("results.persons"), heads: heads, rows: rows, full: 100).html)"
    }

    private static func items(_ visit: Visit, _ results: WorkshopResults, _ test: KnowledgeTest?) -> HTML {
        let rows = results.items.enumerated().map { index, each -> [HTML] in
            let item = test?.items.first { $0.id == each.id }
            let choices = (item?.choices ?? []).map { choice -> HTML in
                let counts = each.chosen[choice.code] ?? (before: 0, after: 0)
                let label: HTML =
                    choice.code == item?.right ? "<strong>\(visit.pack(choice.label))</strong>" : "\(visit.pack(choice.label))"
                return "<li>\(label): \(counts.before) → \(counts.after)</li>"
            }
            return [
                "\(index + 1). \(item.map { visit.pack($0.text) } ?? each.id)<details><summary>\(visit.say("results.choices"))</summary><ul>\(choices)</ul></details>",
                "\(visit.percent(each.before))", "\(visit.percent(each.after))", "\(visit.gain(each.gain))",
                "\(each.gain?.learnt ?? 0)", "\(each.gain?.lost ?? 0)",
                "\(each.discrimination.map { visit.decimal($0, 2) } ?? "")",
            ]
        }
        let heads = [
            "results.item", "day.before", "day.after", "results.gained", "results.learnt", "results.lost", "results.discrimination",
        ].map {
            visit.say($0)
        }
        return
            "<h2>\(visit.say("results.items"))</h2><p class=\"hint\">\(visit.say("results.itemsWhy"))</p>\(visit.table(visit.say("results.items"), heads, rows))"
    }

    /// How often each answer was given to each question of a form; a number as its sum. Free words are listed without names.
    private static func opinions(_ visit: Visit, _ key: String, _ form: Form?, _ all: [Answers]) -> HTML {
        guard let form, !all.isEmpty else { return .none }
        let heading: HTML = "<h2>\(visit.say(key))</h2><p>\(visit.count("results.answered", all.count))</p>"
        guard all.count >= WorkshopResults.fewest else { return "\(heading)<p>\(visit.say("results.tooFew"))</p>" }
        let parts = form.fields.map { field -> HTML in
            let given = all.compactMap { $0[field.id] }
            let said = given.flatMap(\.all)
            guard !said.isEmpty else { return .none }
            switch field.kind {
            case .choice, .choices, .yesNo:
                let counts = field.choices.map { choice in (choice, said.count { $0 == choice.code }) }.filter { $0.1 > 0 }
                let items = counts.map { "<li>\(visit.pack($0.0.label)): \($0.1)</li>" as HTML }
                return "<h3>\(visit.pack(field.label))</h3><ul>\(items)</ul>"
            case .number:
                let sum = said.compactMap { Double($0) }.reduce(0, +)
                return
                    "<h3>\(visit.pack(field.label))</h3><p>\(visit.say("results.sum", ["sum": String(Bounded.whole(of: sum)), "count": String(said.count)]))</p>"
            default: return "<h3>\(visit.pack(field.label))</h3><ul>\(said.map { "<li>\($0)</li>" as HTML })</ul>"
            }
        }
        return "\(heading)\(parts)"
    }
}

extension Visit {
    /// Units: points of a hundred.
    func mean(_ mean: Mean?) -> String {
        guard let mean else { return say("results.tooFew") }
        guard let interval = mean.interval else { return signed(mean.value) }
        return say("results.mean", ["mean": signed(mean.value), "low": signed(interval.low), "high": signed(interval.high)])
    }

    /// Units: steps of confidence, of which there are five.
    func change(_ mean: Mean?) -> String {
        guard let mean, mean.count >= WorkshopResults.fewest, let interval = mean.interval else { return say("results.tooFew") }
        return say(
            "results.change", ["mean": signed(mean.value), "low": signed(interval.low), "high": signed(interval.high)])
    }

    /// Units: points of a hundred.
    func gain(_ gain: MatchedGain?) -> String {
        guard let gain else { return say("results.tooFew") }
        let points = { (value: Double) in (value > 0 ? "+" : "") + decimal(value * 100) }
        return say(
            "results.itemGain",
            ["gain": points(gain.value), "low": points(gain.interval.low), "high": points(gain.interval.high)])
    }

    func share(_ share: Share) -> String {
        guard share.total >= WorkshopResults.fewest, let interval = share.interval else { return say("results.tooFew") }
        return say(
            "results.share",
            [
                "share": percent(share), "count": String(share.count), "total": String(share.total),
                "low": percent(interval.low * 100), "high": percent(interval.high * 100),
            ])
    }

    /// With its sign, to one place.
    func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + decimal(value, 1) }
}
