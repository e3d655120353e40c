import Cleaning
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The public pages that ask: am I safe, which keeps nothing; a report, and a call for help, which become reports of concern.
enum PublicQuestions {
    static var routes: [Route] {
        [
            PublicPages.get("/public/safe") { try safe($0, SubmittedAnswers(), []) },
            PublicPages.post("/public/safe") { try advise($0) },
            PublicPages.get("/public/report") { try ask($0, "report", $0.publicDoor().report, SubmittedAnswers(), []) },
            PublicPages.post("/public/report") { try await take($0, "report", try $0.publicDoor().report) },
            PublicPages.get("/public/help") { try ask($0, "help", $0.publicDoor().help, SubmittedAnswers(), []) },
            PublicPages.post("/public/help") { try await take($0, "help", try $0.publicDoor().help) },
        ]
    }

    private static func questions(_ visit: Visit, _ sent: SubmittedAnswers, _ problems: [FormProblem]) -> Question {
        let faults = Dictionary(problems.map { ($0.field, $0.fault) }, uniquingKeysWith: { first, _ in first })
        return Question(visit: visit, sent: sent, faults: faults, isPublic: true)
    }

    // MARK: Am I safe?

    private static func safe(_ visit: Visit, _ sent: SubmittedAnswers, _ problems: [FormProblem]) throws -> Reply {
        let form = try visit.publicDoor().safe.form
        return visit.publicPage(
            "safe", isFaulty: !problems.isEmpty, languages: .form("safe"),
            """
            \(visit.publicFaults(problems))<h1>\(visit.pack(form.title))</h1>\(visit.inbound.sound("safe"))<p>\(visit.pack(form.why)) \(visit.say("screen.keepsNothing"))</p>
            \(visit.publicForm("safe", isMain: true, isInSteps: true, visit.steps(form, questions(visit, sent, problems), send: "public.safe.show")))
            <p class="actions">\(visit.toFirst)</p>
            """)
    }

    private static func advise(_ visit: Visit) throws -> Reply {
        let safe = try visit.publicDoor().safe
        // The advice is asked for in another language by a page that says so; the questions by any other.
        if visit.isTranslating, visit.form.first("advised").isEmpty { return try self.safe(visit, visit.form, []) }
        let answers: Answers
        do { answers = try safe.form.accept(visit.form) } catch { return try self.safe(visit, visit.form, error.problems) }
        let advice = safe.advice(for: answers)
        let items = ["now", "soon", "inform"].flatMap { level in advice.filter { $0.level == level } }.map {
            "<li class=\"\($0.level)\">\(visit.pack($0.text))\(visit.inbound.sound("advice-\($0.id)"))</li>" as HTML
        }
        return visit.publicPage(
            "safe", languages: .form("safe"),
            """
            <h1>\(visit.say("public.safe.advice"))</h1>\(visit.inbound.sound("advice"))<ul class="advice">\(items)</ul>
            <p class="actions"><a class="button" href="\(visit.inbound.door("help"))">\(visit.say("public.door.help"))</a> \(visit.inbound.calls)\(visit.toFirst)</p>
            \(kept(visit, safe.form))
            """)
    }

    /// The answers that the advice rests on, to say it in another language. They stand in the page alone.
    private static func kept(_ visit: Visit, _ form: Form) -> HTML {
        var again = visit
        again.inbound.form["advised"] = ["1"]
        return again.keptForm("safe", form.fields.map(\.id.rawValue) + ["advised"])
    }

    // MARK: A report

    private static func ask(
        _ visit: Visit, _ page: String, _ intake: PublicDoor.Intake, _ sent: SubmittedAnswers, _ problems: [FormProblem]
    ) throws -> Reply {
        return visit.publicPage(
            page, isFaulty: !problems.isEmpty, languages: .form(page),
            """
            \(visit.publicFaults(problems))<h1>\(visit.pack(intake.form.title))</h1>\(visit.inbound.sound(page))<p>\(visit.pack(intake.form.why))</p>
            \(visit.publicForm(page, isMain: true, isInSteps: true, "<input type=\"hidden\" name=\"seed\" value=\"\(seed(sent))\">\(visit.steps(intake.form, questions(visit, sent, problems), send: "public.send"))"))
            <p class="actions">\(visit.toFirst)</p>
            """)
    }

    /// The chance that a page brought. Without enough of it two people who write the same would share one code.
    private static func seed(_ sent: SubmittedAnswers) -> String {
        sent.first("seed").utf8.count >= 16 ? sent.first("seed") : Store.token()
    }

    /// Keeps it and shows its code. Sent again, also after the answer was lost, it is one report with the same code.
    private static func take(_ visit: Visit, _ page: String, _ intake: PublicDoor.Intake) async throws -> Reply {
        if visit.isTranslating, visit.form.first("ticket").isEmpty { return try ask(visit, page, intake, visit.form, []) }
        let answers: Answers
        do { answers = try intake.form.accept(visit.form) } catch {
            return try ask(visit, page, intake, visit.form, error.problems)
        }
        let lacking = intake.lacking(in: answers)
        guard lacking.isEmpty else { return try ask(visit, page, intake, visit.form, lacking) }
        guard answers.values.values.contains(where: { $0 != .declined }) else {
            let first = intake.form.fields.first?.id.rawValue ?? ""
            return try ask(visit, page, intake, visit.form, [FormProblem(field: first, fault: .missing)])
        }
        let report = intake.report(of: answers, urgencyField: visit.country.urgency, campaign: visit.inbound.campaign)
        let received = try Received(
            seed: seed(visit.form), answers: report, urgency: intake.urgency(of: answers),
            channel: try visit.publicDoor().channel, form: intake.form.id, language: visit.language)
        return try await visit.inTurn(page) {
            let (store, now, today) = (visit.store, visit.now, visit.today)
            guard visit.site.reportTries.allows(visit.inbound.block.description, at: now) else {
                throw Fault(.serviceUnavailable, "busy", retryAfter: 60)
            }
            let code = try store.replyCode(for: received)
            try await visit.site.doorWork.run {
                try store.receive(received, under: try store.replyKey(for: code.digits), at: now, today: today)
            }
            return thanks(visit, code)
        }
    }

    private static func thanks(_ visit: Visit, _ code: ReplyCode) -> Reply {
        let groups = code.groups.map { "<span>\($0)</span> " as HTML }
        return visit.publicPage(
            "code", languages: PublicPage.Languages.none,
            """
            <h1>\(visit.say("public.thanks"))</h1>\(visit.inbound.sound("code"))<p>\(visit.say("public.thanksDanger", ["number": visit.country.emergency]))</p>
            <h2 id="code-name">\(visit.say("public.code"))</h2><p class="code reply" id="reply-code" data-once aria-labelledby="code-name" role="group">\(groups)</p>
            <p>\(visit.say("public.codeWhy"))</p><ul><li>\(visit.say("public.codeOnce"))</li><li>\(visit.say("public.codeHide"))</li><li>\(visit.say("public.codeEnd"))</li></ul>
            <p class="actions">\(visit.toFirst)</p>
            """)
    }
}
