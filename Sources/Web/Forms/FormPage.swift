import HTTPTypes
import Pack
import Register

/// A form on a page: asked, checked, shown for confirmation. The same for a new case and for a section of an old one.
struct FormPage {
    let visit: Visit
    let form: Form
    /// Where it is sent; `/check` is added for the page that confirms.
    let path: String
    let draftName: String
    let base: String
    var crumb = HTML.none
    var canSave = true
    var confirmWord = "form.confirm"
    var continueWord = "form.continue"
    /// Whether every day must be whole.
    var wantsWholeDays = false
    /// What stands below the form.
    var below = HTML.none

    func ask(_ sent: SubmittedAnswers, _ problems: [FormProblem] = [], notice: HTML = .none) -> Reply {
        let faults = Dictionary(problems.map { ($0.field, $0.fault) }, uniquingKeysWith: { first, _ in first })
        let question = Question(visit: visit, sent: sent, faults: faults, wantsWholeDay: wantsWholeDays)
        let asked = form.applying(to: form.soFar(sent))
        let save: HTML = canSave ? "<button class=\"quiet\" name=\"save\" value=\"1\">\(visit.say("form.save"))</button>" : .none
        return visit.page(
            visit.pack(form.title), isFaulty: !problems.isEmpty,
            """
            \(visit.faults(problems.map { ($0.field, Question.say($0.fault, visit)) }))\(notice)\(crumb)
            <h1>\(visit.pack(form.title))</h1>\(if: !form.why.isEmpty, "<p>\(visit.pack(form.why))</p>")
            <form method="post" action="\(path)" novalidate>\(visit.hidden)<input type="hidden" name="base" value="\(base)"><input type="hidden" name="shown" value="\(asked.map(\.id.rawValue).joined(separator: ","))">
            \(asked.map { question.html($0) })
            <div class="actions"><button>\(visit.say(continueWord))</button>\(save)</div></form>\(below)
            """)
    }

    /// Takes what was sent: faults come back with everything that was typed; whole answers wait for confirmation.
    func take(back: String) throws -> Reply {
        let sent = visit.sentAnswers()
        let draft = Draft(values: sent.values, base: visit.form.first("base"))
        if !visit.form.first("save").isEmpty {
            try visit.keep(draft, as: draftName)
            return .redirect(back)
        }
        if !visit.form.first("more").isEmpty { return ask(sent) }
        let shown = Set(visit.form.first("shown").split(separator: ",").map(String.init))
        let opened = form.applying(to: form.soFar(sent)).contains { !shown.contains($0.id.rawValue) }
        do {
            _ = try form.accept(sent)
            try visit.keep(draft, as: draftName)
            guard opened else { return .redirect(path + "/check") }
            return ask(sent, notice: "<p class=\"notice\" role=\"status\">\(visit.say("form.opened"))</p>")
        } catch let found as FormProblems { return ask(sent, found.problems) }
    }

    /// Every answer with a Change link, before anything is recorded. `below` stands between the answers and the button.
    func check(_ draft: Draft, below: HTML = .none, canConfirm: Bool = true) -> Reply {
        guard let answers = try? form.accept(draft.sent) else { return .redirect(path) }
        return visit.page(
            visit.say("form.check"),
            """
            \(crumb)<h1>\(visit.say("form.check"))</h1><p>\(visit.say("form.checkWhy"))</p>\(summary(answers))\(below)
            \(if: canConfirm, visit.posting(path + "/check", "<div class=\"actions\">\(visit.button(confirmWord))</div>"))
            """)
    }

    private func summary(_ answers: Answers) -> HTML {
        let rows = form.applying(to: answers).map { field -> HTML in
            """
            <div><dt>\(visit.pack(field.label))</dt><dd>\(visit.shown(answers[field.id], to: field))</dd><dd><a href="\(path)#\(field.id)">\(visit.say("form.change"))<span class="visually-hidden"> \(visit.pack(field.label))</span></a></dd></div>
            """
        }
        return "<dl class=\"summary\">\(rows)</dl>"
    }

    /// Somebody else answered the same form meanwhile: both versions, and the choice.
    func behind(_ theirs: Answers, _ yours: Answers) -> Reply {
        var reply = visit.page(
            visit.say("form.behind.title"),
            """
            \(crumb)<h1>\(visit.say("form.behind.title"))</h1><p>\(visit.say("form.behind"))</p>
            <h2>\(visit.say("form.behind.theirs"))</h2>\(visit.facts(form, theirs))<h2>\(visit.say("form.behind.yours"))</h2>\(visit.facts(form, yours))
            <div class="actions">\(visit.posting(path + "/check", "<input type=\"hidden\" name=\"base\" value=\"\(Draft.mark(theirs))\">\(visit.button("form.behind.useYours"))"))<a class="button quiet" href="\(path)">\(visit.say("form.change"))</a></div>
            """)
        reply.status = .conflict
        return reply
    }
}
