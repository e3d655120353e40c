import Pack
import Register
import Store

/// What is to be done in a case: its deadlines and tasks, who has each, and a new one.
enum TodoPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/todo") { try await page($0, .none) },
            .post("/cases/{case}/todo") { visit in
                try await record(visit) { try RecordTasks.task(visit, about: nil) }
            },
            .post("/cases/{case}/todo/{id}/done") { visit in try await record(visit) { .taskDone(try visit.entry("id")) } },
            .post("/cases/{case}/todo/delegation") { visit in
                try await record(visit) { try delegated(visit) }
            },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct(
            "tasked",
            asks: { _ in [.reason, .init("due", .day), .optional("account", .reference), .optional("record", .reference)] },
            .entry { try RecordTasks.task($0, about: EntryID($0.form.first("record"))) }),
        AskedAct("taskDone", about: "task", .entry { .taskDone(try $0.entry("id")) }),
        AskedAct(
            "delegated",
            asks: { country in
                [.init("rule", .code(country.practice.deadlines.map(\.id.rawValue))), .init("colleague", .reference)]
            }, .entry { try delegated($0) }),
    ]

    private static func delegated(_ visit: Visit) throws -> CaseAction {
        let rule = DeadlineID(visit.form.first("rule"))
        guard visit.country.deadline(rule) != nil else {
            throw FormProblems(problems: [FormProblem(field: "rule", fault: .missing)])
        }
        return .delegated(rule, to: try visit.colleague("colleague"))
    }

    private static func record(_ visit: Visit, _ action: () throws -> CaseAction) async throws -> Reply {
        let number = try visit.named("case")
        return try await visit.record(number, then: "/cases/\(number)/todo", again: { try await page(visit, $0) }, action)
    }

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, _) = try await visit.open(.task)
        let path = "/cases/\(file.number)/todo"
        let dues = file.dues(by: visit.store.policy.practice)
        let open = file.tasks.filter { $0.done == nil }.map { task -> HTML in
            """
            <section class="card"><p>\(task.what[.text]?.text ?? "")</p><p class="hint">\(visit.say("due.by")): \(visit.say(task.request.due)) - \(visit.name(task.request.assignee ?? file.assignee ?? task.from))</p>\(visit.posting("\(path)/\(task.id)/done", visit.button("todo.done")))</section>
            """
        }
        let done = file.tasks.filter { $0.done != nil }.map { "<li>\($0.what[.text]?.text ?? "")</li>" as HTML }
        let rules = dues.compactMap { due -> (String, String)? in
            if case .rule(let id) = due.what { (id.rawValue, visit.dueName(id.rawValue)) } else { nil }
        }
        let staff = try visit.colleagues()
        let title = visit.say("todo.title", ["number": file.number])
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<h1>\(title)</h1>\(dues.isEmpty ? "<p>\(visit.say("due.nothing"))</p>" : visit.dueTable(dues.map { DueRow($0, file) }, number: file.number))
            \(open)<h2>\(visit.say("todo.new"))</h2>
            \(visit.posting(path, "\(visit.textArea("text", visit.say("todo.what"), value: visit.form.first("text")))\(visit.dayInput("due", visit.say("due.by"), usual: visit.today.adding(days: 7)))\(visit.select("account", visit.say("todo.who"), staff, chosen: visit.form.first("account")))\(visit.button("todo.record"))"))
            \(if: !rules.isEmpty, "<details><summary>\(visit.say("todo.give"))</summary>\(visit.posting(path + "/delegation", "\(visit.select("rule", visit.say("due.what"), rules))\(visit.select("colleague", visit.say("todo.to"), staff))\(visit.button("todo.give"))"))</details>")
            \(if: !done.isEmpty, "<h2>\(visit.say("todo.ended"))</h2><ul>\(done)</ul>")
            """)
    }
}
