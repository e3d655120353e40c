import Exchange
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Putting people on the list of a workshop, one by one or from a pasted list; and one of them.
enum WorkshopPeoplePages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/people") { visit in try await ask(visit, SubmittedAnswers()) },
            .post("/workshops/{workshop}/people") { try await take($0) },
            .post("/workshops/{workshop}/nominations", on: "/workshops/{workshop}/people") { try await nominate($0) },
            .get("/workshops/{workshop}/people/{id}") { try await person($0, .none) },
            .post("/workshops/{workshop}/people/{id}") { try await correct($0) },
            .post("/workshops/{workshop}/people/{id}/account") { try await link($0) },
            .post("/workshops/{workshop}/people/{id}/departure") { try await leave($0) },
        ]
    }

    /// The questions about a participant, for a trainer of everybody, for another of their own agency.
    private static func questions(_ visit: Visit) throws -> ParticipantForm {
        var agencies: [AgencyCode]?
        if case .nominator(let agency) = TrainingPages.hand(visit) { agencies = [agency] }
        return ParticipantForm(visit.country, try visit.training(), language: visit.language, agencies: agencies)
    }

    // MARK: Adding

    private static func ask(
        _ visit: Visit, _ sent: SubmittedAnswers, _ problems: [FormProblem] = [], notice: HTML = .none
    ) async throws -> Reply {
        let workshop = try await visit.workshop(for: nil)
        let questions = try questions(visit)
        let path = "/workshops/\(workshop.number)"
        let columns = questions.columns.columns.map(\.label.english).joined(separator: "; ")
        let paste: HTML = """
            <h2>\(visit.say("participant.paste"))</h2>
            \(visit.posting(path + "/people", "\(visit.textArea("list", visit.say("people.list"), hint: visit.say("people.listHint", ["columns": columns]), value: sent.first("list")))<button class=\"quiet\">\(visit.say("people.show"))</button>"))
            """
        let form = Form(
            id: questions.form.id, title: Wording(said: visit.say("workshop.add")),
            why: Wording(said: visit.say("participant.addWhy")),
            fields: questions.form.fields)
        let page = FormPage(
            visit: visit, form: form, path: path + "/nominations", crumb: visit.crumb(workshop),
            continueWord: "participant.add", wantsWholeDays: true, below: paste)
        return page.ask(sent, problems, notice: notice, isFaulty: !notice.isEmpty)
    }

    private static func nominate(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: nil)
        let questions = try questions(visit)
        let sent = visit.sentAnswers()
        do {
            let person = try questions.person(try questions.form.accept(sent))
            let way: Participant.Way = TrainingPages.hand(visit) == .trainer ? .listed : .nominated
            let entrant = Participant.Entrant(id: try visit.entryID(), person: person)
            // Sent twice, the second time finds it recorded.
            if workshop.participant(entrant.id) == nil {
                guard workshop.sorted([entrant]).known.isEmpty else { throw Refusal("listedAlready") }
                try visit.record(.enlisted([entrant], way), to: workshop)
            }
            return .redirect("/workshops/\(workshop.number)")
        } catch let found as FormProblems { return try await ask(visit, sent, found.problems) } catch let refusal as Refusal {
            return try await ask(visit, sent, notice: visit.refused(refusal))
        }
    }

    /// First shows how each line is understood; with "bring" it records them all.
    private static func take(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: nil)
        let questions = try questions(visit)
        let sent = visit.sentAnswers()
        let list = PeopleList(sent.first("list"), questions.columns, visit.country, today: visit.today)
        var problems = list.faultyLines.flatMap { line in
            line.faults.map { fault in
                (
                    "list",
                    visit.say(
                        "people.fault.\(fault.kind.rawValue)",
                        ["line": String(line.number), "column": fault.column.english, "value": String(fault.value.prefix(60))])
                )
            }
        }
        if list.lines.count > Workshop.mostPeople {
            problems.append(("list", visit.say("refusal.tooManyEnlisted", ["limit": String(Workshop.mostPeople)])))
        }
        var entrants: [Participant.Entrant] = []
        for line in list.lines where line.faults.isEmpty {
            let answers = line.forms.first { $0.0 == questions.form.id }?.1 ?? Answers()
            do {
                let person = try questions.person(answers)
                if person.name.isEmpty || person.agency.rawValue.isEmpty {
                    problems.append(("list", visit.say("participant.lineLacks", ["line": String(line.number)])))
                } else {
                    entrants.append(Participant.Entrant(id: .made(at: visit.now), person: person))
                }
            } catch { problems.append(("list", visit.say("participant.lineAddress", ["line": String(line.number)]))) }
        }
        let isRead = problems.isEmpty && !entrants.isEmpty
        let known: [Participant.Entrant]
        (entrants, known) = workshop.sorted(entrants)
        if isRead, entrants.isEmpty { problems.append(("list", visit.say("participant.allListed"))) }
        if problems.isEmpty, entrants.isEmpty { problems.append(("list", visit.say("refusal.nobodyEnlisted"))) }
        guard problems.isEmpty else {
            return try await ask(visit, sent, notice: visit.faults(problems))
        }
        guard !visit.form.first("bring").isEmpty else { return preview(visit, workshop, questions, list, entrants, known, sent) }
        do {
            try visit.record(.enlisted(entrants, TrainingPages.hand(visit) == .trainer ? .listed : .nominated), to: workshop)
            return .redirect("/workshops/\(workshop.number)")
        } catch let refusal as Refusal { return try await ask(visit, sent, notice: visit.refused(refusal)) }
    }

    private static func preview(
        _ visit: Visit, _ workshop: Workshop, _ questions: ParticipantForm, _ list: PeopleList, _ entrants: [Participant.Entrant],
        _ known: [Participant.Entrant], _ sent: SubmittedAnswers
    ) -> Reply {
        let columns = questions.columns.columns
        let rows = entrants.map { entrant -> [HTML] in
            let answers = questions.answers(entrant.person)
            return columns.flatMap(\.places).map { place -> HTML in
                answers[place.field.id].map { visit.shown($0, to: place.field) } ?? .none
            }
        }
        let notes =
            known.map { visit.say("participant.skipped", ["name": $0.person.name]) }
            + list.ignored.map { visit.say("people.ignored", ["column": $0]) }
            + list.repeated.prefix(20).map {
                visit.say("people.repeated", ["line": String($0.line), "earlier": String($0.earlier)])
            }
        let title = visit.count("people.check", entrants.count)
        let keep: HTML =
            "<input type=\"hidden\" name=\"list\" value=\"\(sent.first("list"))\"><input type=\"hidden\" name=\"bring\" value=\"1\">"
        return visit.page(
            title,
            """
            \(visit.crumb(workshop))<h1>\(title)</h1>\(if: !notes.isEmpty, "<ul>\(notes.map { "<li>\($0)</li>" as HTML })</ul>")
            \(visit.posting("/workshops/\(workshop.number)/people", "\(keep)<div class=\"actions\">\(visit.button("participant.bring"))</div>"))
            \(visit.table(visit.say("people.understood"), columns.map(\.label.english), rows))
            """)
    }

    // MARK: One of them

    private static func found(_ visit: Visit) async throws -> (Workshop, Participant) {
        let workshop = try await visit.workshop(for: nil)
        guard let participant = workshop.participant(try visit.entry("id")) else { throw Fault.notFound }
        return (workshop, participant)
    }

    static func person(_ visit: Visit, _ problems: HTML, sent: SubmittedAnswers? = nil) async throws -> Reply {
        let (workshop, participant) = try await found(visit)
        let isTrainer = TrainingPages.hand(visit) == .trainer
        let questions = ParticipantForm(visit.country, try visit.training(), language: visit.language)
        let path = "/workshops/\(workshop.number)/people/\(participant.id)"
        let standing = workshop.standings[participant.id]
        let isTime = workshop.status == .planned || (isTrainer && workshop.status == .held)
        let mayLeave = isTime && (standing == .placed || standing == .waiting)
        let place: HTML = standing.map { "<p><span class=\"tag\">\(visit.say("standing.\($0.rawValue)"))</span></p>" } ?? .none
        let shown = sent ?? SubmittedAnswers(questions.answers(participant.person), of: questions.form.fields)
        let question = Question(visit: visit, sent: shown, faults: [:])
        let correct: HTML = """
            <h2>\(visit.say("participant.correct"))</h2>\(visit.posting(path, "\(questions.form.fields.map { question.html($0) })\(visit.button("participant.keep"))"))
            """
        let title = visit.say("participant.title")
        let transcript = isTrainer ? try await TranscriptPages.part(visit, participant) : .none
        let leave: HTML = "<button class=\"quiet\">\(visit.say("participant.leave"))</button>"
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(workshop))<h1>\(participant.person.name)</h1>\(place)
            \(visit.facts(questions.form, questions.answers(participant.person)))\(if: mayLeave, visit.posting(path + "/departure", leave))
            \(if: isTrainer, "\(PaperPages.ways(visit, workshop, participant))\(CertificatePages.part(visit, workshop, participant))\(transcript)\(address(visit, workshop, participant))\(account(visit, participant, path))\(correct)")
            """)
    }

    private static func address(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) -> HTML {
        let link = visit.inbound.address("/t/\(workshop.keys.token(of: participant.id))")
        return """
            <h2>\(visit.say("participant.link"))</h2><div class="field"><label for="link">\(visit.say("participant.linkLabel"))</label><p class="hint" id="link-hint">\(visit.say("participant.linkWhy"))</p><input id="link" readonly aria-describedby="link-hint" value="\(link)"></div><div class="square small">\(QR.svg(link, label: visit.say("participant.link")))</div>
            """
    }

    private static func account(_ visit: Visit, _ participant: Participant, _ path: String) -> HTML {
        let staff = visit.store.staff().filter { !$0.value.isDisabled }.map { ($0.key.description, $0.value.grant?.name ?? "") }
            .sorted { $0.1 < $1.1 }
        let now = participant.person.account.map { "<p>\(visit.say("participant.linked", ["name": visit.name($0)]))</p>" as HTML }
        return """
            <h2>\(visit.say("participant.account"))</h2>\(now ?? .none)
            \(visit.posting(path + "/account", "\(visit.select("account", visit.say("participant.accountLabel"), staff, chosen: participant.person.account?.description ?? ""))\(visit.button("participant.keep"))"))
            """
    }

    private static func correct(_ visit: Visit) async throws -> Reply {
        _ = try visit.asTrainer()
        let (workshop, participant) = try await found(visit)
        let questions = ParticipantForm(visit.country, try visit.training(), language: visit.language)
        let sent = visit.sentAnswers()
        do {
            let person = try questions.person(try questions.form.accept(sent), account: participant.person.account)
            try visit.record(.corrected(participant.id, person), to: workshop)
            return .redirect("/workshops/\(workshop.number)/people/\(participant.id)")
        } catch let error where error is FormProblems || error is Refusal {
            return try await self.person(visit, try visit.problems(error), sent: sent)
        }
    }

    private static func link(_ visit: Visit) async throws -> Reply {
        _ = try visit.asTrainer()
        let (workshop, participant) = try await found(visit)
        var person = participant.person
        person.account = AccountID(visit.form.first("account")).flatMap { visit.store.account($0) == nil ? nil : $0 }
        try visit.record(.corrected(participant.id, person), to: workshop)
        return .redirect("/workshops/\(workshop.number)/people/\(participant.id)")
    }

    private static func leave(_ visit: Visit) async throws -> Reply {
        let (workshop, participant) = try await found(visit)
        do {
            try visit.record(.left(participant.id), to: workshop)
            return .redirect("/workshops/\(workshop.number)")
        } catch let refusal as Refusal { return try await person(visit, visit.refused(refusal)) }
    }
}
