import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// A full screening in a case: an instrument of the pack asks, suggests and says why; whoever sat with the person concludes.
enum ScreeningPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/screenings") { try await choose($0) },
            .get("/cases/{case}/screenings/{form}") { visit in
                let (file, instrument) = try await open(visit)
                try visit.checkMayScreen()
                return try form(visit, file, instrument).open()
            },
            .post("/cases/{case}/screenings/{form}") { try await take($0) },
            .get("/cases/{case}/screenings/{form}/conclusion") { visit in
                _ = try await open(visit)
                try visit.checkMayScreen()
                return try await suggest(visit, .none)
            },
            .post("/cases/{case}/screenings/{form}/conclusion") { try await conclude($0) },
        ]
    }

    private static func open(_ visit: Visit) async throws -> (SeenCase, Instrument) {
        let (file, _) = try await visit.open(.screen)
        guard let instrument = visit.country.instrument(FormID(try visit.named("form"))) else { throw Fault.notFound }
        return (file, instrument)
    }

    private static func crumb(_ visit: Visit, _ file: SeenCase) -> HTML {
        "\(visit.crumb(file.number))<p><a href=\"/cases/\(file.number)/screenings\">\(visit.say("screenings.title", ["number": file.number]))</a></p>"
    }

    private static func choose(_ visit: Visit) async throws -> Reply {
        let (file, _) = try await visit.open(.screen)
        let isChild = file.isChild(by: visit.store.policy.practice, on: visit.today)
        let links = visit.country.instruments.filter { $0.audience != (isChild ? .adult : .child) }.map { instrument -> HTML in
            "<li><a href=\"/cases/\(file.number)/screenings/\(instrument.id)\">\(visit.pack(instrument.form.title))</a><br><span class=\"hint\">\(visit.pack(instrument.form.why))</span></li>"
        }
        let earlier = file.screenings.reversed().map { "<li>\(line(visit, file, $0))</li>" as HTML }
        let title = visit.say("screenings.title", ["number": file.number])
        return visit.page(
            title,
            "\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("screenings.why"))</p>\(visit.certificateNotice)\(if: !visit.isKeptFromScreening, "<ul>\(links)</ul>")\(if: !earlier.isEmpty, "<h2>\(visit.say("record.earlier"))</h2><ul>\(earlier)</ul>")"
        )
    }

    private static func form(_ visit: Visit, _ file: SeenCase, _ instrument: Instrument) -> FormPage {
        let guidance = instrument.guidance.map { "<li>\(visit.pack($0))</li>" as HTML }
        let path = "/cases/\(file.number)/screenings/\(instrument.id)"
        return FormPage(
            visit: visit, form: instrument.form, path: path, sitting: Sitting(visit, path, instrument.form.title),
            crumb: "\(crumb(visit, file))\(visit.certificateNotice)\(if: !guidance.isEmpty, "<ol>\(guidance)</ol>")",
            continueWord: "screenings.show")
    }

    private static func take(_ visit: Visit) async throws -> Reply {
        let (file, instrument) = try await open(visit)
        let page = form(visit, file, instrument)
        return try page.take(
            back: "/cases/\(file.number)/journey", next: "\(page.path)/conclusion?draft=\(page.sitting?.id ?? "")")
    }

    /// What the answers suggest with every reason, and the question what the worker concludes. Never a verdict on the person.
    private static func suggest(
        _ visit: Visit, _ problems: HTML, status: HTTPResponse.Status? = nil
    ) async throws -> Reply {
        let (file, instrument) = try await open(visit)
        let path = "/cases/\(file.number)/screenings/\(instrument.id)"
        let sitting = Sitting(visit, path, instrument.form.title)
        guard let draft = try sitting.draft(), let answers = try? instrument.form.accept(draft.sent) else { return .redirect(path) }
        let suggestion = instrument.suggestion(
            for: answers, isChild: file.isChild(by: visit.store.policy.practice, on: visit.today))
        let title = visit.say("screenings.suggests")
        let conclusions = Conclusion.allCases.map { ($0.rawValue, visit.say("conclusion.\($0.rawValue)")) }
        let soFar = visit.say("screening.soFar", ["outcome": visit.say("screening.outcome.\(suggestion.soFar.rawValue)")])
        var reply = visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(crumb(visit, file))\(visit.notice(of: draft))<h1>\(title)</h1>\(visit.certificateNotice)<p class="notice">\(visit.say("screening.outcome.\(suggestion.outcome.rawValue)"))\(if: suggestion.soFar != suggestion.outcome, " \(soFar)")</p>
            <h2>\(visit.say("screenings.reasons"))</h2><ul>\(suggestion.reasons.map { reason(visit, instrument, answers, $0) })</ul><p><a href="\(sitting.address)">\(visit.say("form.change"))</a></p>
            \(visit.posting(path + "/conclusion", """
                \(sitting.hidden(seeing: draft))\(visit.radios("conclusion", visit.say("screenings.conclusion"), conclusions, chosen: visit.form.first("conclusion")))
                \(visit.textArea("text", visit.say("screenings.differs"), hint: visit.say("screenings.differsHint"), value: visit.form.first("text")))
                \(visit.dayInput("again", visit.say("screenings.again"), usual: visit.today.adding(days: 14)))\(visit.button("screenings.record"))
                """))
            """)
        if let status { reply.status = status }
        return reply
    }

    static func reason(_ visit: Visit, _ instrument: Instrument, _ answers: Answers, _ reason: Reason) -> HTML {
        var holes = reason.holes
        if let subject = reason.subject { holes["subject"] = visit.pack(subject) }
        let fields = reason.fields.compactMap { instrument.form[$0] }.filter { answers[$0.id] != nil }
        let said = fields.map { "<li>\(visit.pack($0.label)) <strong>\(visit.shown(answers[$0.id], to: $0))</strong></li>" as HTML }
        return
            "<li>\(visit.say(reason.key, holes))\(if: !said.isEmpty, "<details><summary>\(visit.say("history.answers"))</summary><ul>\(said)</ul></details>")</li>"
    }

    private static func conclude(_ visit: Visit) async throws -> Reply {
        let (file, instrument) = try await open(visit)
        let path = "/cases/\(file.number)/screenings/\(instrument.id)"
        let sitting = Sitting(visit, path, instrument.form.title)
        let draft: Draft
        switch try sitting.confirmed() {
        case .gone: return .redirect("/cases/\(file.number)/screenings")
        case .changed(let now, let shown):
            let facts = shown.map { visit.facts(instrument.form, instrument.form.soFar($0)) }
            return try await suggest(visit, sitting.changed(now, facts), status: .conflict)
        case .draft(let kept): draft = kept
        }
        let reply = try await visit.record(
            file.number, then: "/cases/\(file.number)/journey", again: { try await suggest(visit, $0) }
        ) {
            try concluded(visit, file, instrument, try instrument.form.accept(draft.sent))
        }
        if reply.status == .seeOther { try sitting.forget() }
        return reply
    }

    /// What is recorded of the answers and of what whoever asked concludes from them.
    static func concluded(
        _ visit: Visit, _ file: SeenCase, _ instrument: Instrument, _ answers: Answers
    ) throws -> CaseAction {
        let suggestion = instrument.suggestion(
            for: answers, isChild: file.isChild(by: visit.store.policy.practice, on: visit.today))
        guard let conclusion = Conclusion(rawValue: visit.form.first("conclusion")) else {
            throw FormProblems(problems: [FormProblem(field: "conclusion", fault: .missing)])
        }
        var answers = answers
        answers[.text] = try visit.text("text", isRequired: !instrument.agrees(conclusion, with: suggestion))[.text]
        let screening = Screening(
            instrument: instrument.id, version: instrument.version, suggestion: suggestion.outcome.rawValue,
            conclusion: conclusion.rawValue, again: conclusion.isAskedAgain ? try visit.sentDay("again") : nil)
        return .screened(screening, answers: answers)
    }

    static func line(_ visit: Visit, _ file: SeenCase, _ screened: Screened) -> HTML {
        let screening = screened.screening
        let title =
            visit.country.instrument(screening.instrument).map { visit.pack($0.form.title) } ?? screening.instrument.rawValue
        let again = screening.again.map { visit.say("screenings.againOn", ["date": visit.say($0)]) } ?? ""
        let uncertified: HTML =
            screening.isCertified == false ? " <span class=\"tag wait\">\(visit.say("screenings.uncertified"))</span>" : .none
        return
            "\(title), \(visit.say(screened.at)): \(visit.say("conclusion.\(screening.conclusion)")) \(again) <span class=\"hint\">\(visit.name(screened.author))</span>\(uncertified)"
    }
}
