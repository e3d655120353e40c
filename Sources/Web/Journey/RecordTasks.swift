import OrderedCollections
import Pack
import Register
import Store

/// What was agreed in a record such as a conference: who does what by when, and whether it is done.
enum RecordTasks {
    static func may(_ permit: Permit, _ file: SeenCase, _ form: Form) -> Bool {
        form.keeping?.takesTasks == true && permit.may.contains(.task) && CaseFile.isAllowed(.task, when: file.status)
    }

    static func task(_ visit: Visit, about record: EntryID?) throws -> CaseAction {
        let assignee = visit.form.first("account").isEmpty ? nil : try visit.colleague("account")
        let request = CaseTask.Request(due: try visit.sentDay("due"), assignee: assignee, about: record)
        return .tasked(request, answers: try visit.text("text", isRequired: true))
    }

    /// The tasks of one record, those that are open first.
    static func list(_ visit: Visit, _ file: SeenCase, _ record: Record) -> HTML {
        let tasks = file.tasks.filter { $0.request.about == record.id }
        guard !tasks.isEmpty else { return .none }
        let items = (tasks.filter { $0.done == nil } + tasks.filter { $0.done != nil }).map { task -> HTML in
            let who = task.request.assignee ?? file.assignee
            let state =
                task.done.map { visit.say("todo.doneOn", ["date": visit.say($0)]) }
                ?? "\(visit.say("due.by")): \(visit.say(task.request.due))"
            return "<li>\(task.what[.text]?.text ?? "")<br>\(who.map { visit.name($0) } ?? visit.say("case.nobody")). \(state)</li>"
        }
        return "<p>\(visit.say("todo.agreed"))</p><ul>\(items)</ul>"
    }

    static func section(_ visit: Visit, _ file: SeenCase, _ form: Form, _ record: Record, _ permit: Permit) throws -> HTML {
        guard form.keeping?.takesTasks == true else { return .none }
        let path = "/cases/\(file.number)/records/\(form.id)/\(record.id)/tasks"
        let give: HTML =
            may(permit, file, form)
            ? visit.posting(
                path,
                "\(visit.textArea("text", visit.say("todo.what"), value: visit.form.first("text")))\(visit.dayInput("due", visit.say("due.by"), usual: visit.today.adding(days: 7)))\(visit.select("account", visit.say("todo.who"), try visit.colleagues(), chosen: visit.form.first("account")))\(visit.button("todo.record"))"
            ) : .none
        return "<h2>\(visit.say("todo.tasks"))</h2>\(list(visit, file, record))\(give)"
    }
}
