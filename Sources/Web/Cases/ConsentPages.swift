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
            .post("/cases/{case}/consents/{id}/withdrawal") { visit in
                try await visit.record(try visit.named("case"), again: { try await ask(visit, $0) }) {
                    .consentWithdrawn(try visit.entry("id"))
                }
            },
        ]
    }

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
                <p class="hint">\(visit.say("consent.ends", ["days": String(visit.country.consentExpiryDays)]))</p>\(visit.button("consent.record"))
                """))
            <h2>\(visit.say("case.consents"))</h2>\(list(visit, file, permit))
            """)
    }

    private static func day(_ visit: Visit) -> Field {
        Field(id: "given", kind: .day, label: visit.say("consent.given"), fieldClass: .coded, isRequired: true)
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
        return .consented(
            Consent(
                purpose: purpose, recipient: recipient.isEmpty ? nil : AgencyCode(recipient), given: given,
                expires: given.adding(days: visit.country.consentExpiryDays), language: language))
    }

    static func list(_ visit: Visit, _ file: CaseFile, _ permit: Permit) -> HTML {
        guard !file.agreements.isEmpty else { return "<p class=\"hint\">\(visit.say("consent.none"))</p>" }
        let items = file.agreements.map { agreement -> HTML in
            let consent = agreement.consent
            let isOpen = agreement.withdrawn == nil
            let mayWithdraw = isOpen && permit.may.contains(.consent)
            let until = consent.expires.map { visit.say("consent.until", ["date": visit.say($0)]) } ?? ""
            let state = agreement.withdrawn.map { visit.say("consent.withdrawn", ["date": visit.say($0)]) } ?? until
            return """
                <li>\(visit.choice(consent.purpose, of: visit.country.purposes)) - \(consent.recipient.map { visit.agency($0) } ?? visit.say("consent.anyAgency"))<br>\(visit.say("consent.givenOn", ["date": visit.say(consent.given)])). \(state)
                \(if: mayWithdraw, visit.posting("/cases/\(file.number)/consents/\(agreement.id)/withdrawal", "<button class=\"quiet\">\(visit.say("consent.withdraw"))</button>"))</li>
                """
        }
        return "<ul>\(items)</ul>"
    }
}
