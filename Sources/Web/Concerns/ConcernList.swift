import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The list of reports, and the part of "my work" that they are: those to look at, those whose person waits for an answer.
enum ConcernList {
    private static let size = 50

    static func page(_ visit: Visit) throws -> Reply {
        guard !ConcernPages.duties(visit).isDisjoint(with: [.report, .triage]), visit.country.concern != nil else {
            throw Fault.notFound
        }
        let sieve = ConcernSieve(rawValue: visit.query.first("only"))
        let number = visit.pageNumber
        let found = try visit.store.concerns(as: try visit.actor(), only: sieve, page: number, size: size)
        let sieves = [nil] + ConcernSieve.allCases
        let filters = sieves.map { each -> HTML in
            let label = visit.say(each.map { "concern.only.\($0.rawValue)" } ?? "list.all")
            return
                "<a href=\"/concerns\(each.map { "?only=\($0.rawValue)" } ?? "")\"\(if: each == sieve, " aria-current=\"true\"")>\(label)</a> "
        }
        let more = sieve.map { ["only": $0.rawValue] } ?? [:]
        return visit.page(
            visit.say("concern.list"),
            """
            <h1>\(visit.say("concern.list"))</h1><p class="actions"><a class="button" href="/concerns/new">\(visit.say("concern.new"))</a></p>
            <p class="filters">\(filters)</p>
            \(found.lines.isEmpty ? "<p>\(visit.say("concern.none"))</p>" : table(visit, found.lines, visit.say("concern.list")))\(visit.pager("/concerns", more, count: found.count, size: size))
            """)
    }

    /// For whoever triages: what to look at by its time, then who waits for an answer, the most urgent first. Nothing drops out unseen.
    static func work(_ visit: Visit) throws -> HTML {
        guard ConcernPages.duties(visit).contains(.triage) else { return .none }
        return try "\(part(visit, .waiting))\(part(visit, .messages))"
    }

    private static func part(_ visit: Visit, _ sieve: ConcernSieve) throws -> HTML {
        let found = try visit.store.concerns(as: try visit.actor(), only: sieve, size: 15)
        guard !found.lines.isEmpty else { return .none }
        let title = visit.say("concern.\(sieve.rawValue)")
        let more: HTML =
            found.count > found.lines.count
            ? "<p><a href=\"/concerns?only=\(sieve.rawValue)\">\(visit.say("concern.all", ["count": String(found.count)]))</a></p>"
            : .none
        return "<h2>\(title)</h2>\(table(visit, found.lines, title))\(more)"
    }

    /// After one is decided: the way to the next that waits.
    static func next(_ visit: Visit) throws -> HTML {
        guard ConcernPages.duties(visit).contains(.triage),
            let next = try visit.store.concerns(as: try visit.actor(), only: .waiting, size: 1).lines.first
        else { return .none }
        return "<p><a href=\"/concerns/\(next.number)\">\(visit.say("concern.next", ["number": next.number]))</a></p>"
    }

    private static func table(_ visit: Visit, _ lines: [ConcernLine], _ caption: String) -> HTML {
        let urgencies = visit.country.urgency.flatMap { visit.country.concern?[$0]?.choices } ?? []
        let rows = lines.map { line -> [HTML] in
            let late: HTML =
                line.due.map { $0 < visit.now } == true ? " <span class=\"tag risk\">\(visit.say("work.late"))</span>" : .none
            return [
                "<a class=\"number\" href=\"/concerns/\(line.number)\">\(line.number)</a>\(if: line.waitsForAnswer, " <span class=\"tag wait\">\(visit.say("dialogue.new"))</span>")",
                "\(visit.choice(line.urgency, of: urgencies))",
                "\(line.isPublic ? visit.say("dialogue.public") : visit.agency(line.agency))",
                "\(line.isPublic ? visit.inbound.sayPart(line.reported) : visit.say(line.reported))",
                line.due.map { "\(visit.say($0))\(late)" } ?? "\(visit.say("concern.triaged"))",
            ]
        }
        let heads = ["concern.number", "concern.urgency", "list.agency", "concern.reported", "concern.lookBy"].map { visit.say($0) }
        return visit.table(caption, heads, rows)
    }
}
