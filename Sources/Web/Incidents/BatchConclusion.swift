import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// What the answers suggest for each person on the page, why, and what the worker concludes. Whoever is left without a conclusion is
/// not recorded; whoever is in order is recorded although another row is not.
enum BatchConclusion {
    static func page(
        _ batch: Batch, _ problems: [(field: String, sentence: String)] = [], recorded: Int = 0, above: HTML = .none
    ) throws -> Reply {
        let visit = batch.visit
        guard let draft = try batch.sitting.draft(), !draft.sent["person"].isEmpty else { return .redirect(batch.path) }
        let files = try batch.files(draft.sent["person"])
        let title = visit.say("batch.conclude")
        let notice: HTML =
            recorded == 0 ? .none : "<p class=\"notice\" role=\"status\">\(visit.count("batch.recorded", recorded))</p>"
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(visit.faults(problems))\(above)\(notice)\(batch.crumb)\(visit.notice(of: draft))<h1>\(title)</h1><p>\(visit.say("batch.concludeWhy"))</p>\(visit.certificateNotice)<p><a href="\(batch.sitting.address)">\(visit.say("form.change"))</a></p>
            \(visit.posting(batch.path + "/conclusion", """
                \(batch.sitting.hidden(seeing: draft))\(files.map { card(batch, $0, draft.sent) })\(visit.dayInput("again", visit.say("batch.again"), usual: visit.today.adding(days: 14)))
                \(visit.button("batch.record"))
                """))
            """)
    }

    private static func card(_ batch: Batch, _ file: SeenCase, _ sent: SubmittedAnswers) -> HTML {
        let visit = batch.visit
        guard let answers = try? batch.instrument.form.accept(batch.sent(for: file.number, sent)) else { return .none }
        let suggestion = suggestion(batch, file, answers)
        let reasons = suggestion.reasons.map { ScreeningPages.reason(visit, batch.instrument, answers, $0) }
        let name = input("conclusion", file.number)
        let conclusions =
            Conclusion.allCases.map { ($0.rawValue, visit.say("conclusion.\($0.rawValue)")) } + [("", visit.say("batch.later"))]
        let why = input("why", file.number)
        let soFar = visit.say("screening.soFar", ["outcome": visit.say("screening.outcome.\(suggestion.soFar.rawValue)")])
        return """
            <section class="card"><h2>\(batch.title(file))</h2><p class="notice">\(visit.say("screening.outcome.\(suggestion.outcome.rawValue)"))\(if: suggestion.soFar != suggestion.outcome, " \(soFar)")</p>
            <details><summary>\(visit.say("screenings.reasons"))<span class="visually-hidden"> \(file.number)</span></summary><ul>\(reasons)</ul></details>
            \(visit.radios(name, visit.say("batch.conclusion", ["number": file.number]), conclusions, chosen: visit.form.first(name)))
            <div class="field"><label for="\(why)">\(visit.say("screenings.differs"))</label><input id="\(why)" name="\(why)" type="text" autocomplete="off" value="\(visit.form.first(why))"></div>
            <input type="hidden" name="\(input("entry", file.number))" value="\(Mark.made(at: visit.now))"></section>
            """
    }

    private static func input(_ name: String, _ number: String) -> String { "\(name)-\(number)" }

    private static func suggestion(_ batch: Batch, _ file: SeenCase, _ answers: Answers) -> Suggestion {
        batch.instrument.suggestion(
            for: answers, isChild: file.isChild(by: batch.visit.store.policy.practice, on: batch.visit.today))
    }

    /// Records each row that is in order; the others come back with what was typed and why they wait.
    static func conclude(_ batch: Batch) async throws -> Reply {
        let visit = batch.visit
        let draft: Draft
        switch try batch.sitting.confirmed() {
        case .gone: return .redirect("/incidents/\(batch.incident.number)")
        case .changed(let now, let shown):
            var reply = try page(batch, above: batch.sitting.changed(now, shown.map(batch.facts)))
            reply.status = .conflict
            return reply
        case .draft(let kept): draft = kept
        }
        var recorded: Set<String> = []
        var problems: [(field: String, sentence: String)] = []
        for file in try batch.files(draft.sent["person"]) where !visit.form.first(input("conclusion", file.number)).isEmpty {
            do {
                try await record(batch, file, draft.sent)
                recorded.insert(file.number)
            } catch let found as FormProblems {
                problems += found.problems.map { ($0.field, "\(file.number): \(Question.say($0.fault, visit))") }
            } catch let refusal as Refusal {
                problems.append((input("conclusion", file.number), "\(file.number): \(visit.say(refusal))"))
            }
        }
        let left = draft.sent["person"].filter { !recorded.contains($0) }
        if problems.isEmpty, recorded.isEmpty, !left.isEmpty {
            return try page(batch, [(input("conclusion", left[0]), visit.say("batch.nothing"))])
        }
        if problems.isEmpty {
            try batch.sitting.forget()
            return .redirect(try batch.waiting().count > left.count ? batch.path : "/incidents/\(batch.incident.number)")
        }
        var values = draft.values
        values["person"] = left
        _ = try batch.sitting.keep(values)
        return try page(batch, problems, recorded: recorded.count)
    }

    /// Errors: `FormProblems` with the inputs of this row, `Refusal`.
    private static func record(_ batch: Batch, _ file: SeenCase, _ sent: SubmittedAnswers) async throws {
        let visit = batch.visit
        var answers = try batch.instrument.form.accept(batch.sent(for: file.number, sent))
        let suggestion = suggestion(batch, file, answers)
        let name = input("conclusion", file.number)
        guard let conclusion = Conclusion(rawValue: visit.form.first(name)),
            let id = try? visit.entryID(input("entry", file.number))
        else { throw FormProblems(problems: [FormProblem(field: name, fault: .notAChoice)]) }
        let why = try visit.text(
            input("why", file.number), isRequired: !batch.instrument.agrees(conclusion, with: suggestion))
        answers[.text] = why[.text]
        let screening = Screening(
            instrument: batch.instrument.id, version: batch.instrument.version, suggestion: suggestion.outcome.rawValue,
            conclusion: conclusion.rawValue, again: conclusion.isAskedAgain ? try visit.sentDay("again") : nil)
        _ = try await visit.store.record(
            .screened(screening, answers: answers), id: id, to: file.number, as: try visit.actor(), at: visit.now,
            today: visit.today)
    }
}
