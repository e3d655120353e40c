import OrderedCollections
import HTTPTypes
import Pack
import Register
import Store

/// What the person agreed to: asked for one purpose, dated, and taken back as easily.
enum ConsentPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/consents") { try await ask($0, .none) },
            .post("/cases/{case}/consents") { visit in
                try await visit.record(try visit.named("case"), again: { try await ask(visit, $0) }) { try consented(visit) }
            },
            .get("/cases/{case}/consents/{id}") { try await receipt($0) },
            .post("/cases/{case}/consents/{id}/withdrawal", on: "/cases/{case}") { visit in
                try await visit.record(try visit.named("case"), again: { try await ask(visit, $0) }) {
                    .consentWithdrawn(try visit.entry("id"), on: visit.today)
                }
            },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct(
            "consented",
            asks: { country in
                [
                    .init("purpose", .code(country.purposes.codes)), .optional("recipient", .code(country.agencyCodes)),
                    .init("given", .day), .init("language", .code(country.languages)),
                    .optional("told", .codes(country.consentQuestions.codes)),
                    .optional("by", .code(Consent.Giver.allCases.map(\.rawValue))), .optional("interpreter", .tick),
                    .optional("guardian", .text), .optional("assent", .tick), .remark,
                ]
            }, .entry { try consented($0) }),
        AskedAct("consentWithdrawn", about: "consent", .entry { .consentWithdrawn(try $0.entry("id"), on: $0.today) }),
    ]

    private static func ask(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let number = try visit.named("case")
        let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now)
        guard permit.may.contains(.consent) else { throw Fault.notFound }
        let sent = visit.form
        let purposes = visit.country.purposes.map { ($0.code, visit.pack($0.label)) }
        let agencies = visit.country.agencies.map { ($0.code.rawValue, visit.pack($0.name)) }
        let languages = visit.country.languages.map { ($0, Words.native[$0] ?? $0) }
        let given =
            sent["given.year"].isEmpty
            ? SubmittedAnswers(Answers(["given": .text(visit.today.description)]), of: [day(visit)]) : sent
        let title = visit.say("consent.title", ["number": number])
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(number))<h1>\(title)</h1><p>\(visit.say("consent.why"))</p>
            \(visit.posting("/cases/\(number)/consents", """
                \(visit.radios("purpose", visit.say("consent.purpose"), purposes, chosen: sent.first("purpose")))
                \(visit.select("recipient", visit.say("consent.recipient"), agencies, chosen: sent.first("recipient")))
                \(Question(visit: visit, sent: given, faults: [:], wantsWholeDay: true).html(day(visit)))
                \(visit.radios("language", visit.say("consent.language"), languages, chosen: sent.first("language").isEmpty ? visit.language : sent.first("language")))
                \(questions(visit))\(givers(visit, file))
                <p class="hint">\(visit.say("consent.ends", ["days": String(visit.country.consentExpiryDays)]))</p>\(visit.button("consent.record"))
                """))
            <h2>\(visit.say("case.consents"))</h2>\(list(visit, file, permit))
            """)
    }

    /// The questions the country's law or its partners ask before consent, each its own tick.
    private static func questions(_ visit: Visit) -> HTML {
        guard !visit.country.consentQuestions.isEmpty else { return .none }
        let boxes = visit.country.consentQuestions.enumerated().map { index, question -> HTML in
            "<label><input type=\"checkbox\" id=\"told-\(index)\" name=\"told\" value=\"\(question.code)\"\(if: visit.form["told"].contains(question.code), " checked")>\(visit.pack(question.label))</label>"
        }
        return
            "<div class=\"field\"><fieldset id=\"told\"><legend>\(visit.say("consent.told"))</legend><div class=\"choices\">\(boxes)</div></fieldset></div>"
    }

    /// Who gives it. For a child a guardian does, and the child is asked too.
    private static func givers(_ visit: Visit, _ file: SeenCase) -> HTML {
        let isChild = file.isChild(by: visit.store.policy.practice, on: visit.today)
        let sent = visit.form
        let chosen = sent.first("by").isEmpty ? (isChild ? "guardian" : "person") : sent.first("by")
        let givers = Consent.Giver.allCases.map { ($0.rawValue, visit.say("consent.\($0.rawValue)")) }
        let interpreter: HTML =
            "<div class=\"choices\"><label><input type=\"checkbox\" name=\"interpreter\" value=\"1\"\(if: !sent.first("interpreter").isEmpty, " checked")>\(visit.say("consent.interpreter"))</label></div>"
        let child: HTML = """
            <p class="notice">\(visit.say("consent.child"))</p>
            <div class="field"><label for="guardian">\(visit.say("consent.guardianName"))</label><input id="guardian" name="guardian" autocomplete="off" value="\(sent.first("guardian"))"></div>
            <div class="choices"><label><input type="checkbox" name="assent" value="1"\(if: !sent.first("assent").isEmpty, " checked")>\(visit.say("consent.assent"))</label></div>
            \(visit.textArea("text", visit.say("consent.noGuardian"), value: sent.first("text")))
            """
        return "\(if: isChild, child)\(visit.radios("by", visit.say("consent.by"), givers, chosen: chosen))\(interpreter)"
    }

    private static func day(_ visit: Visit) -> Field {
        Field(id: "given", kind: .day, label: Wording(said: visit.say("consent.given")), fieldClass: .coded, isRequired: true)
    }

    private static func consented(_ visit: Visit) throws -> CaseAction {
        var problems: [FormProblem] = []
        let purpose = visit.form.first("purpose")
        if !visit.country.purposes.contains(where: { $0.code == purpose }) {
            problems.append(FormProblem(field: "purpose", fault: .missing))
        }
        let recipient = visit.form.first("recipient")
        if !recipient.isEmpty, visit.country.agency(AgencyCode(recipient)) == nil {
            problems.append(FormProblem(field: "recipient", fault: .notAChoice))
        }
        let language = visit.form.first("language")
        if !visit.country.languages.contains(language) { problems.append(FormProblem(field: "language", fault: .missing)) }
        var given: Day?
        switch day(visit).check(visit.form, under: "") {
        case .success(let answer): given = answer?.text.flatMap { Day($0) }
        case .failure(let found): problems += found.problems
        }
        guard problems.isEmpty, let given, given.month != nil else {
            throw FormProblems(problems: problems.isEmpty ? [FormProblem(field: "given", fault: .notADay)] : problems)
        }
        let told = visit.country.consentQuestions.map(\.code).filter(visit.form["told"].contains)
        var answers = try visit.text("text")
        let guardian = visit.form.first("guardian")
        if !guardian.isEmpty { answers[.guardian] = .text(String(guardian.prefix(250))) }
        return .consented(
            Consent(
                purpose: purpose, recipient: recipient.isEmpty ? nil : AgencyCode(recipient), given: given,
                expires: given.adding(days: visit.country.consentExpiryDays), language: language,
                told: visit.country.consentQuestions.isEmpty ? nil : told, by: Consent.Giver(rawValue: visit.form.first("by")),
                hasAssent: visit.form.first("assent").isEmpty ? nil : true,
                withInterpreter: visit.form.first("interpreter").isEmpty ? nil : true), answers: answers.isEmpty ? nil : answers)
    }

    // MARK: The receipt

    /// What the person agreed to, on one sheet in the language it was explained in, to be printed and kept if that is safe.
    private static func receipt(_ visit: Visit) async throws -> Reply {
        let (file, _) = try await visit.open(.consent)
        let id = try visit.entry("id")
        guard let agreement = file.agreements.first(where: { $0.id == id }) else { throw Fault.notFound }
        let consent = agreement.consent
        let theirs = Visit(inbound: visit.inbound.speaking(consent.language), desk: visit.desk, session: visit.session)
        let title = theirs.say("receipt.title")
        let told = (consent.told ?? []).map { code in "<li>\(theirs.choice(code, of: theirs.country.consentQuestions))</li>" as HTML
        }
        return visit.page(
            title,
            """
            \(visit.crumb(file.number))<div lang="\(consent.language)" class="sheet"><h1>\(title)</h1><p>\(theirs.say("receipt.number", ["number": file.number]))</p>
            <dl class="facts"><dt>\(theirs.say("consent.purpose"))</dt><dd>\(theirs.choice(consent.purpose, of: theirs.country.purposes))</dd>
            <dt>\(theirs.say("receipt.with"))</dt><dd>\(consent.recipient.map { theirs.agency($0) } ?? theirs.say("consent.anyAgency"))</dd>
            <dt>\(theirs.say("consent.given"))</dt><dd>\(theirs.say(consent.given))</dd>\(consent.expires.map { "<dt>\(theirs.say("receipt.until"))</dt><dd>\(theirs.say($0))</dd>" } ?? .none)</dl>
            \(if: !told.isEmpty, "<h2>\(theirs.say("consent.told"))</h2><ul>\(told)</ul>")
            <p>\(theirs.say("receipt.rights", ["hotline": visit.country.hotline]))</p></div><p class="hint">\(visit.say("receipt.safe"))</p>
            """)
    }

    /// How many hold, for the journey.
    static func summary(_ visit: Visit, _ file: SeenCase) -> HTML {
        let holding = file.agreements.filter { $0.withdrawn == nil && ($0.consent.expires ?? visit.today) >= visit.today }
        let purposes = holding.map { visit.choice($0.consent.purpose, of: visit.country.purposes) }
        return purposes.isEmpty ? .none : "\(purposes.joined(separator: ", "))"
    }

    static func list(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        guard !file.agreements.isEmpty else { return "<p class=\"hint\">\(visit.say("consent.none"))</p>" }
        let items = file.agreements.map { agreement -> HTML in
            let consent = agreement.consent
            let isOpen = agreement.withdrawn == nil
            let mayWithdraw = isOpen && permit.may.contains(.consent)
            let until = consent.expires.map { visit.say("consent.until", ["date": visit.say($0)]) } ?? ""
            let state = agreement.withdrawn.map { visit.say("consent.withdrawn", ["date": visit.say($0)]) } ?? until
            return """
                <li>\(visit.choice(consent.purpose, of: visit.country.purposes)) - \(consent.recipient.map { visit.agency($0) } ?? visit.say("consent.anyAgency"))<br>\(visit.say("consent.givenOn", ["date": visit.say(consent.given)])). \(state)\(if: permit.may.contains(.consent), " <a href=\"/cases/\(file.number)/consents/\(agreement.id)\">\(visit.say("receipt.open"))</a>")
                \(if: mayWithdraw, visit.posting("/cases/\(file.number)/consents/\(agreement.id)/withdrawal", "<button class=\"quiet\">\(visit.say("consent.withdraw"))</button>"))</li>
                """
        }
        return "<ul>\(items)</ul>"
    }
}
