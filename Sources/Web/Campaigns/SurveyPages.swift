import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Asking people the questions of a round: one person after another, or a sheet with all of them, looked at before it counts.
enum SurveyPages {
    static var routes: [Route] {
        [
            .get("/campaigns/{campaign}/rounds/{round}") { visit in
                let (campaign, round, form) = try open(visit)
                let notice: HTML =
                    visit.query.first("done").isEmpty
                    ? .none : "<p class=\"notice\" role=\"status\">\(visit.say("survey.recorded"))</p>"
                return page(visit, campaign, round, form).ask(SubmittedAnswers(), notice: notice)
            },
            .post("/campaigns/{campaign}/rounds/{round}") { try await respond($0) },
            .get("/campaigns/{campaign}/rounds/{round}/sheet") { visit in
                let (_, _, form) = try open(visit)
                return .csv(SurveySheet.template(of: form), named: "survey")
            },
            .get("/campaigns/{campaign}/rounds/{round}/import") { visit in
                let (campaign, round, form) = try open(visit)
                return choose(visit, campaign, round, form, .none)
            },
            .file("/campaigns/{campaign}/rounds/{round}/import") { try show($0) },
            .post("/campaigns/{campaign}/rounds/{round}/import/check") { try bring($0) },
        ]
    }

    private static func open(_ visit: Visit) throws -> (Campaign, Campaign.Round, Form) {
        let campaign = try visit.campaign()
        let id = try visit.entry("round")
        guard let form = visit.country.campaigns?.answer, campaign.status == .running,
            let round = campaign.rounds(by: visit.campaignTerms).first(where: { $0.id == id })
        else { throw Fault.notFound }
        return (campaign, round, form)
    }

    private static func path(_ campaign: Campaign, _ round: Campaign.Round) -> String {
        "/campaigns/\(campaign.number)/rounds/\(round.id)"
    }

    // MARK: One person

    private static func page(_ visit: Visit, _ campaign: Campaign, _ round: Campaign.Round, _ form: Form) -> FormPage {
        let so = visit.say(
            "survey.soFar", ["round": visit.label(round.name, .round), "count": String(round.responses.count)])
        return FormPage(
            visit: visit, form: form, path: path(campaign, round), draftName: "", base: "",
            crumb: "\(visit.crumb(campaign))<p>\(so)</p>", canSave: false, continueWord: "survey.next")
    }

    private static func respond(_ visit: Visit) async throws -> Reply {
        let (campaign, round, form) = try open(visit)
        let page = page(visit, campaign, round, form)
        let sent = visit.sentAnswers()
        do {
            try await visit.store.record(
                .responded(round: round.id, answers: try form.accept(sent)), id: try visit.entryID(), to: campaign.number,
                as: try visit.actor(), at: visit.now)
            return .redirect(path(campaign, round) + "?done=1")
        } catch let found as FormProblems {
            return page.ask(sent, found.problems)
        } catch let refusal as Refusal { return page.refuse(sent, refusal) }
    }

    // MARK: A sheet

    private static func choose(
        _ visit: Visit, _ campaign: Campaign, _ round: Campaign.Round, _ form: Form, _ problems: HTML
    ) -> Reply {
        let title = visit.say("survey.import")
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(campaign))<h1>\(title)</h1><p>\(visit.say("survey.importWhy", ["limit": String(SurveySheet.mostRows)]))</p>
            <p><a class="button quiet" href="\(path(campaign, round))/sheet" download>\(visit.say("survey.template"))</a></p>
            <form method="post" enctype="multipart/form-data" action="\(path(campaign, round))/import">\(visit.hidden)
            <div class="field"><label for="file">\(visit.say("survey.file"))</label><input id="file" name="file" type="file" accept=".csv,.xlsx" required></div>\(visit.button("survey.show"))</form>
            """)
    }

    /// How each row was understood, before anything counts.
    private static func show(_ visit: Visit) throws -> Reply {
        let (campaign, round, form) = try open(visit)
        let again = { (sentence: String) in
            choose(visit, campaign, round, form, visit.faults([("file", sentence)]))
        }
        guard let part = visit.inbound.file, !part.bytes.isEmpty else { return again(visit.say("fault.missing")) }
        let sheet: SurveySheet
        do { sheet = try SurveySheet(part.bytes, of: form, round: round.id) } catch {
            return again(visit.say("survey.\(error)", ["limit": String(SurveySheet.mostRows)]))
        }
        // Sealed until it is confirmed: what was sent does not stand in the page.
        try visit.keep(Draft(values: ["file": [part.bytes.base64EncodedString()]], base: ""), as: draft(round))
        return visit.page(
            visit.say("survey.check"), isFaulty: !sheet.faults.isEmpty,
            """
            \(faults(visit, sheet))\(visit.crumb(campaign))<h1>\(visit.say("survey.check"))</h1><p>\(visit.count("survey.understood", sheet.lines.count))</p>
            \(if: !sheet.ignored.isEmpty, "<p>\(visit.say("survey.ignored", ["columns": sheet.ignored.prefix(20).joined(separator: ", ")]))</p>")
            \(if: !sheet.lines.isEmpty, visit.posting(path(campaign, round) + "/import/check", "<div class=\"actions\">\(visit.button("survey.bring"))<a class=\"button quiet\" href=\"\(path(campaign, round))/import\">\(visit.say("form.change"))</a></div>"))
            \(preview(visit, sheet, form))
            """)
    }

    private static func draft(_ round: Campaign.Round) -> String { "survey/\(round.id)" }

    private static func faults(_ visit: Visit, _ sheet: SurveySheet) -> HTML {
        guard !sheet.faults.isEmpty else { return .none }
        let items = sheet.faults.prefix(50).map { fault -> HTML in
            let holes = [
                "row": String(fault.row), "column": visit.pack(fault.column), "problem": Question.say(fault.fault, visit),
            ]
            return "<li>\(visit.say("survey.row", holes))</li>"
        }
        return
            "<div class=\"errors\" role=\"alert\" tabindex=\"-1\"><h2>\(visit.count("survey.left", Set(sheet.faults.map(\.row)).count))</h2><ul>\(items)</ul></div>"
    }

    private static func preview(_ visit: Visit, _ sheet: SurveySheet, _ form: Form) -> HTML {
        guard !sheet.lines.isEmpty else { return .none }
        let fields = form.fields.filter { field in sheet.lines.contains { $0.answers[field.id] != nil } }
        let rows = sheet.lines.prefix(20).map { line -> [HTML] in
            ["\(line.row)"] + fields.map { visit.shown(line.answers[$0.id], to: $0) }
        }
        let heads = [visit.say("survey.rowShort")] + fields.map { visit.pack($0.label) }
        return "<h2>\(visit.say("survey.first"))</h2>\(visit.table(visit.say("survey.first"), heads, rows))"
    }

    private static func bring(_ visit: Visit) throws -> Reply {
        let (campaign, round, form) = try open(visit)
        guard let kept = try visit.draft(draft(round)), let file = Data(base64Encoded: kept.sent.first("file")) else {
            return .redirect(path(campaign, round) + "/import")
        }
        let sheet = try SurveySheet(file, of: form, round: round.id)
        do {
            _ = try visit.store.respond(
                sheet.lines.map { ($0.id, $0.answers) }, round: round.id, to: campaign.number, as: try visit.actor(), at: visit.now)
        } catch let refusal as Refusal { return choose(visit, campaign, round, form, visit.refused(refusal)) }
        try visit.forgetDraft(draft(round))
        return .redirect("/campaigns/\(campaign.number)#round")
    }
}

extension Reply {
    /// A table to be saved, under a name that says nothing of anybody.
    static func csv(_ text: String, named name: String) -> Reply {
        // The mark tells spreadsheets that it is UTF-8.
        var reply = Reply(body: Data([0xEF, 0xBB, 0xBF] + Array(text.utf8)))
        reply.headers[.contentType] = "text/csv; charset=utf-8"
        reply.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
        return reply
    }
}
