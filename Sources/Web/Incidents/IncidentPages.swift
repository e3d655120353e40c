import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Incidents: what is the same for everybody written once, who was found, how far each has come, which interpreters are needed.
enum IncidentPages {
    static var routes: [Route] {
        [
            .get("/incidents") { try list($0) },
            .get("/incidents/new") { try form($0, "/incidents/new").ask(SubmittedAnswers()) },
            .post("/incidents/new") { try await open($0) },
            .get("/incidents/{incident}") { try await one($0) },
            .get("/incidents/{incident}/facts") { visit in
                let (incident, form) = try await facts(visit)
                return form.ask(SubmittedAnswers(incident.answers, of: form.form.fields))
            },
            .post("/incidents/{incident}/facts") { try await amend($0) },
            .post("/concerns/{concern}/incident") { try await lead($0) },
        ] + PeoplePages.routes + ConflictPages.routes + BatchPages.routes
    }

    static func mayLead(_ visit: Visit) -> Bool {
        visit.country.incident != nil && ConcernPages.duties(visit).contains(.incidents)
    }

    // MARK: Opening and changing

    private static func form(_ visit: Visit, _ path: String, of incident: SeenIncident? = nil) throws -> FormPage {
        guard mayLead(visit), let form = visit.country.incident else { throw Fault.notFound }
        return FormPage(
            visit: visit, form: form, path: path, recorded: incident?.answers, crumb: incident.map { visit.crumb($0) } ?? .none,
            continueWord: "incident.record")
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        try await form(visit, "/incidents/new").record { answers in
            let number = try visit.store.openIncident(
                answers, id: try visit.entryID(), as: try visit.actor(), at: visit.now, today: visit.today)
            return "/incidents/\(number)/people"
        }
    }

    private static func facts(_ visit: Visit) async throws -> (SeenIncident, FormPage) {
        let incident = try await visit.incident()
        return (incident, try form(visit, "/incidents/\(incident.number)/facts", of: incident))
    }

    private static func amend(_ visit: Visit) async throws -> Reply {
        let (incident, page) = try await facts(visit)
        return try await page.record { answers in
            let changes = page.form.changes(from: incident.answers, to: answers)
            if !changes.isEmpty {
                try visit.store.record(
                    .amended(answers: changes), id: try visit.entryID(), to: incident.number, as: try visit.actor(), at: visit.now)
            }
            return "/incidents/\(incident.number)"
        }
    }

    /// Opens an incident that points to the report and copies none of its words. Sent twice it is one incident.
    private static func lead(_ visit: Visit) async throws -> Reply {
        let actor = try visit.actor()
        let (concern, id) = try await visit.store.concern(try visit.named("concern"), as: actor, at: visit.now)
        guard mayLead(visit) else { throw Fault.notFound }
        let number = try visit.store.openIncident(
            Answers(), from: Origin(kind: .concern, chronicle: id, number: concern.number), id: try visit.entryID(), as: actor,
            at: visit.now, today: visit.today)
        return .redirect("/incidents/\(number)/facts")
    }

    // MARK: Reading

    private static func list(_ visit: Visit) throws -> Reply {
        guard mayLead(visit) else { throw Fault.notFound }
        let rows = try visit.store.incidents(as: try visit.actor()).map { line -> [HTML] in
            [
                "<a class=\"number\" href=\"/incidents/\(line.number)\">\(line.number)</a>", "\(visit.say(line.opened))",
                "\(visit.name(line.leader))", "\(line.people)",
            ]
        }
        let heads = ["incident.number", "list.opened", "incident.leader", "incident.people"].map { visit.say($0) }
        return visit.page(
            visit.say("incident.list"),
            """
            <h1>\(visit.say("incident.list"))</h1><p class="actions"><a class="button" href="/incidents/new">\(visit.say("incident.new"))</a></p>
            \(rows.isEmpty ? "<p>\(visit.say("incident.none"))</p>" : visit.table(visit.say("incident.list"), heads, rows))
            """)
    }

    private static func one(_ visit: Visit) async throws -> Reply {
        let incident = try await visit.incident()
        guard let form = visit.country.incident else { throw Fault.notFound }
        let title = visit.say("incident.title", ["number": incident.number])
        let people = try visit.people(of: incident)
        let origin =
            incident.origin.map { origin -> HTML in
                let text = visit.say("origin.concern", ["number": origin.number])
                let isShown = (try? visit.actor()).map { (try? visit.store.hasConcern(origin.number, for: $0)) ?? false }
                return isShown == true ? "<br><a href=\"/concerns/\(origin.number)\">\(text)</a>" : "<br>\(text)"
            } ?? .none
        return visit.page(
            title,
            """
            <p><a href="/incidents">\(visit.say("incident.list"))</a></p><h1>\(title)</h1>
            <p>\(visit.say(incident.opened)) - \(visit.name(incident.leader)), \(visit.agency(incident.agency))\(origin)</p>
            \(acts(visit, incident, people))<h2>\(visit.say("incident.facts"))</h2>\(visit.facts(form, incident.answers))
            \(PeopleTable.summary(visit, people))\(try PeopleTable.table(visit, incident, people))
            """)
    }

    private static func acts(_ visit: Visit, _ incident: SeenIncident, _ people: [PersonLine]) -> HTML {
        let isAnybodyLeft = people.contains { $0.headway == .unscreened && $0.mayScreen }
        let all = [
            ("people", "incident.add", true), ("screenings", "incident.screen", isAnybodyLeft), ("facts", "incident.change", true),
            ("conflicts", "conflicts.act", true),
        ]
        let links = all.filter(\.2).map {
            "<a class=\"button quiet\" href=\"/incidents/\(incident.number)/\($0.0)\">\(visit.say($0.1))</a> " as HTML
        }
        return "<nav class=\"actions\" aria-label=\"\(visit.say("act.title"))\">\(links)</nav>"
    }
}

extension Visit {
    /// The incident of this address; the look is recorded. Errors: `StoreFault.notFound`.
    func incident() async throws -> SeenIncident {
        guard IncidentPages.mayLead(self) else { throw Fault.notFound }
        return try await store.incident(try named("incident"), as: try actor(), at: now)
    }

    func people(of incident: SeenIncident) throws -> [PersonLine] {
        try store.people(
            of: incident, language: country.people?.language, needed: country.people?.interpreter, as: try actor(), at: now)
    }

    func crumb(_ incident: SeenIncident) -> HTML {
        "<p><a href=\"/incidents/\(incident.number)\">\(say("incident.title", ["number": incident.number]))</a></p>"
    }

    /// Where a case came from, with a link for whoever may go there.
    func origin(of file: SeenCase) -> HTML {
        guard let origin = file.origin else { return .none }
        let text = say("origin.\(origin.kind.rawValue)", ["number": origin.number])
        guard origin.kind == .incident, let actor = try? actor(), country.incident != nil,
            (try? store.hasIncident(origin.number, for: actor)) == true
        else { return "<p>\(text)</p>" }
        return "<p><a href=\"/incidents/\(origin.number)\">\(text)</a></p>"
    }
}
