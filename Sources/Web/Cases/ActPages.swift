import OrderedCollections
import HTTPTypes
import Pack
import Register
import Store

/// The short acts of a case, one small page each: a service, a note, a colleague, another agency, closing, reopening.
enum ActPages {
    static let routes: [Route] = [serve, note, assign, transfer, close, reopen].flatMap(\.routes)

    /// A page with one form that records one action.
    private struct Act: Sendable {
        let name: String
        let ability: Ability
        let inputs: @Sendable (Visit, CaseFile) throws -> HTML
        let action: @Sendable (Visit) throws -> CaseAction
        /// Where a worker goes afterwards who may then not see the case any more.
        var then: String?

        var routes: [Route] {
            [
                .get("/cases/{case}/\(name)") { try await page($0, .none) },
                .post("/cases/{case}/\(name)") { visit in
                    try await visit.record(try visit.named("case"), then: then, again: { try await page(visit, $0) }) {
                        try action(visit)
                    }
                },
            ]
        }

        private func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
            let number = try visit.named("case")
            let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now)
            guard permit.may.contains(ability), CaseFile.isAllowed(ability, when: file.status) else { throw Fault.notFound }
            let title = visit.say("\(name).title", ["number": number])
            return visit.page(
                title, isFaulty: !problems.isEmpty,
                """
                \(problems)\(visit.crumb(number))<h1>\(title)</h1><p>\(visit.say("\(name).why"))</p>
                \(visit.posting("/cases/\(number)/\(name)", "\(try inputs(visit, file))\(visit.button("\(name).record"))"))
                """)
        }
    }

    private static let serve = Act(name: "services", ability: .serve) { visit, file in
        let actor = try visit.actor()
        let own = file.referrals.first { $0.to == actor.agency && $0.status == .accepted }
        let services = visit.country.services.map { ($0.code.rawValue, visit.pack($0.label)) }
        let chosen = visit.form.first("service").isEmpty ? own?.request.service.rawValue ?? "" : visit.form.first("service")
        let today = SubmittedAnswers(Answers(["on": .text(visit.today.description)]), of: [day(visit)])
        let sent = visit.form["on.year"].isEmpty ? today : visit.form
        return """
            \(visit.select("service", visit.say("list.service"), services, chosen: chosen))\(Question(visit: visit, sent: sent, faults: [:], wantsWholeDay: true).html(day(visit)))
            \(visit.textArea("text", visit.say("services.text"), value: visit.form.first("text")))<input type="hidden" name="referral" value="\(own.map { $0.id.description } ?? "")">
            """
    } action: { visit in
        let service = ServiceCode(visit.form.first("service"))
        guard visit.country.service(service) != nil else {
            throw FormProblems(problems: [FormProblem(field: "service", fault: .missing)])
        }
        guard let on = try day(visit).check(visit.form, under: "").get()?.text.flatMap({ Day($0) }), on.month != nil else {
            throw FormProblems(problems: [FormProblem(field: "on", fault: .notADay)])
        }
        return .served(
            ServiceLog(service: service, on: on, referral: EntryID(visit.form.first("referral"))), answers: try visit.text("text"))
    }

    private static func day(_ visit: Visit) -> Field {
        Field(id: "on", kind: .day, label: visit.say("services.on"), fieldClass: .coded, isRequired: true)
    }

    private static let note = Act(name: "notes", ability: .note) { visit, _ in
        visit.textArea("text", visit.say("notes.text"), hint: visit.say("notes.hint"), value: visit.form.first("text"))
    } action: {
        .noted(answers: try $0.text("text", isRequired: true))
    }

    private static let assign = Act(name: "assignment", ability: .assign) { visit, file in
        let agency = try visit.actor().agency
        let staff = visit.store.staff().filter { $0.value.grant?.agency == agency && !$0.value.isDisabled }
            .map { ($0.key.description, $0.value.grant?.name ?? "") }.sorted { $0.1 < $1.1 }
        return visit.radios("account", visit.say("assignment.who"), staff, chosen: file.assignee?.description ?? "")
    } action: { visit in
        let agency = try visit.actor().agency
        guard let account = AccountID(visit.form.first("account")), visit.store.account(account)?.grant?.agency == agency,
            visit.store.account(account)?.isDisabled == false
        else { throw FormProblems(problems: [FormProblem(field: "account", fault: .missing)]) }
        return .assigned(account)
    }

    private static let transfer = Act(
        name: "transfer", ability: .transfer,
        inputs: { visit, file in
            let agencies = visit.country.agencies.filter { $0.code != file.owner }.map { ($0.code.rawValue, visit.pack($0.name)) }
            return visit.select("agency", visit.say("transfer.to"), agencies, chosen: visit.form.first("agency"))
        },
        action: { visit in
            let agency = AgencyCode(visit.form.first("agency"))
            guard visit.country.agency(agency) != nil else {
                throw FormProblems(problems: [FormProblem(field: "agency", fault: .missing)])
            }
            return .transferred(agency)
        }, then: "/work")

    private static let close = Act(name: "closure", ability: .close) { visit, _ in
        let reasons = visit.country.closureReasons.map { ($0.code, visit.pack($0.label)) }
        return """
            \(visit.radios("reason", visit.say("closure.reason"), reasons, chosen: visit.form.first("reason")))\(visit.textArea("text", visit.say("closure.text"), value: visit.form.first("text")))
            """
    } action: { visit in
        let reason = visit.form.first("reason")
        guard visit.country.closureReasons.contains(where: { $0.code == reason }) else {
            throw FormProblems(problems: [FormProblem(field: "reason", fault: .missing)])
        }
        return .closed(reason: reason, answers: try visit.text("text"))
    }

    private static let reopen = Act(name: "reopening", ability: .reopen) { visit, _ in
        visit.textArea("text", visit.say("reopening.text"), value: visit.form.first("text"))
    } action: {
        .reopened(answers: try $0.text("text", isRequired: true))
    }

    // MARK: On the page of the case

    static func services(_ visit: Visit, _ file: CaseFile) -> HTML {
        guard !file.services.isEmpty else { return "<p class=\"hint\">\(visit.say("services.none"))</p>" }
        let rows = file.services.map { service -> [HTML] in
            [
                "\(visit.say(service.log.on))", "\(visit.service(service.log.service))", "\(visit.agency(service.by))",
                "\(service.answers[.text]?.text ?? "")",
            ]
        }
        return visit.table(
            visit.say("case.services"), ["services.on", "list.service", "list.agency", "services.text"].map { visit.say($0) }, rows)
    }

    static func notes(_ visit: Visit, _ file: CaseFile) -> HTML {
        let items = file.notes.reversed().map { note -> HTML in
            "<li>\(visit.say(note.at)) - \(visit.name(note.author)), \(visit.agency(note.agency))<br>\(note.answers[.text]?.text ?? "")</li>"
        }
        return "<ol class=\"timeline\">\(items)</ol>"
    }
}
