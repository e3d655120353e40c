import Pack
import Register
import Store

/// Where a gap can be closed: the cases of it that this worker may read, or how many there are in each agency.
enum QualityPages {
    static func fixes(_ visit: Visit) throws -> Reply {
        let found = try visit.publication()
        guard let gap = QualityGap(try visit.named("gap")) else { throw Fault.notFound }
        let fixes = try visit.store.fixes(gap, found.year, as: try visit.actor(), at: visit.now)
        let title = visit.gap(gap)
        let year = visit.say("publish.title", ["year": String(found.year)])
        let form = form(visit, gap)
        let rows = fixes.fixes.map { fix -> [HTML] in
            let room = gap == .reports ? "concerns" : "cases"
            let act = fixes.act ?? form.map { "forms/\($0.id)" }
            let link: HTML =
                act.map {
                    "<a href=\"/\(room)/\(fix.number)/\($0)\">\(form.map { visit.pack($0.title) } ?? visit.say("publish.open"))<span class=\"visually-hidden\"> \(fix.number)</span></a>"
                }
                ?? .none
            return ["<a class=\"number\" href=\"/\(room)/\(fix.number)\">\(fix.number)</a>", "\(visit.agency(fix.agency))", link]
        }
        let agencies = fixes.agencies.map { ["\(visit.agency($0.code))", "\($0.count)"] as [HTML] }
        let heads = ["list.number", "list.agency", "publish.where"].map { visit.say($0) }
        let mayCompare = visit.store.mayCompare(try visit.actor())
        let compare: HTML =
            gap == .matches && mayCompare
            ? "<p><a href=\"/matches\">\(visit.say("matches.title"))</a></p>" : .none
        return visit.page(
            title,
            """
            <p><a href="\(PublishPages.path(found.year))#gaps">\(year)</a></p><h1>\(title)</h1><p>\(visit.say(agencies.isEmpty ? "publish.gapClosed" : "publish.fixWhy"))</p>\(compare)
            \(if: !rows.isEmpty, visit.table(title, heads, rows))
            \(if: !agencies.isEmpty, "<h2>\(visit.say("publish.byAgency"))</h2>\(visit.table(visit.say("publish.byAgency"), ["list.agency", "publish.people"].map { visit.say($0) }, agencies))")
            """)
    }

    /// The form of a case that asks the question of an attribute.
    private static func form(_ visit: Visit, _ gap: QualityGap) -> Form? {
        guard case .unknown(let id) = gap, let attribute = visit.store.policy.practice.statistics.attribute(id) else { return nil }
        return ([visit.country.opening] + visit.country.tasks).first { form in form.fields.contains { $0.id == attribute.field } }
    }
}
