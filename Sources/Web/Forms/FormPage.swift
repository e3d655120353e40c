import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// A form on a page: it takes fields, and gives a page, problems and answers. Recorded at once, or confirmed on a page of its own
/// where it has a sitting.
struct FormPage {
    let visit: Visit
    let form: Form
    /// Where it is sent; `/check` is added for the page that confirms.
    let path: String
    /// Where its answers wait until they are confirmed; nil for a form that is recorded at once.
    var sitting: Sitting?
    /// The recorded answers that it would change; nil where it changes none.
    var recorded: Answers?
    var crumb = HTML.none
    var canSave = true
    var confirmWord = "form.confirm"
    var continueWord = "form.continue"
    /// Whether every day must be whole.
    var wantsWholeDays = false
    /// What stands between the questions and the button.
    var more = HTML.none
    /// What stands below the form.
    var below = HTML.none
    /// Whether it is for a phone in a room, where the network may fail.
    var comesBack = false

    /// `draft` is the one that stands in the way of what was sent, or that the page goes on with.
    func ask(
        _ sent: SubmittedAnswers, _ problems: [FormProblem] = [], notice: HTML = .none, isFaulty: Bool = false,
        seeing draft: Draft? = nil
    ) -> Reply {
        let sent = visit.typed(in: path) ?? sent
        let faults = Dictionary(problems.map { ($0.field, $0.fault) }, uniquingKeysWith: { first, _ in first })
        let question = Question(
            visit: visit, sent: sent, faults: faults, wantsWholeDay: wantsWholeDays, comesBack: comesBack && visit.session == nil)
        let asked = form.applying(to: form.soFar(sent))
        let mayWait = sitting != nil && canSave
        let save: HTML = mayWait ? "<button class=\"quiet\" name=\"save\" value=\"1\">\(visit.say("form.save"))</button>" : .none
        var reply = visit.page(
            visit.pack(form.title), isFaulty: isFaulty || !problems.isEmpty,
            """
            \(visit.faults(problems.map { ($0.field, Question.say($0.fault, visit)) }))\(notice)\(crumb)
            <h1>\(visit.pack(form.title))</h1>\(if: !form.why.isEmpty, "<p>\(visit.pack(form.why))</p>")
            <form method="post" action="\(path)" novalidate>\(visit.hidden)\(hidden(asked, draft))
            \(asked.map { question.html($0) })\(more)
            <div class="actions"><button>\(visit.say(continueWord))</button>\(save)</div></form>\(below)
            """)
        reply.isPublic = visit.session == nil && visit.inbound.method == .get
        return reply
    }

    /// What the page has to know again: the sitting, the answers it was begun from, and which questions it asked.
    var base: String { recorded.map { Draft.mark($0) } ?? "" }

    private func hidden(_ asked: [Field], _ draft: Draft?) -> HTML {
        let shown = asked.map(\.id.rawValue).joined(separator: ",")
        return """
            \(sitting.map { $0.hidden(seeing: draft) } ?? .none)\
            \(if: !base.isEmpty, "<input type=\"hidden\" name=\"base\" value=\"\(base)\">")\
            \(if: form.hasConditions || sitting != nil, "<input type=\"hidden\" name=\"shown\" value=\"\(shown)\">")
            """
    }

    /// Whether the answers that were sent open questions that the page did not ask.
    private func opens(_ sent: SubmittedAnswers) -> Bool {
        let shown = Set(visit.form.first("shown").split(separator: ",").map(String.init))
        return form.applying(to: form.soFar(sent)).contains { !shown.contains($0.id.rawValue) }
    }

    private func opened(_ sent: SubmittedAnswers, _ draft: Draft?) -> Reply {
        ask(sent, notice: "<p class=\"notice\" role=\"status\">\(visit.say("form.opened"))</p>", seeing: draft)
    }

    /// Records what was sent and goes where `keep` says. Faults, refusals, questions that the answers opened and what somebody else
    /// recorded meanwhile come back with everything that was typed.
    func record(_ keep: (Answers) async throws -> String) async throws -> Reply {
        let sent = visit.sentAnswers()
        if !visit.form.first("more").isEmpty { return ask(sent) }
        do {
            let answers = try form.accept(sent)
            if form.hasConditions, !visit.form.first("shown").isEmpty, opens(sent) { return opened(sent, nil) }
            // What is recorded already is no other version: it was sent twice.
            if let recorded, visit.form.first("base") != base, !form.changes(from: recorded, to: answers).isEmpty {
                return late(sent)
            }
            return .redirect(try await keep(answers))
        } catch let found as FormProblems {
            return ask(sent, found.problems)
        } catch let refusal as Refusal { return refuse(sent, refusal) }
    }

    /// The form as a worker opens it: with the draft that the address names, else with what is recorded and the drafts that wait.
    func open(_ recorded: SubmittedAnswers = SubmittedAnswers(), notice: HTML = .none) throws -> Reply {
        let draft = try sitting?.draft()
        return ask(draft?.sent ?? recorded, notice: "\(notice)\(try sitting?.notice(of: draft) ?? .none)", seeing: draft)
    }

    /// Takes what was sent: faults come back with everything that was typed; whole answers wait for confirmation.
    func take(back: String, next: String? = nil, _ check: (Answers) throws -> Void = { _ in }) throws -> Reply {
        let sent = visit.sentAnswers()
        if !visit.form.first("more").isEmpty { return ask(sent) }
        let isLeft = !visit.form.first("save").isEmpty
        do {
            if !isLeft { try check(try form.accept(sent)) }
            if let other = try sitting?.keep(sent.values, base: visit.form.first("base")) { return changed(sent, other) }
            if isLeft { return .redirect(back) }
            guard next == nil, opens(sent) else { return .redirect(next ?? sitting?.check ?? path) }
            return opened(sent, try sitting?.draft())
        } catch let found as FormProblems {
            return ask(sent, found.problems)
        } catch let refusal as Refusal { return refuse(sent, refusal) }
    }

    /// Another device changed the draft since this page was shown: what was sent, and below it what stands there now.
    private func changed(_ sent: SubmittedAnswers, _ other: Draft) -> Reply {
        var reply = ask(sent, notice: sitting?.elsewhere(other, facts(other.sent)) ?? .none, seeing: other)
        reply.status = .conflict
        return reply
    }

    private func facts(_ sent: SubmittedAnswers) -> HTML { visit.facts(form, form.soFar(sent)) }

    /// Every answer with a Change link, before anything is recorded. `below` stands between the answers and the button.
    func check(_ draft: Draft, below: HTML = .none, canConfirm: Bool = true, above: HTML = .none) -> Reply {
        guard let sitting, let answers = try? form.accept(draft.sent) else { return .redirect(sitting?.address ?? path) }
        let confirm: HTML = "\(sitting.hidden(seeing: draft))<div class=\"actions\">\(visit.button(confirmWord))</div>"
        return visit.page(
            visit.say("form.check"),
            """
            \(crumb)\(above)\(visit.notice(of: draft))<h1>\(visit.say("form.check"))</h1><p>\(visit.say("form.checkWhy"))</p>
            \(summary(answers, sitting))\(along(draft))\(below)\(if: canConfirm, visit.posting(path + "/check", confirm))
            """)
    }

    /// Records what a worker confirmed, and nothing else: when the draft is another by now, both are shown.
    func confirm(gone: () throws -> String, below: HTML = .none, _ record: (Draft, Answers) async throws -> Reply) async throws
        -> Reply
    {
        guard let sitting else { throw Fault.notFound }
        switch try sitting.confirmed() {
        case .gone: return .redirect(try gone())
        case .changed(let draft, let shown):
            var reply = check(draft, below: below, above: sitting.changed(draft, shown.map(facts)))
            if reply.status == .ok { reply.status = .conflict }
            return reply
        case .draft(let draft):
            do { return try await record(draft, try form.accept(draft.sent)) } catch let found as FormProblems {
                return ask(draft.sent, found.problems, seeing: draft)
            } catch let refusal as Refusal { return refuse(draft.sent, refusal, seeing: draft) }
        }
    }

    /// The answers of a quick screen that go along.
    private func along(_ draft: Draft) -> HTML {
        let screening = visit.country.screening.form
        guard !draft.along.isEmpty else { return .none }
        let facts = visit.facts(screening, screening.soFar(SubmittedAnswers(draft.along)))
        return "<h2>\(visit.pack(screening.title))</h2><p>\(visit.say("draft.along"))</p>\(facts)"
    }

    private func summary(_ answers: Answers, _ sitting: Sitting) -> HTML {
        let rows = form.applying(to: answers).map { field -> HTML in
            """
            <div><dt>\(visit.pack(field.label))</dt><dd>\(visit.shown(answers[field.id], to: field))</dd>\
            <dd><a href="\(sitting.address)#\(field.id)">\(visit.say("form.change"))\
            <span class="visually-hidden"> \(visit.pack(field.label))</span></a></dd></div>
            """
        }
        return "<dl class=\"summary\">\(rows)</dl>"
    }

    /// Somebody else answered the same form meanwhile: both versions, and the choice.
    func behind(_ theirs: Answers, _ yours: Answers, _ draft: Draft) -> Reply {
        let over: HTML = """
            \(sitting.map { $0.hidden(seeing: draft) } ?? .none)<input type="hidden" name="base" value="\(Draft.mark(theirs))">\
            \(visit.button("form.behind.useYours"))
            """
        var reply = visit.page(
            visit.say("form.behind.title"),
            """
            \(crumb)<h1>\(visit.say("form.behind.title"))</h1><p>\(visit.say("form.behind"))</p>
            <h2>\(visit.say("form.behind.theirs"))</h2>\(visit.facts(form, theirs))
            <h2>\(visit.say("form.behind.yours"))</h2>\(visit.facts(form, yours))
            <div class="actions">\(visit.posting(path + "/check", over))\
            <a class="button quiet" href="\(sitting?.address ?? path)">\(visit.say("form.change"))</a></div>
            """)
        reply.status = .conflict
        return reply
    }

    /// Gives back what was sent with the reason it may not be.
    func refuse(_ sent: SubmittedAnswers, _ refusal: Refusal, seeing draft: Draft? = nil) -> Reply {
        ask(sent, notice: visit.refused(refusal), isFaulty: true, seeing: draft)
    }

    /// Gives back what was sent, since somebody else changed the same meanwhile; below it stands what is recorded now.
    private func late(_ sent: SubmittedAnswers) -> Reply {
        let now: HTML = recorded.map { visit.facts(form, $0) } ?? .none
        var reply = ask(sent, notice: "<p class=\"notice\" role=\"alert\">\(visit.say("record.behind"))</p>\(now)")
        reply.status = .conflict
        return reply
    }
}
