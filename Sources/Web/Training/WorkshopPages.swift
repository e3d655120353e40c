import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Workshops: the list, the plan, and the page from which a trainer leads the whole day.
enum WorkshopPages {
    static var routes: [Route] {
        [
            .get("/workshops") { try list($0) },
            .get("/workshops/new") { try start($0) },
            .post("/workshops/new") { try await plan($0) },
            .get("/workshops/{workshop}") { try await one($0, .none) },
            .get("/workshops/{workshop}/plan") { visit in
                let workshop = try await visit.workshop(for: .trainer)
                guard let plan = workshop.plan else { throw Fault.notFound }
                let page = try form(visit, workshop)
                return page.ask(SubmittedAnswers(WorkshopForm.answers(plan, day: workshop.firstDay), of: page.form.fields))
            },
            .post("/workshops/{workshop}/plan") { try await replan($0) },
            .get("/workshops/{workshop}/cancellation") { try await cancellation($0, .none) },
            .post("/workshops/{workshop}/cancellation") { visit in
                try await record(visit, again: { try await cancellation(visit, $0) }) {
                    .cancelled(text: try visit.text("text", isRequired: true)[.text]?.text ?? "")
                }
            },
        ]
    }

    // MARK: The list

    private static func list(_ visit: Visit) throws -> Reply {
        guard let hand = TrainingPages.hand(visit) else { throw Fault.notFound }
        let rows = try visit.store.workshops(as: try visit.actor()).map { line -> [HTML] in
            let days = line.first == line.last ? visit.say(line.first) : "\(visit.say(line.first)) – \(visit.say(line.last))"
            return [
                "<a class=\"number\" href=\"/workshops/\(line.number)\">\(line.number)</a>", "\(line.title)", "\(days)",
                "\(line.isOnline ? visit.say("workshop.online") : line.place)",
                "\(line.people) / \(line.capacity)\(if: line.waiting > 0, ", \(visit.count("workshop.waitingCount", line.waiting))")",
                tag(visit, line.status),
            ]
        }
        let heads = ["workshop.number", "course.title", "workshop.days", "workshop.place", "workshop.people", "list.status"]
            .map { visit.say($0) }
        let new: HTML = "<p class=\"actions\"><a class=\"button\" href=\"/courses\">\(visit.say("workshop.new"))</a></p>"
        return visit.page(
            visit.say("workshop.list"),
            """
            <h1>\(visit.say("workshop.list"))</h1>\(TrainingPages.ways(visit, here: "/workshops"))\(if: hand == .trainer, new)
            \(rows.isEmpty ? "<p>\(visit.say("workshop.none"))</p>" : visit.table(visit.say("workshop.list"), heads, rows))
            """)
    }

    static func tag(_ visit: Visit, _ status: Workshop.Status) -> HTML {
        let colour = status == .planned ? "open" : status == .held ? "done" : "closed"
        return "<span class=\"tag \(colour)\">\(visit.say("workshop.status.\(status.rawValue)"))</span>"
    }

    // MARK: Planning

    /// From a course, or from the last workshop with everything but its day filled in.
    private static func start(_ visit: Visit) throws -> Reply {
        let page = try form(visit, nil)
        let like = visit.query.first("like")
        guard !like.isEmpty else {
            return page.ask(SubmittedAnswers(["days": ["1"], "halves": ["whole"], "language": [visit.country.languages[0]]]))
        }
        guard let pattern = try visit.store.pattern(like, as: try visit.actor()) else { throw Fault.notFound }
        return page.ask(SubmittedAnswers(WorkshopForm.answers(pattern.plan, day: nil), of: page.form.fields))
    }

    private static func form(_ visit: Visit, _ workshop: Workshop?) throws -> FormPage {
        if let workshop {
            return try WorkshopForm.page(
                visit, path: "/workshops/\(workshop.number)/plan", title: visit.say("workshop.change"), crumb: visit.crumb(workshop)
            )
        }
        let (id, course) = try course(visit)
        let like = try visit.store.pattern(visit.query.first("like"), as: try visit.actor()) == nil ? "" : visit.query.first("like")
        return try WorkshopForm.page(
            visit, path: "/workshops/new?course=\(id)\(like.isEmpty ? "" : "&like=\(like)")",
            title: visit.say("workshop.newOf", ["title": course.plan?.title ?? ""]),
            crumb: "<p><a href=\"/courses/\(id)\">\(course.plan?.title ?? "")</a></p>")
    }

    /// That of the address, else that of the workshop it is to be like.
    private static func course(_ visit: Visit) throws -> (ChronicleID, Course) {
        let actor = try visit.asTrainer()
        let like = try visit.store.pattern(visit.query.first("like"), as: actor)?.plan.course
        guard let id = like ?? ChronicleID(visit.query.first("course")) else { throw Fault.notFound }
        return (id, try visit.store.course(id, as: actor))
    }

    private static func plan(_ visit: Visit) async throws -> Reply {
        let (id, course) = try course(visit)
        guard let terms = course.plan else { throw Fault.notFound }
        return try await form(visit, nil).record { answers in
            let plan = WorkshopForm.plan(visit, answers, of: id, version: course.version, terms: terms)
            let actor = try visit.actor()
            let like = try visit.store.pattern(visit.query.first("like"), as: actor)
            let number = try visit.store.plan(
                plan, invitations: like?.invitations ?? [], id: try visit.entryID(), as: actor, at: visit.now, today: visit.today)
            return "/workshops/\(number)"
        }
    }

    private static func replan(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        guard let plan = workshop.plan else { throw Fault.notFound }
        return try await form(visit, workshop).record { answers in
            let next = WorkshopForm.plan(visit, answers, of: plan.course, version: plan.version, terms: plan.terms)
            try visit.record(.replanned(next), to: workshop)
            return "/workshops/\(workshop.number)"
        }
    }

    private static func cancellation(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        let title = visit.say("workshop.cancel")
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(workshop))<h1>\(title)</h1>
            \(visit.posting("/workshops/\(workshop.number)/cancellation", "\(visit.textArea("text", visit.say("workshop.cancelWhy"), value: visit.form.first("text")))\(visit.button("workshop.cancel"))"))
            """)
    }

    // MARK: One workshop

    static func one(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        guard TrainingPages.hand(visit) != nil else { throw Fault.notFound }
        let (workshop, hand) = try await visit.store.workshop(try visit.named("workshop"), as: try visit.actor(), at: visit.now)
        guard let plan = workshop.plan else { throw Fault.notFound }
        let (isTrainer, isForgotten) = (hand == .trainer, workshop.condensed != nil)
        let invited = workshop.invitations.map { each -> HTML in
            let post = each.post.map { ", " + visit.choice($0, of: (try? visit.training().posts) ?? []) } ?? ""
            return "<li>\(visit.agency(each.agency))\(post)\(each.places.map { ": \($0)" } ?? "")</li>"
        }
        return visit.page(
            visit.say("workshop.title", ["number": workshop.number]), isFaulty: !problems.isEmpty,
            """
            \(problems)<p><a href="/workshops">\(visit.say("workshop.list"))</a></p>
            <h1>\(plan.terms.title) \(tag(visit, workshop.status))</h1><p>\(workshop.number) - \(visit.days(plan)), \(plan.isOnline ? visit.say("workshop.online") : plan.place)</p>
            \(workshop.why.map { "<p class=\"notice\">\($0)</p>" as HTML } ?? .none)\(if: isTrainer && !isForgotten, DayPages.panel(visit, workshop))
            \(isForgotten ? forgotten(visit, workshop) : WorkshopPeople.tables(visit, workshop, isTrainer: isTrainer))
            \(if: !isForgotten && (workshop.status == .planned || (isTrainer && workshop.status == .held)), "<p class=\"actions\"><a class=\"button quiet\" href=\"/workshops/\(workshop.number)/people\">\(visit.say("workshop.add"))</a></p>")
            <h2>\(visit.say("workshop.facts"))</h2>\(facts(visit, plan))\(if: !invited.isEmpty, "<h3>\(visit.say("invitation.title"))</h3><ul>\(invited)</ul>")
            \(if: isTrainer && !isForgotten, acts(visit, workshop, plan))
            """)
    }

    /// In place of the list of people, once their names were destroyed.
    private static func forgotten(_ visit: Visit, _ workshop: Workshop) -> HTML {
        let day = workshop.condensed.map { visit.say(visit.country.zone.day(of: $0)) } ?? ""
        return "<p class=\"notice\">\(visit.say("workshop.forgotten", ["date": day]))</p>"
    }

    private static func facts(_ visit: Visit, _ plan: Workshop.Plan) -> HTML {
        let trainers = plan.trainers.map { trainer in
            trainer.name + (trainer.trainedIn.map { " (\(visit.say("workshop.trainedIn", ["number": $0])))" } ?? "")
        }
        let rows: [(String, String)] = [
            ("workshop.halves", visit.say("workshop.halves.\(plan.halves.rawValue)")),
            ("workshop.language", Words.native[plan.language] ?? plan.language),
            ("workshop.trainers", trainers.joined(separator: "; ")), ("workshop.funder", plan.funder),
            ("workshop.costs", plan.cents.map { visit.money($0) } ?? ""), ("workshop.capacity", String(plan.capacity)),
            ("course.passMark", "\(plan.terms.passMark) %"), ("course.attendance", "\(plan.terms.attendance) %"),
        ]
        let shown = rows.filter { !$0.1.isEmpty }.map { "<dt>\(visit.say($0.0))</dt><dd>\($0.1)</dd>" as HTML }
        return
            "<dl class=\"facts\"><dt>\(visit.say("course.title"))</dt><dd><a href=\"/courses/\(plan.course)\">\(plan.terms.title)</a>, \(visit.say("course.versionNumber", ["version": String(plan.version)]))</dd>\(shown)</dl>"
    }

    private static func acts(_ visit: Visit, _ workshop: Workshop, _ plan: Workshop.Plan) -> HTML {
        let path = "/workshops/\(workshop.number)"
        let isPlanned = workshop.status == .planned
        let all: [(Bool, String, String)] = [
            (isPlanned, "\(path)/plan", "workshop.change"), (isPlanned, "\(path)/invitations", "invitation.title"),
            (workshop.status != .cancelled, "\(path)/sheet", "sheet.title"),
            (true, "/workshops/new?like=\(workshop.number)", "workshop.again"),
            (isPlanned && !workshop.participants.contains(where: \.cameAtAll), "\(path)/cancellation", "workshop.cancel"),
        ]
        let links = all.filter(\.0).map { "<a class=\"button quiet\" href=\"\($0.1)\">\(visit.say($0.2))</a> " as HTML }
        return "<nav class=\"actions\" aria-label=\"\(visit.say("act.title"))\">\(links)</nav>"
    }

    /// Records and goes back to the workshop, or shows the page again with the reason.
    static func record(
        _ visit: Visit, then path: String? = nil, again: (HTML) async throws -> Reply, _ action: () throws -> Workshop.Action
    ) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        do {
            try visit.record(try action(), to: workshop)
            return .redirect(path ?? "/workshops/\(workshop.number)")
        } catch let error where error is Refusal || error is FormProblems { return try await again(try visit.problems(error)) }
    }
}

extension Visit {
    /// The workshop of this address, for whoever acts in this part. Errors: `Fault.notFound`, `StoreFault.notFound`.
    func workshop(for hand: Workshop.Hand?) async throws -> Workshop {
        guard let own = TrainingPages.hand(self), hand == nil || hand == own else { throw Fault.notFound }
        let workshop = try await store.workshop(try named("workshop"), as: try actor(), at: now).workshop
        // Nobody's name is there any more: of such a one only its own page is left.
        guard workshop.condensed == nil else { throw Fault.notFound }
        return workshop
    }

    func record(_ action: Workshop.Action, to workshop: Workshop) throws {
        try store.record(action, id: try entryID(), to: workshop.number, as: try actor(), at: now, today: today)
    }

    func crumb(_ workshop: Workshop) -> HTML {
        "<p><a href=\"/workshops/\(workshop.number)\">\(workshop.number), \(workshop.plan?.terms.title ?? "")</a></p>"
    }

    func days(_ plan: Workshop.Plan) -> String {
        guard let first = plan.days.min(), let last = plan.days.max() else { return "" }
        return first == last ? say(first) : "\(say(first)) – \(say(last))"
    }
}
