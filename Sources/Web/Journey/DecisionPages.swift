import OrderedCollections
import Pack
import Register
import Store

/// The formal decisions of a case, the period of recovery between them, and that the person was told. Help waits for none of it.
enum DecisionPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/decisions") { try await page($0, .none) },
            .post("/cases/{case}/decisions") { visit in
                try await record(visit, visit.form.first("reviews").isEmpty ? page : reviewed) { try decided(visit, $0) }
            },
            .get("/cases/{case}/decisions/{id}") { try await one($0, .none) },
            .post("/cases/{case}/decisions/{id}/notice") { visit in try await record(visit, one) { _ in try notified(visit) } },
            .post("/cases/{case}/decisions/{id}/review") { visit in try await record(visit, one) { _ in try reviewAsked(visit) } },
            .get("/cases/{case}/recovery") { try await recovery($0, .none) },
            .post("/cases/{case}/recovery/extension") { visit in
                try await visit.record(try visit.named("case"), again: { try await recovery(visit, $0) }) { try extended(visit) }
            },
            .post("/cases/{case}/recovery/end") { visit in
                try await visit.record(try visit.named("case"), again: { try await recovery(visit, $0) }) { try ended(visit) }
            },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct(
            "decided",
            asks: { country in
                [
                    .init("grounds", .code(Decision.Grounds.allCases.map(\.rawValue))), .init("outcome", .code(["yes", "no"])),
                    .init("standard", .code(country.decisions?.standards.codes ?? [])), .reason, .optional("reviews", .reference),
                ]
            }, .reading { try decided($0, $1.file) }),
        AskedAct(
            "notified", about: "decision",
            asks: { country in
                [
                    .init("to", .code(Notice.Recipient.allCases.map(\.rawValue))), .init("on", .day),
                    .init("language", .code(country.languages)),
                ]
            }, .entry { try notified($0) }),
        AskedAct("reviewAsked", about: "decision", asks: { _ in [.reason] }, .entry { try reviewAsked($0) }),
        AskedAct("recoveryExtended", asks: { _ in [.init("until", .day), .reason] }, .entry { try extended($0) }),
        AskedAct("recoveryEnded", asks: { _ in [.init("ended", .day), .optional("wish", .text)] }, .entry { try ended($0) }),
    ]

    private static func reviewAsked(_ visit: Visit) throws -> CaseAction {
        .reviewAsked(try visit.entry("id"), answers: try visit.text("text", isRequired: true))
    }

    private static func extended(_ visit: Visit) throws -> CaseAction {
        .recoveryExtended(until: try visit.sentDay("until"), answers: try visit.text("text", isRequired: true))
    }

    private static func ended(_ visit: Visit) throws -> CaseAction {
        .recoveryEnded(on: try visit.sentDay("ended"), answers: try visit.text("wish"))
    }

    private static func record(
        _ visit: Visit, _ again: (Visit, HTML) async throws -> Reply, _ action: (SeenCase) throws -> CaseAction
    ) async throws -> Reply {
        let (file, _) = try await visit.store.read(try visit.named("case"), as: try visit.actor(), for: .casework, at: visit.now)
        return try await visit.record(
            file.number, then: "/cases/\(file.number)/decisions", again: { try await again(visit, $0) }, { try action(file) })
    }

    // MARK: Deciding

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, permit) = try await visit.open(.read)
        guard visit.country.decisions != nil, permit.relation != .recipient, permit.relation != .invited else {
            throw Fault.notFound
        }
        let title = visit.say("decisions.title", ["number": file.number])
        let cards = file.decisions.reversed().map { decided -> HTML in
            "<li><a href=\"/cases/\(file.number)/decisions/\(decided.id)\">\(line(visit, decided))</a></li>"
        }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("decisions.why"))</p>
            \(if: !cards.isEmpty, "<ul>\(cards)</ul>")\(if: cards.isEmpty, "<p class=\"hint\">\(visit.say("decisions.none"))</p>")\(decide(visit, file, permit))
            """)
    }

    /// The decision that can be made now, if this worker is one who decides.
    private static func decide(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        guard let terms = visit.country.decisions, file.status == .open else { return .none }
        let grounds: Decision.Grounds = file.standing(.reasonable)?.decision.isPositive == true ? .conclusive : .reasonable
        let ability: Ability = grounds == .reasonable ? .decideReasonable : .decideConclusive
        guard permit.may.contains(ability), file.standing(grounds) == nil else { return .none }
        return form(visit, file, terms, grounds, reviews: nil)
    }

    private static func form(
        _ visit: Visit, _ file: SeenCase, _ terms: DecisionTerms, _ grounds: Decision.Grounds, reviews: EntryID?
    ) -> HTML {
        let outcomes = ["yes", "no"].map { ($0, visit.say("decisions.\(grounds.rawValue).\($0)")) }
        let heading = visit.say(reviews == nil ? "decisions.\(grounds.rawValue)" : "decisions.reviewNow")
        let hidden: HTML =
            "<input type=\"hidden\" name=\"grounds\" value=\"\(grounds.rawValue)\"><input type=\"hidden\" name=\"reviews\" value=\"\(reviews.map { $0.description } ?? "")\">\(if: reviews != nil, "<input type=\"hidden\" name=\"on-page\" value=\"/cases/\(file.number)/decisions/\(reviews?.description ?? "")\">")"
        return """
            <h2>\(heading)</h2>\(visit.posting("/cases/\(file.number)/decisions", """
                \(hidden)\(visit.radios("outcome", visit.say("decisions.outcome"), outcomes, chosen: visit.form.first("outcome")))
                \(visit.radios("standard", visit.say("decisions.standard"), terms.standards))
                \(visit.textArea("text", visit.say("decisions.reasons"), hint: visit.say("decisions.reasonsHint"), value: visit.form.first("text")))
                \(visit.button("decisions.record"))
                """))
            """
    }

    private static func decided(_ visit: Visit, _ file: SeenCase) throws -> CaseAction {
        guard let terms = visit.country.decisions, let grounds = Decision.Grounds(rawValue: visit.form.first("grounds")) else {
            throw Fault.notUnderstood
        }
        let outcome = visit.form.first("outcome")
        guard outcome == "yes" || outcome == "no" else {
            throw FormProblems(problems: [FormProblem(field: "outcome", fault: .missing)])
        }
        let standard = try visit.chosen("standard", of: terms.standards)
        var answers = try visit.text("text", isRequired: true)
        answers[terms.status] = terms.status(of: grounds, isPositive: outcome == "yes").map { .text($0) }
        let kind = visit.country.agency(try visit.actor().agency)?.kind ?? ""
        answers[terms.body] = terms.body(ofKind: kind).map { .text($0) }
        let isFirst = grounds == .reasonable && outcome == "yes"
        return .decided(
            Decision(
                grounds: grounds, isPositive: outcome == "yes", standard: standard, on: visit.today,
                recoveryDays: isFirst ? terms.recoveryDays : nil, reviews: EntryID(visit.form.first("reviews"))),
            form: terms.form, answers: answers)
    }

    /// The decision that a review is about, again.
    private static func reviewed(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        var visit = visit
        visit.inbound.parameters["id"] = visit.form.first("reviews")
        return try await one(visit, problems)
    }

    /// One decision: its reasons, whom it was told, and its review.
    private static func one(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, permit) = try await visit.open(.read)
        guard let decided = file.decision(try visit.entry("id")) else { throw Fault.notFound }
        let title = visit.say("decisions.one", ["number": file.number])
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            "\(problems)<p><a href=\"/cases/\(file.number)/decisions\">\(visit.say("decisions.title", ["number": file.number]))</a></p><h1>\(line(visit, decided))</h1>\(card(visit, file, permit, decided))"
        )
    }

    private static func card(_ visit: Visit, _ file: SeenCase, _ permit: Permit, _ decided: Decided) -> HTML {
        let path = "/cases/\(file.number)/decisions/\(decided.id)"
        let notices = decided.notices.map { notice -> HTML in
            "<li>\(visit.say("notice.told", ["who": visit.say("notice.\(notice.to.rawValue)"), "date": visit.say(notice.on), "language": Words.native[notice.language] ?? notice.language]))</li>"
        }
        var acts = HTML.none
        if permit.may.contains(.notify) { acts += notice(visit, file, path) }
        if decided.stands, decided.reviewAsked == nil, permit.may.contains(.askReview) {
            acts += """
                <details><summary>\(visit.say("decisions.askReview"))</summary>\(visit.posting(path + "/review", "\(visit.textArea("text", visit.say("decisions.reviewWhy")))\(visit.button("decisions.askReview"))"))</details>
                """
        }
        let ability: Ability = decided.decision.grounds == .reasonable ? .decideReasonable : .decideConclusive
        if decided.stands, decided.reviewAsked != nil, permit.may.contains(ability), let terms = visit.country.decisions {
            acts += form(visit, file, terms, decided.decision.grounds, reviews: decided.id)
        }
        return """
            <p>\(visit.name(decided.by)), \(visit.agency(decided.agency)). \(visit.choice(decided.decision.standard, of: visit.country.decisions?.standards ?? []))</p>
            \(decided.reasons[.text]?.text.map { "<p>\($0)</p>" } ?? .none)\(if: decided.reviewAsked != nil, "<p class=\"notice\">\(visit.say(decided.stands ? "decisions.reviewAsked" : "decisions.replaced"))</p>")
            \(if: !notices.isEmpty, "<ul>\(notices)</ul>")\(acts)
            """
    }

    private static func notice(_ visit: Visit, _ file: SeenCase, _ path: String) -> HTML {
        let isChild = file.isChild(by: visit.store.policy.practice, on: visit.today)
        let to = Notice.Recipient.allCases.filter { !isChild || $0 != .person }.map {
            ($0.rawValue, visit.say("notice.\($0.rawValue)"))
        }
        let languages = visit.country.languages.map { ($0, Words.native[$0] ?? $0) }
        return """
            <details><summary>\(visit.say("notice.record"))</summary>\(visit.posting(path + "/notice", """
                \(visit.radios("to", visit.say("notice.to"), to, chosen: visit.form.first("to")))\(visit.dayInput("on", visit.say("notice.on"), usual: visit.today))
                \(visit.radios("language", visit.say("consent.language"), languages, chosen: visit.language))\(visit.button("notice.record"))
                """))</details>
            """
    }

    private static func notified(_ visit: Visit) throws -> CaseAction {
        guard let to = Notice.Recipient(rawValue: visit.form.first("to")) else {
            throw FormProblems(problems: [FormProblem(field: "to", fault: .missing)])
        }
        let language = visit.form.first("language")
        guard visit.country.languages.contains(language) else {
            throw FormProblems(problems: [FormProblem(field: "language", fault: .missing)])
        }
        return .notified(try visit.entry("id"), Notice(to: to, on: try visit.sentDay("on"), language: language))
    }

    static func line(_ visit: Visit, _ decided: Decided) -> HTML {
        let decision = decided.decision
        return
            "\(visit.say("decisions.\(decision.grounds.rawValue)")), \(visit.say(decision.on)): \(visit.say("decisions.\(decision.grounds.rawValue).\(decision.isPositive ? "yes" : "no")"))"
    }

    // MARK: Recovery and reflection

    private static func recovery(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, _) = try await visit.open(.recovery)
        guard let recovery = file.recovery else { throw Fault.notFound }
        let title = visit.say("recovery.title", ["number": file.number])
        let path = "/cases/\(file.number)/recovery"
        let acts: HTML = """
            <h2>\(visit.say("recovery.extend"))</h2>\(visit.posting(path + "/extension", "\(visit.dayInput("until", visit.say("recovery.until"), usual: recovery.planned.adding(days: 30)))\(visit.textArea("text", visit.say("recovery.why"), value: visit.form.first("text")))\(visit.button("recovery.extend"))"))
            <h2>\(visit.say("recovery.end"))</h2><p>\(visit.say("recovery.wishOnly"))</p>\(visit.posting(path + "/end", "\(visit.dayInput("ended", visit.say("recovery.on"), usual: visit.today))\(visit.textArea("wish", visit.say("recovery.wish"), value: visit.form.first("wish")))\(visit.button("recovery.end"))"))
            """
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            "\(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("recovery.what"))</p><p>\(period(visit, recovery))</p>\(if: recovery.isRunning, acts)"
        )
    }

    static func period(_ visit: Visit, _ recovery: Recovery) -> HTML {
        if let ended = recovery.ended {
            return "\(visit.say("recovery.was", ["start": visit.say(recovery.start), "end": visit.say(ended)]))"
        }
        return "\(visit.say("recovery.runs", ["start": visit.say(recovery.start), "end": visit.say(recovery.planned)]))"
    }
}
