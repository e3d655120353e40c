import OrderedCollections
import Pack
import Register
import Store

/// The people of an incident on its page: counted, then one row each.
enum PeopleTable {
    static let size = 100

    /// How far they have come, and how many need an interpreter for which language.
    static func summary(_ visit: Visit, _ people: [PersonLine]) -> HTML {
        guard !people.isEmpty else { return .none }
        let counts = people.reduce(into: OrderedDictionary<Headway, Int>()) { $0[$1.headway, default: 0] += 1 }
        let steps = counts.map { ($0, visit.say($0), $1) }.sorted { ($1.2, $0.1) < ($0.2, $1.1) }
        var languages: [String: Int] = [:]
        if let terms = visit.country.people {
            for person in people where terms.needsInterpreter(person.language, said: person.needsInterpreter) {
                languages[language(visit, person.language), default: 0] += 1
            }
        }
        let needed = languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return """
            <div class="grid2"><section><h2>\(visit.say("incident.headway"))</h2>\(list(steps.map { ($0.1, $0.2) }))</section>
            <section><h2>\(visit.say("incident.interpreters"))</h2>\(needed.isEmpty ? "<p>\(visit.say("incident.noInterpreter"))</p>" : list(needed.map { ($0.key, $0.value) }))</section></div>
            """
    }

    private static func list(_ counts: [(String, Int)]) -> HTML {
        "<dl class=\"facts\">\(counts.map { "<dt>\($0)</dt><dd>\($1)</dd>" as HTML })</dl>"
    }

    static func table(_ visit: Visit, _ incident: SeenIncident, _ people: [PersonLine]) throws -> HTML {
        let heading: HTML = "<h2>\(visit.count("incident.peopleCount", people.count))</h2>"
        guard !people.isEmpty else { return heading }
        let pages = (people.count + size - 1) / size
        let page = min(max(1, Int(visit.query.first("page")) ?? 1), pages)
        let shown = people[((page - 1) * size)..<min(page * size, people.count)]
        let names = try visit.names(of: shown.map(\.number))
        let rows = shown.map { person -> [HTML] in
            [
                "<a class=\"number\" href=\"/cases/\(person.number)\">\(person.number)</a>",
                "\(names[person.number] ?? "")\(if: person.isChild, " <span class=\"tag wait\">\(visit.say("incident.child"))</span>")",
                "\(language(visit, person.language))", "\(visit.say(person.headway))",
            ]
        }
        let heads = ["list.number", "incident.name", "incident.language", "incident.state"].map { visit.say($0) }
        return
            "\(heading)\(visit.table(visit.say("incident.people"), heads, rows))\(pager(visit, "/incidents/\(incident.number)", page, pages))"
    }

    static func pager(_ visit: Visit, _ path: String, _ page: Int, _ pages: Int) -> HTML {
        guard pages > 1 else { return .none }
        let before: HTML = "<a href=\"\(path)?page=\(page - 1)\">\(visit.say("list.before"))</a> "
        let next: HTML = " <a href=\"\(path)?page=\(page + 1)\">\(visit.say("list.next"))</a>"
        return """
            <nav class="pager" aria-label="\(visit.say("list.pages"))">\(if: page > 1, before)<span>\(visit.say("list.page", ["page": String(page), "pages": String(pages)]))</span>\(if: page < pages, next)</nav>
            """
    }

    static func language(_ visit: Visit, _ code: String?) -> String {
        guard let code else { return "" }
        return visit.choice(code, of: visit.country.people?.language.flatMap { visit.country.fieldsByID[$0] }?.choices ?? [])
    }
}

extension Visit {
    /// The names of the people in several cases, by number, for whoever may see them. Each is a look.
    func names(of numbers: [String]) throws -> [String: String] {
        let files = try store.readAll(numbers, as: try actor(), for: .casework, at: now).map(\.file)
        return Dictionary(files.map { ($0.number, name(of: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name as a redacted file holds it, in the order the forms ask for it.
    func name(of file: SeenCase) -> String {
        country.everyForm.flatMap { form in
            form.fields.filter { $0.kind == .name }.compactMap { file.answers[form.id]?[$0.id]?.text }
        }.joined(separator: " ")
    }

    func say(_ headway: Headway) -> String {
        switch headway {
        case .unscreened: say("headway.unscreened")
        case .screened(let conclusion): say("conclusion.\(conclusion)")
        case .decided(let grounds, let isPositive):
            "\(say("decisions.\(grounds.rawValue)")): \(say("decisions.\(grounds.rawValue).\(isPositive ? "yes" : "no")"))"
        case .closed: say("status.closed")
        }
    }
}
