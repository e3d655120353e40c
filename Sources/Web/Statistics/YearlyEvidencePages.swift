import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// What the country can show of a year: by the headings of the yearly report on trafficking in persons, with how each figure came about.
enum YearlyEvidencePages {
    static var routes: [Route] {
        [
            .get("/statistics/evidence") { try await page($0) }, .get("/statistics/evidence.xlsx") { try await workbook($0) },
            .get("/statistics/evidence.pdf") { try await paper($0) },
        ]
    }

    /// What was asked for: a year, and perhaps the day on which it was known.
    private struct Asked {
        let year: Int
        let day: Day?

        var query: String { "?year=\(year)\(day.map { "&known=\($0)" } ?? "")" }

        /// Nil where a day was written that no calendar has, or one to come.
        init?(_ visit: Visit) {
            let today = visit.today
            year = Bounded.whole(visit.query.first("year"), in: Bounded.span(2000, today.year)) ?? today.year
            let text = visit.query.first("known")
            day = Day(text)
            if !text.isEmpty { guard let day, !day.isYearOnly, day <= today else { return nil } }
        }

        func moment(_ visit: Visit) -> Moment? {
            day.map { visit.country.zone.end(of: $0) }
        }
    }

    private static func report(_ visit: Visit, _ asked: Asked) async throws -> EvidenceReport {
        let (store, actor, moment, now) = (visit.store, try visit.actor(), asked.moment(visit), visit.now)
        return try await visit.site.pressing.run { try store.evidence(asked.year, asOf: moment, as: actor, at: now) }
    }

    private static func page(_ visit: Visit) async throws -> Reply {
        guard visit.store.sight(of: try visit.actor()) == .country else { throw Fault.notFound }
        guard let asked = Asked(visit) else {
            return choose(visit, nil, visit.faults([("known", visit.say("fault.notADay"))]), .none)
        }
        let report = try await report(visit, asked)
        let taken = try visit.store.evidenceTaken(asked.year, as: try visit.actor()).prefix(20).map { look -> HTML in
            "<li>\(visit.say(look.at)): \(visit.name(look.by)), \(visit.agency(look.agency))</li>"
        }
        let pdf: HTML =
            visit.site.press.isAvailable
            ? "<a class=\"button quiet\" href=\"/statistics/evidence.pdf\(asked.query)\">\(visit.say("tip.pdf"))</a>"
            : "<span class=\"hint\">\(visit.say("refusal.press.unavailable"))</span>"
        return choose(
            visit, asked, .none,
            """
            <p class="actions"><a class="button quiet" href="/statistics/evidence.xlsx\(asked.query)">\(visit.say("tip.xlsx"))</a>\(pdf)</p><p class="hint">\(visit.say("tip.taking"))</p>
            \(EvidenceBody(visit: visit, report: report).html)
            \(if: !taken.isEmpty, "<h2>\(visit.say("tip.taken"))</h2><ul>\(taken)</ul>")
            """)
    }

    private static func choose(_ visit: Visit, _ asked: Asked?, _ faults: HTML, _ body: HTML) -> Reply {
        let year = asked?.year ?? visit.today.year
        let title = visit.say("tip.title", ["year": String(year)])
        let years = (0..<6).map { String(visit.today.year - $0) }.map { (code: $0, label: $0) }
        return visit.page(
            title, isFaulty: !faults.isEmpty,
            """
            \(faults)<h1>\(title)</h1>\(StatisticsPages.ways(visit, .country, here: "/statistics/evidence"))<p>\(visit.say("tip.why"))</p><p class="notice">\(visit.say("tip.notPublic"))</p>
            <form method="get" action="/statistics/evidence" class="filters">\(visit.select("year", visit.say("tip.year"), years, chosen: String(year)))
            <div class="field"><label for="known">\(visit.say("tip.asKnown"))</label><input type="date" id="known" name="known" value="\(asked == nil ? visit.query.first("known") : asked?.day?.description ?? "")"></div>
            <button class="quiet">\(visit.say("tip.show"))</button></form>
            \(body)
            """)
    }

    // MARK: Files

    private static func workbook(_ visit: Visit) async throws -> Reply {
        guard visit.store.sight(of: try visit.actor()) == .country, let asked = Asked(visit) else { throw Fault.notFound }
        let report = try await report(visit, asked)
        let file = try EvidenceWorkbook(report, in: visit.country.zone, pack: { visit.pack($0) }, say: { visit.say($0) })
            .workbook.file()
        return try await given(
            visit, file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "evidence-\(asked.year).xlsx",
            asked.year)
    }

    private static func paper(_ visit: Visit) async throws -> Reply {
        guard visit.store.sight(of: try visit.actor()) == .country, let asked = Asked(visit) else { throw Fault.notFound }
        let report = try await report(visit, asked)
        let title = visit.say("tip.title", ["year": String(asked.year)])
        let paper = Paper(
            title: title, language: visit.language, country: visit.country.name.english, foot: visit.say("tip.notPublic"),
            body:
                "<h1>\(title)</h1><p>\(visit.say("tip.notPublic"))</p>\(visit.damagedNotice)\(EvidenceBody(visit: visit, report: report).html)"
        )
        do {
            return try await given(
                visit, try await visit.press(paper, at: report.asOf), "application/pdf", "evidence-\(asked.year).pdf", asked.year)
        } catch let fault as Press.Fault { return choose(visit, asked, visit.refused(fault), .none) }
    }

    /// Recorded first, then given.
    private static func given(_ visit: Visit, _ file: Data, _ type: String, _ name: String, _ year: Int) async throws -> Reply {
        try await visit.store.takeEvidence(year, as: try visit.actor(), at: visit.now)
        var reply = Reply(body: file)
        reply.headers[.contentType] = type
        reply.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return reply
    }
}
