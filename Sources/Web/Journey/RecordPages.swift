import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The records of a stage: one form of the pack, recorded as often as life asks, each kept and changed in the open.
enum RecordPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/records/{form}") { visit in
                let (file, form, _) = try await open(visit)
                return page(visit, file, form, nil).ask(SubmittedAnswers())
            },
            .post("/cases/{case}/records/{form}") { visit in
                let (file, form, _) = try await open(visit)
                return try await keep(visit, file, form, nil) { .recorded(form: form.id, about: nil, answers: $0) }
            },
            .get("/cases/{case}/records/{form}/{id}") { visit in
                let (file, form, permit) = try await open(visit)
                let record = try found(visit, file, form)
                let tasks = try RecordTasks.section(visit, file, form, record, permit)
                return page(visit, file, form, record, below: tasks).ask(SubmittedAnswers(record.answers, of: form.fields))
            },
            .post("/cases/{case}/records/{form}/{id}") { visit in
                let (file, form, _) = try await open(visit)
                let record = try found(visit, file, form)
                return try await keep(visit, file, form, record) {
                    .amended(record.id, answers: form.changes(from: record.answers, to: $0))
                }
            },
            .post("/cases/{case}/records/{form}/{id}/tasks") { try await giveTask($0) },
        ]
    }

    /// The case and the form, for a worker who may record it and open where it stands.
    private static func open(_ visit: Visit) async throws -> (SeenCase, Form, Permit) {
        let (file, permit) = try await visit.open(.record)
        guard let form = visit.country.record(FormID(try visit.named("form"))), let keeping = form.keeping,
            permit.opens.contains(keeping.compartment)
        else { throw Fault.notFound }
        return (file, form.shown(to: permit, visit.store.policy), permit)
    }

    private static func found(_ visit: Visit, _ file: SeenCase, _ form: Form) throws -> Record {
        guard let record = file.record(try visit.entry("id")), record.form == form.id else { throw Fault.notFound }
        return record
    }

    private static func page(
        _ visit: Visit, _ file: SeenCase, _ form: Form, _ record: Record?, below: HTML = .none
    ) -> FormPage {
        let path = "/cases/\(file.number)/records/\(form.id)" + (record.map { "/\($0.id)" } ?? "")
        return FormPage(
            visit: visit, form: form, path: path, recorded: record?.answers, crumb: crumb(visit, file),
            continueWord: "record.record", below: record == nil ? earlier(visit, file, form) : below)
    }

    private static func crumb(_ visit: Visit, _ file: SeenCase) -> HTML {
        "<p><a href=\"/cases/\(file.number)\">\(visit.say("case.back", ["number": file.number]))</a> &middot; <a href=\"/cases/\(file.number)/journey\">\(visit.say("journey.short"))</a></p>"
    }

    private static func keep(
        _ visit: Visit, _ file: SeenCase, _ form: Form, _ record: Record?, _ action: (Answers) -> CaseAction
    ) async throws -> Reply {
        let entry = try visit.entryID()
        return try await page(visit, file, form, record).record { answers in
            let act = action(answers)
            if act.changesNothing { return "/cases/\(file.number)/journey" }
            _ = try await visit.store.record(
                act, id: entry, to: file.number, as: try visit.actor(), at: visit.now, today: visit.today)
            // Where tasks are given out, they are asked for next.
            let isNew = record == nil && form.keeping?.takesTasks == true
            return "/cases/\(file.number)/" + (isNew ? "records/\(form.id)/\(entry)" : "journey")
        }
    }

    /// One thing that was agreed: what, who, by when.
    private static func giveTask(_ visit: Visit) async throws -> Reply {
        let (file, form, permit) = try await open(visit)
        let record = try found(visit, file, form)
        guard RecordTasks.may(permit, file, form) else { throw Fault.notFound }
        let path = "/cases/\(file.number)/records/\(form.id)/\(record.id)"
        return try await visit.record(
            file.number, then: path,
            again: { problems in
                let tasks = try RecordTasks.section(visit, file, form, record, permit)
                return page(visit, file, form, record, below: tasks).ask(
                    SubmittedAnswers(record.answers, of: form.fields), notice: problems, isFaulty: true)
            }, { try RecordTasks.task(visit, about: record.id) })
    }

    /// The records of this kind that are there, with their score and how it moved.
    private static func earlier(_ visit: Visit, _ file: SeenCase, _ form: Form) -> HTML {
        let records = file.records.filter { $0.form == form.id }
        guard !records.isEmpty else { return .none }
        let items = records.reversed().map { record -> HTML in
            """
            <section class="card"><h3><a href="/cases/\(file.number)/records/\(form.id)/\(record.id)">\(visit.say(record.at))</a></h3><p class="hint">\(visit.name(record.author)), \(visit.agency(record.agency))</p>\(visit.facts(form, record.answers))\(RecordTasks.list(visit, file, record))</section>
            """
        }
        return "\(scores(visit, form, records))<h2>\(visit.say("record.earlier"))</h2>\(items)"
    }

    /// Points by level over time, and the level of risk they suggest. The worker judges.
    private static func scores(_ visit: Visit, _ form: Form, _ records: [Record]) -> HTML {
        let scored = records.compactMap { record in Score(record.answers, by: form).map { (record, $0) } }
        guard let first = scored.first else { return .none }
        var before: Int?
        let rows = scored.map { record, score -> [HTML] in
            let change = before.map { score.total - $0 } ?? 0
            before = score.total
            let level = visit.country.riskLevels.first { score.total >= $0.points }?.code
            let risk = form.keeping?.risk.flatMap { form[$0] }
            let suggested = level.map { visit.choice($0, of: risk?.choices ?? []) } ?? ""
            return ["\(visit.say(record.at))"] + score.points.map { "\($0.points) / \($0.of)" as HTML }
                + ["\(score.total)\(if: change != 0, " (\(change > 0 ? "+" : "")\(change))")", "\(suggested)"]
        }
        let heads =
            [visit.say("record.when")] + first.1.points.map { visit.say("level.\($0.level)") }
            + [visit.say("record.points"), visit.say("record.suggests")]
        return "<h2>\(visit.say("record.scores"))</h2>\(visit.table(visit.say("record.scores"), heads, rows))"
    }

    /// A record in a list: when, and the first thing it says.
    static func line(_ visit: Visit, _ file: SeenCase, _ form: Form, _ record: Record) -> HTML {
        let first = form.fields.first { record.answers[$0.id] != nil && $0.kind != .day }
        let said: HTML = first.map { visit.shown(record.answers[$0.id], to: $0) } ?? .none
        return
            "<a href=\"/cases/\(file.number)/records/\(form.id)/\(record.id)\">\(visit.pack(form.title)), \(visit.say(visit.country.zone.day(of: record.at)))</a>\(if: !said.isEmpty, ": ")\(said)"
    }
}
