import HTTPTypes
import Pack
import Register
import Store

/// Screening many people of an incident: an instrument, then what is the same for all on the page, then where each differs.
enum BatchPages {
    static var routes: [Route] {
        [
            .get("/incidents/{incident}/screenings") { try await choose($0) },
            .get("/incidents/{incident}/screenings/{form}") { visit in
                let batch = try await Batch(visit)
                try visit.checkMayScreen()
                return try start(batch)
            },
            .post("/incidents/{incident}/screenings/{form}") { try take(try await Batch($0)) },
            .get("/incidents/{incident}/screenings/{form}/conclusion") { visit in
                let batch = try await Batch(visit)
                try visit.checkMayScreen()
                return try BatchConclusion.page(batch)
            },
            .post("/incidents/{incident}/screenings/{form}/conclusion") {
                try await BatchConclusion.conclude(try await Batch($0))
            },
        ]
    }

    /// The shortest first: where there are many, few questions come before many.
    private static func choose(_ visit: Visit) async throws -> Reply {
        let incident = try await visit.incident()
        let instruments = visit.country.instruments.sorted { $0.form.fields.count < $1.form.fields.count }
        let people = try visit.people(of: incident)
        let links = instruments.compactMap { instrument -> HTML? in
            let waiting = Batch.waiting(people, instrument.audience).count
            guard waiting > 0 else { return nil }
            let counts = visit.say(
                "batch.counts", ["questions": String(instrument.form.fields.count), "people": String(waiting)])
            return
                "<li><a href=\"/incidents/\(incident.number)/screenings/\(instrument.id)\">\(visit.pack(instrument.form.title))</a><br><span class=\"hint\">\(visit.pack(instrument.form.why)) \(counts)</span></li>"
        }
        let list: HTML =
            visit.isKeptFromScreening ? .none : links.isEmpty ? "<p>\(visit.say("batch.nobody"))</p>" : "<ul>\(links)</ul>"
        return visit.page(
            visit.say("batch.choose"),
            """
            \(visit.crumb(incident))<h1>\(visit.say("batch.choose"))</h1><p>\(visit.say("screenings.why"))</p>\(visit.certificateNotice)
            \(list)
            """)
    }

    private static func start(_ batch: Batch) throws -> Reply {
        let waiting = try batch.waiting()
        guard !waiting.isEmpty else { return .redirect("/incidents/\(batch.incident.number)") }
        let sitting = batch.sitting
        let left = Set(waiting)
        let draft = try sitting.draft()
        if let sent = batch.visit.typed(in: batch.path) ?? draft?.sent, sent["person"].contains(where: left.contains) {
            let notice = try sitting.notice(of: draft)
            return try ask(batch, sent["person"].filter(left.contains), sent, [], seeing: draft, around: (notice, .none))
        }
        let pages = (waiting.count + Batch.size - 1) / Batch.size
        let page = min(max(1, Int(batch.visit.query.first("page")) ?? 1), pages)
        let numbers = Array(waiting[((page - 1) * Batch.size)..<min(page * Batch.size, waiting.count)])
        let pager = PeopleTable.pager(batch.visit, batch.path, page, pages)
        return try ask(batch, numbers, SubmittedAnswers(), [], around: (try sitting.notice(of: nil), pager))
    }

    private static func ask(
        _ batch: Batch, _ numbers: [String], _ sent: SubmittedAnswers, _ problems: [FormProblem], seeing draft: Draft? = nil,
        around: (above: HTML, below: HTML) = (.none, .none)
    ) throws -> Reply {
        let visit = batch.visit
        let faults = Dictionary(problems.map { ($0.field, $0.fault) }, uniquingKeysWith: { first, _ in first })
        let question = Question(visit: visit, sent: sent, faults: faults)
        let guidance = batch.instrument.guidance.map { "<li>\(visit.pack($0))</li>" as HTML }
        let people = try batch.files(numbers)
        let cards = people.map { card(batch, $0, question, sent, faults) }
        return visit.page(
            visit.pack(batch.instrument.form.title), isFaulty: !problems.isEmpty,
            """
            \(visit.faults(problems.map { ($0.field, Question.say($0.fault, visit)) }))\(around.above)\(batch.crumb)
            <h1>\(visit.pack(batch.instrument.form.title))</h1><p>\(visit.count("batch.onPage", people.count))</p>\(visit.certificateNotice)\(if: !guidance.isEmpty, "<ol>\(guidance)</ol>")
            <form method="post" action="\(batch.path)" novalidate>\(visit.hidden)\(batch.sitting.hidden(seeing: draft))
            <section><h2>\(visit.say("batch.all"))</h2><p class="hint">\(visit.say("batch.allHint"))</p>\(batch.instrument.form.fields.map { question.html($0, under: Batch.prefix(nil)) })</section>
            <h2>\(visit.say("batch.each"))</h2>\(cards)
            <div class="actions"><button>\(visit.say("screenings.show"))</button></div></form>\(around.below)
            """)
    }

    private static func card(
        _ batch: Batch, _ file: SeenCase, _ question: Question, _ sent: SubmittedAnswers, _ faults: [String: FormProblem.Fault]
    ) -> HTML {
        let fields = batch.instrument.form.fields
        let isOpen =
            fields.contains { Batch.isOwn($0, of: file.number, in: sent) }
            || faults.keys.contains { $0.hasPrefix(Batch.prefix(file.number)) }
        return """
            <section class="card"><h3>\(batch.title(file))</h3><input type="hidden" name="person" value="\(file.number)">
            <details\(if: isOpen, " open")><summary>\(batch.visit.say("batch.differs"))<span class="visually-hidden"> \(file.number)</span></summary>\(fields.map { own($0, batch, file, question, sent) })</details></section>
            """
    }

    /// A question as one person is asked it: a short list whose first choice is the answer for everybody.
    private static func own(_ field: Field, _ batch: Batch, _ file: SeenCase, _ question: Question, _ sent: SubmittedAnswers)
        -> HTML
    {
        let visit = batch.visit
        let prefix = Batch.prefix(file.number)
        guard field.kind == .yesNo || field.kind == .choice else { return question.html(field, under: prefix) }
        let mayDecline = field.kind == .choice && field.fieldClass != .coded && !field.isRequired
        let choices =
            [("", visit.say("batch.same"))] + field.choices.map { ($0.code, visit.pack($0.label)) }
            + (mayDecline ? [(Batch.declined, visit.say("form.declined"))] : [])
        let name = prefix + field.id.rawValue
        let options = choices.map { code, label -> HTML in
            "<option value=\"\(code)\"\(if: code == sent.first(name), " selected")>\(label)</option>"
        }
        return
            "<div class=\"field\"><label for=\"\(name)\">\(visit.pack(field.label))</label><select id=\"\(name)\" name=\"\(name)\">\(options)</select></div>"
    }

    /// Faults come back with everything that was typed; whole answers wait for the conclusions.
    private static func take(_ batch: Batch) throws -> Reply {
        var sent = batch.visit.sentAnswers()
        let numbers = Array(sent["person"].prefix(Batch.size))
        sent["person"] = numbers
        let problems = batch.problems(numbers, sent)
        guard problems.isEmpty, !numbers.isEmpty else { return try ask(batch, numbers, sent, problems) }
        let sitting = batch.sitting
        if let other = try sitting.keep(sent.values) {
            var reply = try ask(
                batch, numbers, sent, [], seeing: other, around: (sitting.elsewhere(other, batch.facts(other.sent)), .none))
            reply.status = .conflict
            return reply
        }
        return .redirect("\(batch.path)/conclusion?draft=\(sitting.id)")
    }
}
