import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Reports of concern: written while somebody talks, looked at within their time by somebody else, and led to a case without
/// copying a word.
enum ConcernPages {
    static var routes: [Route] {
        [
            .get("/concerns") { try ConcernList.page($0) },
            .get("/concerns/new") { try form($0).ask(SubmittedAnswers()) },
            .post("/concerns/new") { try await report($0) },
            .get("/concerns/{concern}") { try await one($0, .none) },
            .post("/concerns/{concern}/note") { visit in
                try await record(visit) { .added(answers: try visit.text("text", isRequired: true)) }
            },
            .post("/concerns/{concern}/triage") { visit in
                try await record(visit) {
                    .triaged(
                        outcome: try visit.chosen("outcome", of: visit.country.concernOutcomes), answers: try visit.text("why"))
                }
            },
            .post("/concerns/{concern}/case") { try await lead($0) },
        ]
    }

    static func duties(_ visit: Visit) -> Set<Duty> {
        (try? visit.actor()).flatMap { visit.store.policy.roles[$0.role]?.duties } ?? []
    }

    // MARK: Taking a report

    private static func form(_ visit: Visit) throws -> FormPage {
        guard duties(visit).contains(.report), let form = visit.country.concern else { throw Fault.notFound }
        return FormPage(
            visit: visit, form: CampaignCodes.offered(in: form, visit), path: "/concerns/new", continueWord: "concern.record")
    }

    private static func report(_ visit: Visit) async throws -> Reply {
        try await form(visit).record { answers in
            let number = try await visit.store.report(
                answers, urgency: visit.country.urgency.flatMap { answers[$0]?.text } ?? "", id: try visit.entryID(),
                as: try visit.actor(), at: visit.now, today: visit.today)
            return "/concerns/\(number)"
        }
    }

    // MARK: Reading and triage

    static func one(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let actor = try visit.actor()
        let (concern, _) = try await visit.store.concern(try visit.named("concern"), as: actor, at: visit.now)
        guard let form = visit.country.concern else { throw Fault.notFound }
        let path = "/concerns/\(concern.number)"
        let title = visit.say("concern.title", ["number": concern.number])
        let notes = concern.notes.map { "<li>\($0)</li>" as HTML }
        let outcome = concern.outcome.map { visit.choice($0, of: visit.country.concernOutcomes) }
        let incidents = concern.incidents.map {
            "<li><a class=\"number\" href=\"/incidents/\($0)\">\($0)</a></li>" as HTML
        }
        let cases = concern.cases.map {
            "<li><a class=\"number\" href=\"/cases/\($0)\">\($0)</a></li>" as HTML
        }
        var acts = HTML.none
        if concern.status == .waiting, duties(visit).contains(.triage) {
            let own: HTML =
                concern.reporter == actor.account
                ? "<p class=\"notice\">\(visit.say("concern.own"))</p>\(visit.textArea("why", visit.say("concern.ownWhy"), value: visit.form.first("why")))"
                : .none
            acts += """
                <h2>\(visit.say("concern.triage"))</h2>\(visit.posting(path + "/triage", "\(visit.radios("outcome", visit.say("concern.outcome"), visit.country.concernOutcomes))\(own)<div class=\"actions\">\(visit.button("concern.triage"))</div>"))
                """
        }
        if concern.status == .triaged { acts += "\(onward(visit, path))\(try ConcernList.next(visit))" }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)<p><a href="/concerns">\(visit.say("concern.list"))</a></p><h1>\(title)</h1>
            <p>\(concern.door == nil ? visit.say(concern.reported) : visit.inbound.sayPart(concern.reported)) - \(concern.reporter.map { "\(visit.name($0)), \(visit.agency(concern.agency))" } ?? visit.say("dialogue.public"))\(concern.due.map { "<br>\(visit.say("concern.lookBy")): \(visit.say($0))\(if: $0 < visit.now, " <span class=\"tag risk\">\(visit.say("work.late"))</span>")" } ?? .none)</p>
            \(DialoguePages.contact(visit, concern))\(outcome.map { "<p class=\"notice\">\(visit.say("concern.decided", ["outcome": $0]))</p>" } ?? .none)\(if: !cases.isEmpty, "<h2>\(visit.say("concern.cases"))</h2><ul>\(cases)</ul>")\(if: !incidents.isEmpty, "<h2>\(visit.say("concern.incidents"))</h2><ul>\(incidents)</ul>")
            \(visit.facts(form, concern.answers))\(DialoguePages.facts(visit, concern))\(acts)\(try DialoguePages.part(visit, concern))\(if: !notes.isEmpty, "<ul>\(notes)</ul>")
            \(visit.posting(path + "/note", "\(visit.textArea("text", visit.say("concern.add"), value: visit.form.first("text")))<button class=\"quiet\">\(visit.say("concern.addIt"))</button>"))
            \(try ConcernWallPages.links(visit, path))
            """)
    }

    private static func record(_ visit: Visit, _ action: () throws -> Concern.Action) async throws -> Reply {
        let number = try visit.named("concern")
        do {
            try await visit.store.record(
                try action(), id: try visit.entryID(), to: number, as: try visit.actor(), at: visit.now)
            return .redirect("/concerns/\(number)")
        } catch let error where error is Refusal || error is FormProblems {
            return try await one(visit, try visit.problems(error))
        }
    }

    // MARK: On to a case

    /// To a case, to a case and its screenings at once, or to an incident of many people.
    private static func onward(_ visit: Visit, _ path: String) -> HTML {
        let role = (try? visit.actor()).flatMap { visit.store.policy.roles[$0.role] }
        let mayScreen = role?.grants[.assigned]?.may.contains(.screen) == true
        let screen: HTML =
            "<button name=\"then\" value=\"screenings\" class=\"quiet\">\(visit.say("concern.openAndScreen"))</button>"
        let open = visit.posting(path + "/case", "\(visit.button("concern.openCase")) \(if: mayScreen, screen)")
        let incident = visit.posting(path + "/incident", "<button class=\"quiet\">\(visit.say("concern.openIncident"))</button>")
        return "<div class=\"actions\">\(if: mayOpen(visit), open)\(if: IncidentPages.mayLead(visit), incident)</div>"
    }

    private static func mayOpen(_ visit: Visit) -> Bool {
        guard let actor = try? visit.actor(), let role = visit.store.policy.roles[actor.role] else { return false }
        return Permit.toOpen(actor, holding: role) != nil
    }

    /// Opens a case that points to the report. Sent twice it is one case.
    private static func lead(_ visit: Visit) async throws -> Reply {
        let actor = try visit.actor()
        let (concern, _) = try await visit.store.concern(try visit.named("concern"), as: actor, at: visit.now)
        guard mayOpen(visit) else { throw Fault.notFound }
        guard concern.status == .triaged else {
            return try await one(visit, visit.refused(Refusal("notTriaged")))
        }
        let number = try visit.store.openCase(
            fromConcern: concern.number, form: visit.country.opening.id, prefix: visit.country.casePrefix, id: try visit.entryID(),
            as: actor, at: visit.now, today: visit.today)
        let then = "/cases/\(number)" + (visit.form.first("then") == "screenings" ? "/screenings" : "")
        return .redirect(then)
    }
}
