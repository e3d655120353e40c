import HTTPTypes
import Pack
import Register
import Store

/// The quick screen: short questions, then what to do now. It keeps nothing, so anyone may use it.
enum ScreenPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/screen", door: .anyone { ask($0, SubmittedAnswers(), []) }),
            Route(
                method: .post, path: "/screen",
                door: .anyone { visit in
                    let sent = visit.sentAnswers()
                    do { return advise(visit, try visit.country.screening.form.accept(sent), sent) } catch let found as FormProblems
                    {
                        return ask(visit, sent, found.problems)
                    }
                }),
        ]
    }

    private static func page(_ visit: Visit, _ title: String, isFaulty: Bool = false, _ body: HTML) -> Reply {
        let page = Page(
            inbound: visit.inbound, session: visit.session, title: title, isFaulty: isFaulty, hasQuickExit: true, here: "/screen",
            body: body)
        var reply = Reply.html(page.html, isFaulty ? .unprocessableContent : .ok)
        reply.isPublic = visit.session == nil
        return reply
    }

    private static func ask(_ visit: Visit, _ sent: SubmittedAnswers, _ problems: [FormProblem]) -> Reply {
        let form = visit.country.screening.form
        let faults = Dictionary(problems.map { ($0.field, $0.fault) }, uniquingKeysWith: { first, _ in first })
        let question = Question(visit: visit, sent: sent, faults: faults)
        let steps = Dictionary(grouping: form.fields, by: \.step).sorted { $0.key < $1.key }
        let sections = steps.map { "<section>\($0.value.map { question.html($0) })</section>" as HTML }
        return page(
            visit, visit.pack(form.title), isFaulty: !problems.isEmpty,
            """
            \(visit.faults(problems.map { ($0.field, Question.say($0.fault, visit)) }))<h1>\(visit.pack(form.title))</h1><p>\(visit.pack(form.why)) \(visit.say("screen.keepsNothing"))</p>\(visit.certificateNotice)
            <form method="post" action="/screen\(if: visit.session == nil, "?lang=\(visit.language)")" data-steps>\(Page.token(visit.session))<p class="hint" tabindex="-1" hidden data-step="\(visit.say("screen.step"))"></p>
            \(sections)<div class="actions"><button type="button" hidden data-next>\(visit.say("form.continue"))</button><button data-send>\(visit.say("screen.show"))</button><button type="button" class="quiet" hidden data-back>\(visit.say("screen.back"))</button></div></form>
            <p class="hint">\(visit.say("exit.shift"))</p>
            """)
    }

    /// What to do now, the most urgent first. Never a verdict.
    private static func advise(_ visit: Visit, _ answers: Answers, _ sent: SubmittedAnswers) -> Reply {
        let advice = visit.country.screening.advice(for: answers)
        let groups = ["now", "soon", "inform"].map { level -> HTML in
            let items = advice.filter { $0.level == level }.map { "<li class=\"\(level)\">\(visit.pack($0.text))</li>" as HTML }
            return items.isEmpty ? .none : "<h2>\(visit.say("screen.\(level)"))</h2><ul class=\"advice\">\(items)</ul>"
        }
        return page(
            visit, visit.say("screen.advice"),
            """
            <h1>\(visit.say("screen.advice"))</h1><p>\(visit.say("screen.notVerdict"))</p>\(groups)
            <p class="actions"><a class="button" href="tel:\(visit.country.hotline)">\(visit.say("screen.call", ["number": visit.country.hotline]))</a> <a class="button quiet" href="tel:\(visit.country.emergency)">\(visit.say("screen.call", ["number": visit.country.emergency]))</a></p>
            \(open(visit, sent))<p><a href="/screen\(if: visit.session == nil, "?lang=\(visit.language)")">\(visit.say("screen.again"))</a></p>
            """)
    }

    /// A worker who may open cases takes the answers along.
    private static func open(_ visit: Visit, _ sent: SubmittedAnswers) -> HTML {
        guard let session = visit.session, session.isComplete, let actor = session.actor,
            let role = visit.store.policy.roles[actor.role], Permit.toOpen(actor, holding: role) != nil
        else { return .none }
        let inputs = sent.values.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
        }
        if visit.isKeptFromScreening {
            return
                "<p class=\"notice\">\(visit.say("screen.notKept"))</p><p class=\"actions\"><a class=\"button\" href=\"/cases/new\">\(visit.say("screen.openWithout"))</a></p>"
        }
        return visit.posting(
            "/cases/new", "\(inputs)<input type=\"hidden\" name=\"screening\" value=\"1\"><p>\(visit.button("screen.open"))</p>")
    }
}
