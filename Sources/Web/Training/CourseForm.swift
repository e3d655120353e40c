import OrderedCollections
import Pack
import Register
import Store

/// A version of a course as a form.
enum CourseForm {
    private static let (title, topic, audiences, modules): (FieldID, FieldID, FieldID, FieldID) = (
        "title", "topic", "audiences", "modules"
    )
    private static let (pass, attendance, validity): (FieldID, FieldID, FieldID) = ("pass", "attendance", "validity")
    private static let (test, languages): (FieldID, FieldID) = ("test", "languages")

    static func page(_ visit: Visit, _ known: (id: ChronicleID, course: Course)?) throws -> FormPage {
        _ = try visit.asTrainer()
        let terms = try visit.training()
        let say = { (key: String) in visit.say(key) }
        let tests = terms.tests.map { Choice(code: $0.id, label: $0.title) }
        let spoken = visit.country.languages.map { Choice(code: $0, label: Wording(said: Words.native[$0] ?? $0)) }
        let form = Form(
            id: "course", title: Wording(said: say(known == nil ? "course.new" : "course.revise")),
            why: Wording(said: say("course.why")),
            fields: [
                Field(own: title, .text, say("course.title"), isRequired: true),
                Field(own: topic, .choice, say("course.topic"), isRequired: true, choices: terms.topics),
                Field(own: audiences, .choices, say("course.audiences"), choices: terms.audiences),
                Field(own: modules, .long, say("course.modules"), hint: say("course.modulesHint")),
                Field(own: test, .choice, say("course.test"), hint: say("course.testHint"), choices: tests),
                Field(
                    own: pass, .number, say("course.passMark"), hint: say("course.percentHint"), isRequired: true, range: 0...100),
                Field(
                    own: attendance, .number, say("course.attendance"), hint: say("course.percentHint"), isRequired: true,
                    range: 0...100),
                Field(
                    own: validity, .number, say("course.validity"), hint: say("course.monthsHint"), isRequired: true, range: 1...120
                ),
                Field(own: languages, .choices, say("course.languages"), choices: spoken),
            ])
        let above = known.map { ("/courses/\($0.id)", $0.course.plan?.title ?? "") } ?? ("/courses", say("course.list"))
        return FormPage(
            visit: visit, form: form, path: known.map { "/courses/\($0.id)/version" } ?? "/courses/new",
            crumb: "<p><a href=\"\(above.0)\">\(above.1)</a></p>", continueWord: "course.record", wantsWholeDays: true)
    }

    static func offer(_ visit: Visit) async throws -> Reply {
        try await page(visit, nil).record { answers in
            let id = try visit.store.offer(
                plan(answers), id: try visit.entryID(), as: try visit.actor(), at: visit.now)
            return "/courses/\(id)"
        }
    }

    static func revise(_ visit: Visit) async throws -> Reply {
        let known = try CoursePages.found(visit)
        return try await page(visit, known).record { answers in
            try visit.store.record(
                .revised(plan(answers)), id: try visit.entryID(), to: known.id, as: try visit.actor(), at: visit.now)
            return "/courses/\(known.id)"
        }
    }

    private static func plan(_ answers: Answers) -> Course.Plan {
        let number = { (id: FieldID) in answers[id]?.text.flatMap { Bounded.decimal($0) }.map { Bounded.whole(of: $0) } ?? 0 }
        return Course.Plan(
            title: answers[title]?.text ?? "", topic: answers[topic]?.text ?? "", audiences: answers[audiences]?.all ?? [],
            modules: lines(answers[modules]?.text), passMark: number(pass), attendance: number(attendance),
            validityMonths: number(validity), test: answers[test]?.text ?? "", languages: answers[languages]?.all ?? [])
    }

    /// One module a line, with its minutes after a semicolon.
    private static func lines(_ text: String?) -> [Course.Module] {
        (text ?? "").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: ";").map { SubmittedAnswers(["": [String($0)]]).first("") }
            guard let title = parts.first, !title.isEmpty else { return nil }
            let minutes = parts.dropFirst().first.flatMap { $0.isEmpty ? nil : $0 }
            // What is no number of minutes is refused as one that no module has.
            return Course.Module(title: title, minutes: minutes.map { Bounded.whole($0) ?? 0 })
        }
    }

    static func answers(_ plan: Course.Plan) -> Answers {
        let modules = plan.modules.map { $0.title + ($0.minutes.map { "; \($0)" } ?? "") }
        var answers = Answers([
            title: .text(plan.title), topic: .text(plan.topic), pass: .text(String(plan.passMark)),
            attendance: .text(String(plan.attendance)), validity: .text(String(plan.validityMonths)),
        ])
        if !plan.audiences.isEmpty { answers[audiences] = .codes(plan.audiences) }
        if !modules.isEmpty { answers[self.modules] = .text(modules.joined(separator: "\n")) }
        if !plan.test.isEmpty { answers[test] = .text(plan.test) }
        if !plan.languages.isEmpty { answers[languages] = .codes(plan.languages) }
        return answers
    }
}
