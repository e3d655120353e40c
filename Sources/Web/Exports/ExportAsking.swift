import Exchange
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Asking for a file for a partner: one form, then who would be in it, then a second person is asked.
enum ExportAsking {
    static var routes: [Route] {
        [
            .get("/exports/new") { visit in
                try form(visit).open(notice: visit.site.age.isAvailable ? .none : visit.noAge)
            },
            .post("/exports/new") { try take($0) },
            .get("/exports/new/check") { try await check($0) },
            .post("/exports/new/check") { try await ask($0) },
        ]
    }

    private enum Asked: FieldID {
        case format, from, until, recipient, keys, reason, words
    }

    private static func form(_ visit: Visit) throws -> FormPage {
        guard visit.store.mayExport(try visit.actor()) else { throw Fault.notFound }
        let terms = visit.exportTerms
        let formats = terms.formats.map { Choice(code: $0.id, label: $0.title) }
        func field(_ asked: Asked, _ kind: Field.Kind, _ label: String, _ hint: String? = nil, _ choices: [Choice] = []) -> Field {
            Field(
                id: asked.rawValue, kind: kind, label: Wording(said: visit.say(label)),
                hint: hint.map { Wording(said: visit.say($0)) }, fieldClass: .coded,
                isRequired: true, choices: choices)
        }
        let form = Form(
            id: "export", title: Wording(said: visit.say("export.askTitle")), why: Wording(said: visit.say("export.askWhy")),
            fields: [
                field(.format, .choice, "export.format", nil, formats), field(.from, .day, "export.from"),
                field(.until, .day, "export.until"), field(.recipient, .text, "export.recipient", "export.recipientHint"),
                field(.keys, .long, "export.keysAsk", "export.keysHint"),
                field(.reason, .choice, "export.reason", nil, terms.reasons),
                field(.words, .long, "export.words", "export.wordsHint"),
            ])
        var page = FormPage(
            visit: visit, form: form, path: "/exports/new", sitting: Sitting(visit, "/exports/new", form.title),
            crumb: "<p><a href=\"/exports\">\(visit.say("export.list"))</a></p>", canSave: false, confirmWord: "export.record",
            continueWord: "export.show")
        page.wantsWholeDays = true
        return page
    }

    /// Errors: `Refusal` for a key that is none, or days in the wrong order.
    private static func request(_ answers: Answers) throws(Refusal) -> (Export.Request, Answers) {
        let text = { (asked: Asked) in answers[asked.rawValue]?.text ?? "" }
        guard let from = Day(text(.from)), let until = Day(text(.until)), !from.isYearOnly, !until.isYearOnly else {
            throw Refusal("wholeDay")
        }
        guard from <= until else { throw Refusal("endsBefore") }
        let keys = try RecipientKey.all(in: text(.keys))
        let request = Export.Request(
            format: text(.format), from: from, until: until, recipient: text(.recipient), keys: keys, reason: text(.reason))
        return (request, Answers([.text: .text(text(.words))]))
    }

    private static func take(_ visit: Visit) throws -> Reply {
        let page = try form(visit)
        return try page.take(back: "/exports", next: page.sitting?.check) { _ = try request($0) }
    }

    /// How many people would go, and how many would not and why, before anybody is asked.
    private static func check(_ visit: Visit) async throws -> Reply {
        let page = try form(visit)
        guard let draft = try page.sitting?.draft(), let answers = try? page.form.accept(draft.sent),
            let request = try? request(answers).0
        else { return .redirect("/exports/new") }
        let (told, isAnybody) = try await going(visit, request)
        return page.check(draft, below: told, canConfirm: isAnybody)
    }

    private static func going(_ visit: Visit, _ request: Export.Request) async throws -> (HTML, isAnybody: Bool) {
        guard let format = visit.exportTerms.format(request.format) else { throw Fault.notFound }
        let (store, actor, now, today) = (visit.store, try visit.actor(), visit.now, visit.today)
        let people = try await visit.site.pressing.run { try store.people(of: request, as: actor, at: now, today: today) }
        let left = ExportPeople.LeftOut.allCases.compactMap { reason in
            people.leftOut[reason].map { "<li>\(visit.count("export.out.\(reason.rawValue)", $0))</li>" as HTML }
        }
        let purpose = visit.choice(format.consent, of: visit.country.purposes)
        let told: HTML = """
            <section class="next"><h2>\(visit.say("export.who"))</h2><p><strong>\(visit.count("export.going", people.going))</strong></p>
            \(if: !left.isEmpty, "<ul>\(left)</ul>")<p>\(visit.say("export.consentFor", ["purpose": purpose]))</p>\(if: people.going == 0, "<p>\(visit.say("refusal.exportEmpty"))</p>")</section>
            """
        return (told, people.going > 0)
    }

    private static func ask(_ visit: Visit) async throws -> Reply {
        let page = try form(visit)
        return try await page.confirm(gone: { "/exports" }) { _, answers in
            let (request, words) = try request(answers)
            let number = try await visit.store.ask(
                request, answers: words, id: try visit.entryID(), as: try visit.actor(), at: visit.now, today: visit.today)
            try page.sitting?.forget()
            return .redirect("/exports/\(number)")
        }
    }
}
