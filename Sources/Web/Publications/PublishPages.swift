import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Figures on their way out: a year's snapshot, what is missing in it, its tables, the check of what they give away, two signatures.
enum PublishPages {
    static var routes: [Route] {
        [
            .get("/statistics/publish") { try list($0) },
            .get("/statistics/publish/{year}") { try one($0) },
            .post("/statistics/publish/{year}/freeze") { try await freeze($0) },
            .post("/statistics/publish/{year}/draft") { try await draft($0) },
            .post("/statistics/publish/{year}/ask") { try await ask($0) },
            .post("/statistics/publish/{year}/return") { visit in
                try await act(visit) { .returned(answers: try visit.text("text", isRequired: true)) }
            },
            .post("/statistics/publish/{year}/sign") { visit in
                try await act(visit) { .signed(digest: visit.form.first("digest")) }
            },
            .get("/statistics/publish/{year}/gaps/{gap}") { try QualityPages.fixes($0) },
            .get("/statistics/publish/{year}/versions/{version}") { try version($0) },
        ]
    }

    // MARK: Reading

    /// How many years back somebody may begin from the list.
    private static let yearsBack = 4

    private static func list(_ visit: Visit) throws -> Reply {
        let actor = try visit.actor()
        guard visit.store.mayPublish(actor) else { throw Fault.notFound }
        let known = try visit.store.publications(as: actor)
        let rows = known.map { publication -> [HTML] in
            [
                "<a href=\"\(path(publication.year))\">\(publication.year)</a>", visit.figuresTag(publication),
                "\(publication.snapshot.map { visit.say($0.cohort.asOf) } ?? "")",
                "\(publication.versions.last.map { visit.say("publish.versionOn", ["version": String($0.number), "date": visit.say($0.signed.at)]) } ?? visit.say("publish.noVersion"))",
            ]
        }
        let others = (visit.today.year - yearsBack...visit.today.year).reversed().filter { year in
            !known.contains { $0.year == year }
        }
        let links = others.map { "<a class=\"button quiet\" href=\"\(path($0))\">\($0)</a> " as HTML }
        let title = visit.say("publish.list")
        let heads = ["publish.year", "list.status", "publish.asOf", "publish.version"].map { visit.say($0) }
        return visit.page(
            title,
            """
            <h1>\(title)</h1><p>\(visit.say("publish.why"))</p>\(visit.damagedNotice)
            \(if: !rows.isEmpty, visit.table(title, heads, rows))
            \(if: !links.isEmpty, "<h2>\(visit.say("publish.begin"))</h2><p class=\"actions\">\(links)</p>")
            """)
    }

    /// The page of a year; what failed meanwhile is said on it.
    private static func one(_ visit: Visit) throws -> Reply {
        do {
            let publication = try visit.publication()
            for job in jobs { try visit.site.preparing.check(name(job, publication.year)) }
            return try page(visit, nil, .none)
        } catch let refusal as Refusal { return try page(visit, refusal, visit.refused(refusal)) }
    }

    private static func page(_ visit: Visit, _ refusal: Refusal?, _ problems: HTML) throws -> Reply {
        let found = try visit.publication()
        let actor = try visit.actor()
        let year = found.year
        let title = visit.say("publish.title", ["year": String(year)])
        let crumb: HTML = "<p><a href=\"/statistics/publish\">\(visit.say("publish.list"))</a></p>"
        let heading: HTML =
            "\(problems)\(if: refusal != nil, PublishSteps.instead(visit, found.publication, year, refusal))\(crumb)<h1>\(title) \(visit.figuresTag(found.publication))</h1>\(visit.damagedNotice)"
        if jobs.contains(where: { visit.site.preparing.isRunning(name($0, year)) }) {
            return visit.page(
                title,
                """
                \(heading)<p class="notice" role="status">\(visit.say("publish.preparing"))</p>
                <p class="actions"><a class="button" href="\(path(year))">\(visit.say("publish.look"))</a></p>
                """)
        }
        let steps = try PublishSteps(visit, found.publication, year, actor)
        return visit.page(title, isFaulty: !problems.isEmpty, "\(heading)\(steps.html)")
    }

    /// A version as it was signed, beside the counts behind it.
    private static func version(_ visit: Visit) throws -> Reply {
        let found = try visit.publication()
        guard let number = Int(try visit.named("version")),
            let version = found.publication.versions.first(where: { $0.number == number }),
            let signed = try visit.store.published(year: found.year, version: number)
        else { throw Fault.notFound }
        let title = visit.say("publish.versionTitle", ["year": String(found.year), "version": String(number)])
        let truth = try visit.store.truth(signed.figures, as: try visit.actor())
        return visit.page(
            title,
            """
            <p><a href="\(path(found.year))">\(visit.say("publish.title", ["year": String(found.year)]))</a></p><h1>\(title)</h1>
            \(PublishSteps.hands(visit, version))
            \(if: !signed.figures.notes.isEmpty, "<h2>\(visit.say("publish.notes"))</h2><p class=\"said\">\(signed.figures.notes)</p>")
            \(FiguresShown(visit: visit, figures: signed.figures, truth: truth).html)
            """)
    }

    // MARK: Doing

    private static let jobs = ["freeze", "draft"]
    private static func name(_ job: String, _ year: Int) -> String { "\(job)/\(year)" }
    static func path(_ year: Int) -> String { "/statistics/publish/\(year)" }

    private static func freeze(_ visit: Visit) async throws -> Reply {
        let found = try visit.publication()
        let (store, actor, now, today, id, year) = (
            visit.store, try visit.actor(), visit.now, visit.today, try visit.entryID(), found.year
        )
        let pressing = visit.site.pressing
        await visit.site.preparing.run(name("freeze", year)) {
            let frozen = try await pressing.run { try store.freeze(year, asOf: now, as: actor) }
            try await store.keep(frozen, id: id, as: actor, at: now, today: today)
        }
        return try after(visit, year)
    }

    private static func draft(_ visit: Visit) async throws -> Reply {
        let found = try visit.publication()
        let (store, actor, now, today, id, year) = (
            visit.store, try visit.actor(), visit.now, visit.today, try visit.entryID(), found.year
        )
        let (pressing, country) = (visit.site.pressing, visit.country.name.english)
        let inBands = visit.form.first("method") == PublishedFigures.Method.bands.rawValue
        await visit.site.preparing.run(name("draft", year)) {
            // Sent twice, it is drawn once: noise drawn for nothing would still be noise drawn.
            guard try !store.isRecorded(id) else { return }
            let drawing = try await pressing.run {
                try store.draw(year, inBands: inBands, country: country, as: actor, today: today)
            }
            try await store.keep(drawing, id: id, as: actor, at: now, today: today)
        }
        return try after(visit, year)
    }

    /// To the page of the year, or the same page with why it was refused.
    private static func after(_ visit: Visit, _ year: Int) throws -> Reply {
        do { for job in jobs { try visit.site.preparing.check(name(job, year)) } } catch let refusal as Refusal {
            return try page(visit, refusal, visit.refused(refusal))
        }
        return .redirect(path(year))
    }

    /// Notes and the request for a signature are one step; both are entries.
    private static func ask(_ visit: Visit) async throws -> Reply {
        let found = try visit.publication()
        let (actor, id) = (try visit.actor(), try visit.entryID())
        do {
            let notes = try visit.text("text")
            if notes[.text]?.text ?? "" != found.publication.notes, try !visit.store.isRecorded(id) {
                try await visit.store.record(
                    .noted(answers: notes), id: try visit.entryID(step: "notes"), to: found.year, as: actor, at: visit.now,
                    today: visit.today)
            }
            try await visit.store.ask(found.year, id: id, as: actor, at: visit.now, today: visit.today)
            return .redirect(path(found.year))
        } catch let refusal as Refusal {
            return try page(visit, refusal, visit.refused(refusal))
        } catch let problems as FormProblems { return try page(visit, nil, try visit.problems(problems)) }
    }

    private static func act(_ visit: Visit, _ action: () throws -> Publication.Action) async throws -> Reply {
        let found = try visit.publication()
        do {
            try await visit.store.record(
                try action(), id: try visit.entryID(), to: found.year, as: try visit.actor(), at: visit.now, today: visit.today)
            return .redirect(path(found.year))
        } catch let refusal as Refusal {
            return try page(visit, refusal, visit.refused(refusal))
        } catch let problems as FormProblems { return try page(visit, nil, try visit.problems(problems)) }
    }

    /// What waits for this worker's signature, on the page of their work.
    static func work(_ visit: Visit) throws -> HTML {
        let waiting = try visit.store.toSign(as: try visit.actor())
        guard !waiting.isEmpty else { return .none }
        let items = waiting.map { publication -> HTML in
            "<li><a href=\"\(path(publication.year))\">\(visit.say("publish.signOf", ["year": String(publication.year), "name": publication.asking.map { visit.name($0.act.by) } ?? ""]))</a></li>"
        }
        return "<h2>\(visit.say("publish.toSign"))</h2><ul>\(items)</ul>"
    }
}

extension Visit {
    /// The year of this address, and what there is of it. Errors: not found for whoever may not publish.
    func publication() throws -> (publication: Publication, year: Int) {
        guard let year = Int(try named("year")), (1900...9999).contains(year) else { throw Fault.notFound }
        return (try store.publication(year, as: try actor()), year)
    }

    func figuresTag(_ publication: Publication) -> HTML {
        let colour =
            switch publication.status {
            case .absent, .frozen: "closed"
            case .drafted: "open"
            case .asked: "wait"
            case .published: "done"
            }
        return "<span class=\"tag \(colour)\">\(say("publish.status.\(publication.status.rawValue)"))</span>"
    }
}
