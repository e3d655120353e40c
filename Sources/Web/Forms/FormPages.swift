import OrderedCollections
import HTTPTypes
import Pack
import Register
import Store

/// Opening a case in five questions, and answering the sections of an open one.
enum FormPages {
    static var routes: [Route] {
        [
            .get("/cases/new") { try new($0).open() },
            .post("/cases/new") { try begin($0) },
            .get("/cases/new/check") { visit in
                guard let page = try? new(visit), let draft = try page.sitting?.draft() else { return .redirect("/cases/new") }
                return page.check(draft)
            },
            .post("/cases/new/check") { try await open($0) },
            .get("/cases/{case}/tasks") { try await tasks($0) },
            .get("/cases/{case}/forms/{form}") { visit in
                let (page, file) = try await section(visit)
                return try page.open(SubmittedAnswers(file, of: page.form.fields))
            },
            .post("/cases/{case}/forms/{form}") { visit in
                try await section(visit).page.take(back: "/cases/\(try visit.named("case"))/tasks")
            },
            .get("/cases/{case}/forms/{form}/check") { visit in
                let (page, _) = try await section(visit)
                guard let draft = try page.sitting?.draft() else { return .redirect(page.path) }
                return page.check(draft)
            },
            .post("/cases/{case}/forms/{form}/check") { try await answer($0) },
        ]
    }

    // MARK: A new case

    private static func new(_ visit: Visit) throws -> FormPage {
        let actor = try visit.actor()
        guard let role = visit.store.policy.roles[actor.role], Permit.toOpen(actor, holding: role) != nil else {
            throw Fault.notFound
        }
        let (form, path) = (visit.country.opening, "/cases/new")
        return FormPage(
            visit: visit, form: form, path: path, sitting: Sitting(visit, path, form.title), confirmWord: "form.open")
    }

    /// From the quick screen the answers come along: they are part of this draft, and of no other.
    private static func begin(_ visit: Visit) throws -> Reply {
        let page = try new(visit)
        guard let sitting = page.sitting, !visit.form.first("screening").isEmpty else { return try page.take(back: "/work") }
        guard !visit.isKeptFromScreening else { return .redirect("/cases/new") }
        do { _ = try sitting.keep([:], along: visit.sentAnswers().values) } catch let refusal as Refusal {
            return page.refuse(SubmittedAnswers(), refusal)
        }
        return .redirect(sitting.address)
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        let page = try new(visit)
        let id = try visit.entryID()
        let before = { try visit.store.number(openedBy: id, as: try visit.actor()).map { "/cases/\($0)" } ?? "/cases/new" }
        return try await page.confirm(gone: before) { draft, answers in
            let number = try await visit.store.open(
                form: page.form.id, answers: answers, id: id, prefix: visit.country.casePrefix, as: try visit.actor(),
                at: visit.now, today: visit.today)
            try await screened(visit, number, draft)
            try page.sitting?.forget()
            return .redirect(try await visit.afterNaming(number) ?? "/cases/\(number)")
        }
    }

    /// Whoever may not screen opens the case all the same: the person comes before the form.
    private static func screened(_ visit: Visit, _ number: String, _ draft: Draft) async throws {
        let form = visit.country.screening.form
        guard let answers = try? form.accept(SubmittedAnswers(draft.along)), !answers.isEmpty, !visit.isKeptFromScreening else {
            return
        }
        _ = try await visit.store.record(
            .answered(form: form.id, answers: answers), id: try visit.entryID(step: "screening"), to: number,
            as: try visit.actor(), at: visit.now, today: visit.today)
    }

    // MARK: The sections of a case

    private static func tasks(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now)
        guard permit.may.contains(.answer) else { throw Fault.notFound }
        let drafts = Set(
            try visit.store.drafts(of: try visit.actor().account, at: visit.now).filter { $0.reason == .kept }.map(\.page))
        let items = visit.country.sections.map { form -> HTML in
            let asked = form.shown(to: permit, visit.store.policy).applying(to: file.answers[form.id] ?? Answers()).count
            let done = file.answers[form.id]?.values.count ?? 0
            let isDraft = drafts.contains("/cases/\(number)/forms/\(form.id)")
            let state = isDraft ? "tasks.draft" : done == 0 ? "tasks.none" : done >= asked ? "tasks.done" : "tasks.some"
            return """
                <li><a href="/cases/\(number)/forms/\(form.id)">\(visit.pack(form.title))</a> <span class="state">\(visit.say(state, ["done": String(done), "asked": String(asked)]))</span></li>
                """
        }
        let title = visit.say("tasks.title", ["number": number])
        return visit.page(
            title, "\(visit.crumb(number))<h1>\(title)</h1><p>\(visit.say("tasks.why"))</p><ol class=\"tasks\">\(items)</ol>")
    }

    private static func section(_ visit: Visit) async throws -> (page: FormPage, answers: Answers) {
        let number = try visit.named("case")
        let id = FormID(try visit.named("form"))
        let country = visit.country
        guard let form = country.form(id) else { throw Fault.notFound }
        let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now)
        guard permit.may.contains(.answer) else { throw Fault.notFound }
        guard CaseFile.isAllowed(.answer, when: file.status) else { throw Refusal("notNow", ["status": file.status.rawValue]) }
        let isScreening = id == country.screening.form.id
        if isScreening { try visit.checkMayScreen() }
        let shown = form.shown(to: permit, visit.store.policy)
        var crumb: HTML = "<p><a href=\"/cases/\(number)/tasks\">\(visit.say("tasks.title", ["number": number]))</a></p>"
        if shown.fields.count < form.fields.count { crumb += "<p class=\"hint\">\(visit.say("form.hiddenToo"))</p>" }
        if isScreening { crumb += visit.certificateNotice }
        let answers = file.answers[id] ?? Answers()
        let path = "/cases/\(number)/forms/\(id)"
        let page = FormPage(
            visit: visit, form: shown, path: path, sitting: Sitting(visit, path, shown.title), recorded: answers,
            crumb: crumb)
        return (page, answers)
    }

    private static func answer(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        let (page, now) = try await section(visit)
        return try await page.confirm(gone: { "/cases/\(number)/tasks" }) { draft, answers in
            let seen = visit.form.first("base").isEmpty ? draft.base : visit.form.first("base")
            if seen != page.base { return page.behind(now, answers, draft) }
            let changes = page.form.changes(from: now, to: answers)
            if !changes.isEmpty {
                _ = try await visit.store.record(
                    .answered(form: page.form.id, answers: changes), id: try visit.entryID(), to: number, as: try visit.actor(),
                    at: visit.now, today: visit.today)
            }
            try page.sitting?.forget()
            let names = visit.store.policy.practice.identity.all
            let isNamed = changes.values.keys.contains(where: names.contains)
            return .redirect(try await (isNamed ? visit.afterNaming(number) : nil) ?? "/cases/\(number)/tasks")
        }
    }
}
