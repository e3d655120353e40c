import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// Who is reached and who is not yet, who trained whom, and whether those who were trained screen and refer more.
enum CoveragePages {
    static var routes: [Route] {
        [
            .get("/training/coverage") { try page($0) }, .get("/training/coverage.csv") { try file($0) },
            .get("/training/use") { try use($0) },
        ]
    }

    private static func coverage(_ visit: Visit) throws -> Coverage {
        guard TrainingPages.mayCount(visit) else { throw Fault.notFound }
        return Coverage(
            try visit.store.attendees(as: try visit.actor()), agencies: visit.country.agencies.map { ($0.code, $0.staff) },
            on: visit.today)
    }

    private static func page(_ visit: Visit) throws -> Reply {
        let coverage = try coverage(visit)
        let terms = try visit.training()
        let title = visit.say("coverage.title")
        let facts: [(String, HTML)] = [
            ("coverage.people", "\(coverage.people)"), ("coverage.attendances", "\(coverage.attendances)"),
            (
                "results.gain",
                "\((coverage.gain?.count ?? 0) < WorkshopResults.fewest ? visit.say("results.tooFew") : visit.mean(coverage.gain))"
            ),
            ("results.confidentAfter", "\(visit.share(coverage.confident))"),
        ]
        let missing = coverage.withoutAnybody.map { "<li>\(visit.participantAgency($0))</li>" as HTML }
        return visit.page(
            title,
            """
            <h1>\(title)</h1>\(TrainingPages.ways(visit, here: "/training/coverage"))
            <dl class="facts">\(facts.map { "<dt>\(visit.say($0.0))</dt><dd>\($0.1)</dd>" as HTML })</dl>
            <p class="actions"><a class="button quiet" href="/training/coverage.csv">\(visit.say("coverage.download"))</a></p>
            \(agencies(visit, coverage))
            \(if: !missing.isEmpty, "<h2>\(visit.say("coverage.nobody"))</h2><ul>\(missing)</ul>")
            <h2>\(visit.say("coverage.cells"))</h2>\(cells(visit, coverage, terms))
            <h2>\(visit.say("coverage.certificates"))</h2>\(certificates(visit, coverage, terms))
            <h2>\(visit.say("coverage.trainers"))</h2>\(try trainers(visit))
            """)
    }

    private static func agencies(_ visit: Visit, _ coverage: Coverage) -> HTML {
        let lines = coverage.lines.filter { $0.ever > 0 }
        guard !lines.isEmpty else { return "<p>\(visit.say("coverage.none"))</p>" }
        let rows = lines.map { line in
            BarChart.Row(
                label: "\(visit.participantAgency(line.agency))",
                cells: [
                    "\(line.recent)", "\(line.ever)", "\(line.staff.map(String.init) ?? visit.say("coverage.unknown"))",
                    "\(line.share.map { visit.percent($0) } ?? "")",
                ], value: Double(line.recent))
        }
        let heads = ["list.agency", "coverage.recent", "coverage.ever", "coverage.staff", "coverage.share", "coverage.recent"].map {
            visit.say($0)
        }
        return BarChart(caption: visit.say("coverage.agencies"), heads: heads, rows: rows).html
    }

    private static func cells(_ visit: Visit, _ coverage: Coverage, _ terms: TrainingTerms) -> HTML {
        guard !coverage.cells.isEmpty else { return "<p>\(visit.say("coverage.none"))</p>" }
        let rows = coverage.cells.map { cell, people -> [HTML] in
            [
                "\(visit.participantAgency(cell.agency))", "\(post(visit, cell.post, terms))",
                "\(cell.sex.isEmpty ? visit.say("coverage.notSaid") : visit.choice(cell.sex, of: terms.sexes))", "\(people)",
            ]
        }
        let heads = ["list.agency", "participant.post", "participant.sex", "coverage.people"].map { visit.say($0) }
        return visit.table(visit.say("coverage.cells"), heads, rows)
    }

    private static func post(_ visit: Visit, _ code: String, _ terms: TrainingTerms) -> String {
        code.isEmpty ? visit.say("coverage.home") : visit.choice(code, of: terms.posts)
    }

    private static func certificates(_ visit: Visit, _ coverage: Coverage, _ terms: TrainingTerms) -> HTML {
        let posts = [""] + terms.posts.map(\.code)
        let rows = posts.map { code -> [HTML] in ["\(post(visit, code, terms))", "\(coverage.certificates[code] ?? 0)"] }
        return visit.table(
            visit.say("coverage.certificates"), ["participant.post", "coverage.people"].map { visit.say($0) }, rows)
    }

    private static func trainers(_ visit: Visit) throws -> HTML {
        let since = visit.today.adding(months: -12)
        let rows = try visit.store.trainers(as: try visit.actor()).map { line -> [HTML] in
            [
                "\(line.account.map { visit.name($0) } ?? line.name)\(if: line.last > since, " <span class=\"tag open\">\(visit.say("coverage.active"))</span>")",
                "\(line.workshops)", "\(line.people)",
                "\(line.trainedIn.map { "<a class=\"number\" href=\"/workshops/\($0)\">\($0)</a> " as HTML })",
            ]
        }
        guard !rows.isEmpty else { return "<p>\(visit.say("coverage.none"))</p>" }
        let heads = ["workshop.trainers", "coverage.workshops", "coverage.people", "coverage.trainedIn"].map { visit.say($0) }
        return visit.table(visit.say("coverage.trainers"), heads, rows)
    }

    /// Codes and counts, for a spreadsheet.
    private static func file(_ visit: Visit) throws -> Reply {
        let coverage = try coverage(visit)
        var text = "\u{FEFF}" + CSV.line(["agency", "duty_post", "sex", "people"])
        for (cell, people) in coverage.cells { text += CSV.line([cell.agency.rawValue, cell.post, cell.sex, String(people)]) }
        text += CSV.line([]) + CSV.line(["agency", "trained_12_months", "trained_ever", "staff"])
        for line in coverage.lines {
            text += CSV.line([
                line.agency.rawValue, String(line.recent), String(line.ever), line.staff.map(String.init) ?? "",
            ])
        }
        var reply = Reply(body: Data(text.utf8))
        reply.headers[.contentType] = "text/csv; charset=utf-8"
        reply.headers[.contentDisposition] = "attachment; filename=\"training-coverage.csv\""
        return reply
    }

    // MARK: Training in use

    private static func use(_ visit: Visit) throws -> Reply {
        guard TrainingPages.mayCount(visit) else { throw Fault.notFound }
        let use = try visit.store.trainingInUse(
            as: try visit.actor(), from: visit.today.adding(months: -12).adding(days: 1), to: visit.today)
        let rows = use.lines.map { line -> [HTML] in
            [
                "\(visit.say("use.\(line.kind.rawValue)"))", "\(line.trained) (\(rate(visit, line.trained, use.trainedDays)))",
                "\(line.untrained) (\(rate(visit, line.untrained, use.untrainedDays)))", "\(ratio(visit, line.ratio))",
            ]
        }
        let heads = ["use.act", "use.trained", "use.untrained", "use.ratio"].map { visit.say($0) }
        let title = visit.say("use.title")
        return visit.page(
            title,
            """
            <h1>\(title)</h1>\(TrainingPages.ways(visit, here: "/training/use"))<p>\(visit.say("use.why"))</p>
            <p>\(visit.say("use.workers", ["trained": String(use.trainedWorkers), "untrained": String(use.untrainedWorkers)]))</p>
            \(visit.table(title, heads, rows))
            <ul>\(use.lines.map { "<li>\(sentence(visit, $0))</li>" as HTML })</ul><p class="notice">\(visit.say("use.caution"))</p>
            """)
    }

    /// Units: acts of one worker in thirty days.
    private static func rate(_ visit: Visit, _ count: Int, _ days: Int) -> String {
        days == 0 ? "–" : visit.say("use.perMonth", ["rate": visit.decimal(30 * Double(count) / Double(days), 2)])
    }

    private static func ratio(_ visit: Visit, _ ratio: RateRatio?) -> String {
        guard let ratio, let value = ratio.value else { return visit.say("results.tooFew") }
        return visit.say(
            "use.interval",
            [
                "ratio": visit.decimal(value, 2), "low": visit.decimal(ratio.interval.low, 2),
                "high": visit.decimal(ratio.interval.high, 2),
            ])
    }

    private static func sentence(_ visit: Visit, _ line: TrainingInUse.Line) -> String {
        let what = visit.say("use.\(line.kind.rawValue)")
        guard line.trained + line.untrained >= WorkshopResults.fewest, let ratio = line.ratio, let value = ratio.value else {
            return visit.say("use.sentence.few", ["act": what])
        }
        guard ratio.isClear else { return visit.say("use.sentence.unclear", ["act": what]) }
        return visit.say(value > 1 ? "use.sentence.more" : "use.sentence.fewer", ["act": what, "ratio": visit.decimal(value, 2)])
    }
}
