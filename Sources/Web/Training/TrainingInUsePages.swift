import Pack
import Register
import Store

/// Whether those who were trained screen and refer more, how sure that is, and what it does not show.
enum TrainingInUsePages {
    static var routes: [Route] { [.get("/training/use") { try page($0) }] }

    private static func page(_ visit: Visit) throws -> Reply {
        guard TrainingPages.mayCount(visit) else { throw Fault.notFound }
        let use = try visit.store.trainingInUse(
            as: try visit.actor(), from: visit.today.adding(months: -12).adding(days: 1), to: visit.today)
        let rows = use.lines.map { line -> [HTML] in
            [
                "\(visit.say("use.\(line.kind.rawValue)"))", "\(work(visit, line.trained))", "\(work(visit, line.untrained))",
                "\(line.isTooFew ? visit.say("results.tooFew") : ratio(visit, line.ratio))",
            ]
        }
        let heads = ["use.act", "use.trained", "use.untrained", "use.ratio"].map { visit.say($0) }
        let title = visit.say("use.title")
        let cautions = ["use.caution", "use.caution.time", "use.caution.links", "use.caution.workers"].map {
            "<li>\(visit.say($0))</li>" as HTML
        }
        return visit.page(
            title,
            """
            <h1>\(title)</h1>\(TrainingPages.ways(visit, here: "/training/use"))<p>\(visit.say("use.why"))</p>
            \(visit.table(title, heads, rows))
            <ul>\(use.lines.map { "<li>\(sentence(visit, $0))</li>" as HTML })</ul>
            <div class="next"><h2>\(visit.say("use.careful"))</h2><ul>\(cautions)</ul></div>
            <h2>\(visit.say("use.units"))</h2>\(units(visit, use))
            """)
    }

    /// Units: acts of one worker in thirty days.
    private static func work(_ visit: Visit, _ work: TrainingInUse.Work) -> String {
        guard work.days > 0 else { return visit.say("use.nobody") }
        let rate = visit.say("use.perMonth", ["rate": visit.decimal(30 * Double(work.acts) / Double(work.days), 2)])
        return visit.say(
            "use.work", ["acts": String(work.acts), "rate": rate, "workers": visit.count("use.workers", work.workers)])
    }

    /// Nil where one of the sides did nothing, and where there is nobody on it.
    private static func ratio(_ visit: Visit, _ ratio: RateRatio?) -> String {
        guard let ratio else { return visit.say("results.tooFew") }
        guard let value = ratio.value else {
            return visit.say("use.atLeast", ["low": visit.decimal(ratio.interval.low, 2)])
        }
        if value == 0 { return visit.say("use.atMost", ["high": visit.decimal(ratio.interval.high, 2)]) }
        return visit.say(
            "use.interval",
            [
                "ratio": visit.decimal(value, 2), "low": visit.decimal(ratio.interval.low, 2),
                "high": visit.decimal(ratio.interval.high, 2),
            ])
    }

    private static func sentence(_ visit: Visit, _ line: TrainingInUse.Line) -> String {
        let what = visit.say("use.\(line.kind.rawValue)")
        guard !line.isTooFew, let ratio = line.ratio else { return visit.say("use.sentence.few", ["act": what]) }
        guard ratio.isClear else { return visit.say("use.sentence.unclear", ["act": what]) }
        let low = visit.decimal(ratio.interval.low, 2)
        guard let value = ratio.value else { return visit.say("use.sentence.atLeast", ["act": what, "low": low]) }
        if line.trained.acts == 0 {
            return visit.say("use.sentence.atMost", ["act": what, "high": visit.decimal(ratio.interval.high, 2)])
        }
        return visit.say(value > 1 ? "use.sentence.more" : "use.sentence.fewer", ["act": what, "ratio": visit.decimal(value, 2)])
    }

    private static func units(_ visit: Visit, _ use: TrainingInUse) -> HTML {
        guard !use.units.isEmpty else { return "<p>\(visit.say("use.nobody"))</p>" }
        let rows = use.units.map { unit -> [HTML] in
            let acts = TrainingInUse.Kind.allCases.map { kind -> HTML in
                guard let some = unit.work[kind], some.workers >= WorkshopResults.fewest else {
                    return "\(visit.say("results.tooFew"))"
                }
                return "\(work(visit, some))"
            }
            return [
                "\(visit.participantAgency(unit.agency))",
                "\(visit.say("use.trainedOf", ["trained": String(unit.trained), "workers": String(unit.workers)]))",
            ] + acts
        }
        let heads = ["list.agency", "use.trainedWorkers", "use.screening", "use.referral"].map { visit.say($0) }
        return "<p class=\"hint\">\(visit.say("use.unitsWhy"))</p>\(visit.table(visit.say("use.units"), heads, rows))"
    }
}
