import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// Who is reached and who is not yet, and who trained whom.
enum CoveragePages {
    static var routes: [Route] {
        [
            .get("/training/coverage") { try page($0) }, .get("/training/coverage.csv") { try posts($0) },
            .get("/training/coverage-agencies.csv") { try agencies($0) },
        ] + TrainingInUsePages.routes
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
        let isFew = (coverage.gain?.count ?? 0) < WorkshopResults.fewest
        let facts: [(String, HTML)] = [
            ("coverage.came", "\(coverage.people)"), ("coverage.completed", "\(coverage.completed)"),
            ("coverage.attendances", "\(coverage.attendances)"),
            ("results.gain", "\(isFew ? visit.say("results.tooFew") : visit.mean(coverage.gain))"),
            ("results.confidentAfter", "\(visit.share(coverage.confident))"),
        ]
        let missing = coverage.withoutAnybody.map { "<li>\(visit.participantAgency($0))</li>" as HTML }
        let files = [("coverage", "coverage.download"), ("coverage-agencies", "coverage.downloadAgencies")].map {
            name, key -> HTML in
            "<a class=\"button quiet\" href=\"/training/\(name).csv\">\(visit.say(key))</a>"
        }
        return visit.page(
            title,
            """
            <h1>\(title)</h1>\(TrainingPages.ways(visit, here: "/training/coverage"))
            <dl class="facts">\(facts.map { "<dt>\(visit.say($0.0))</dt><dd>\($0.1)</dd>" as HTML })</dl>
            <p class="hint">\(visit.say("coverage.how"))</p><p class="actions">\(files)</p>
            <h2>\(visit.say("coverage.cells"))</h2>\(CoverageTable(visit: visit, coverage: coverage, terms: terms).html)
            \(if: !missing.isEmpty, "<details><summary>\(visit.say("coverage.nobody")): \(missing.count)</summary><ul>\(missing)</ul></details>")
            <h2>\(visit.say("coverage.certificates"))</h2>\(certificates(visit, coverage, terms))
            <h2>\(visit.say("coverage.trainers"))</h2>\(try trainers(visit))
            """)
    }

    private static func certificates(_ visit: Visit, _ coverage: Coverage, _ terms: TrainingTerms) -> HTML {
        let posts = [""] + terms.posts.map(\.code)
        let rows = posts.map { code -> [HTML] in
            ["\(CoverageTable.post(code, terms, visit))", "\(coverage.certificates[code] ?? 0)"]
        }
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

    // MARK: Codes and counts, for a spreadsheet: one table in each file

    private static func posts(_ visit: Visit) throws -> Reply {
        var text = CSV.line(["agency", "duty_post", "sex", "came_12_months", "came_ever", "completed_12_months"])
        for line in try coverage(visit).lines {
            for post in line.posts {
                for (sex, count) in post.sexes.sorted(by: { $0.key < $1.key }) {
                    text += CSV.line([
                        line.agency.rawValue, post.code, sex, String(count.recent), String(count.ever), String(count.completed),
                    ])
                }
            }
        }
        return file("training-coverage", text)
    }

    private static func agencies(_ visit: Visit) throws -> Reply {
        var text = CSV.line(["agency", "came_12_months", "came_ever", "completed_12_months", "staff"])
        for line in try coverage(visit).lines {
            text += CSV.line([
                line.agency.rawValue, String(line.all.recent), String(line.all.ever), String(line.all.completed),
                line.staff.map(String.init) ?? "",
            ])
        }
        return file("training-coverage-agencies", text)
    }

    private static func file(_ name: String, _ text: String) -> Reply {
        var reply = Reply(body: Data(("\u{FEFF}" + text).utf8))
        reply.headers[.contentType] = "text/csv; charset=utf-8"
        reply.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
        return reply
    }
}
