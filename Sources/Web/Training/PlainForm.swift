import HTTPTypes
import Pack
import Register

/// A form on one page that is recorded at once, also for people who are not signed in.
struct PlainForm {
    let visit: Visit
    let form: Form
    let path: String
    let button: String
    var crumb = HTML.none
    /// What stands between the questions and the button.
    var more = HTML.none
    /// Outside the questions, below the form.
    var below = HTML.none
    /// Whether it is for a phone in a room, where the network may fail.
    var comesBack = false

    func ask(_ sent: SubmittedAnswers, _ problems: [FormProblem] = [], notice: HTML = .none) -> Reply {
        let sent = visit.typed(in: path) ?? sent
        let faults = Dictionary(problems.map { ($0.field, $0.fault) }, uniquingKeysWith: { first, _ in first })
        let question = Question(
            visit: visit, sent: sent, faults: faults, wantsWholeDay: true, comesBack: comesBack && visit.session == nil)
        var reply = visit.page(
            visit.pack(form.title), isFaulty: !problems.isEmpty || !notice.isEmpty,
            """
            \(visit.faults(problems.map { ($0.field, Question.say($0.fault, visit)) }))\(notice)\(crumb)
            <h1>\(visit.pack(form.title))</h1>\(if: !form.why.isEmpty, "<p>\(visit.pack(form.why))</p>")
            <form method="post" action="\(path)" novalidate>\(visit.hidden)\(form.fields.map { question.html($0) })\(more)<div class="actions">\(visit.button(button))</div></form>\(below)
            """)
        reply.isPublic = visit.session == nil && visit.inbound.method == .get
        return reply
    }

    /// Takes what was sent; faults and refusals come back with everything that was typed.
    func take(_ keep: (Answers) async throws -> String) async throws -> Reply {
        let sent = visit.sentAnswers()
        do { return .redirect(try await keep(try form.accept(sent))) } catch let found as FormProblems {
            return ask(sent, found.problems)
        } catch let refusal as Refusal { return ask(sent, notice: visit.refused(refusal)) }
    }
}

extension Field {
    /// A question of the program itself, about work and not about a person of a case.
    init(
        own id: FieldID, _ kind: Kind, _ label: String, hint: String? = nil, isRequired: Bool = false, choices: [Choice] = [],
        range: ClosedRange<Double>? = nil
    ) {
        self.init(
            id: id, kind: kind, label: label, hint: hint, fieldClass: .coded, isRequired: isRequired, choices: choices, range: range
        )
    }
}
