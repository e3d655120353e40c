import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Bringing in what many people said as a sheet: looked at before it counts, told how much of it was new, taken out again as a whole.
enum SurveySheetPages {
    static var routes: [Route] {
        [
            .get("/campaigns/{campaign}/rounds/{round}/sheet") { visit in
                let (_, _, form) = try SurveyPages.open(visit)
                return .csv(SurveySheet.template(of: form), named: "survey")
            },
            .get("/campaigns/{campaign}/rounds/{round}/import") { visit in
                let (campaign, round, _) = try SurveyPages.open(visit)
                return choose(visit, campaign, round, done(visit))
            },
            .file("/campaigns/{campaign}/rounds/{round}/import") { try take($0) },
            .get("/campaigns/{campaign}/rounds/{round}/import/check") { try check($0) },
            .post("/campaigns/{campaign}/rounds/{round}/import/check") { try bring($0) },
            .post("/campaigns/{campaign}/rounds/{round}/import/out") { try await takeOut($0) },
        ]
    }

    private static func path(_ campaign: Campaign, _ round: Campaign.Round) -> String {
        SurveyPages.path(campaign, round) + "/import"
    }

    private static func sitting(_ visit: Visit, _ campaign: Campaign, _ round: Campaign.Round) -> Sitting {
        Sitting(visit, path(campaign, round), Wording(said: visit.say("survey.import")))
    }

    // MARK: Choosing

    private static func choose(
        _ visit: Visit, _ campaign: Campaign, _ round: Campaign.Round, _ above: HTML, isFaulty: Bool = false
    ) -> Reply {
        let title = visit.say("survey.import")
        return visit.page(
            title, isFaulty: isFaulty,
            """
            \(above)\(visit.crumb(campaign))<h1>\(title)</h1><p>\(SurveyPages.soFar(visit, round))</p><p>\(visit.say("survey.importWhy", ["limit": String(SurveySheet.mostRows)]))</p>
            <p><a class="button quiet" href="\(SurveyPages.path(campaign, round))/sheet" download>\(visit.say("survey.template"))</a></p>
            <form method="post" enctype="multipart/form-data" action="\(path(campaign, round))">\(visit.hidden)
            <div class="field"><label for="file">\(visit.say("survey.file"))</label><input id="file" name="file" type="file" accept=".csv,.xlsx" required></div>\(visit.button("survey.show"))</form>
            \(sheets(visit, campaign, round))
            """)
    }

    /// What was recorded just now, as the address says it.
    private static func done(_ visit: Visit) -> HTML {
        let limits = 0...SurveySheet.mostRows
        guard let new = Bounded.whole(visit.query.first("new"), in: limits),
            let known = Bounded.whole(visit.query.first("known"), in: limits)
        else { return .none }
        let words = "\(visit.count("survey.newRows", new)) \(visit.count("survey.knownRows", known))"
        return "<p class=\"notice\" role=\"status\">\(words)</p>"
    }

    /// The sheets that were brought in, each to be taken out as a whole.
    private static func sheets(_ visit: Visit, _ campaign: Campaign, _ round: Campaign.Round) -> HTML {
        let rows = campaign.sheets.filter { $0.round == round.id }.reversed().map { sheet -> [HTML] in
            let act: HTML =
                sheet.isWithdrawn
                ? "<span class=\"tag closed\">\(visit.say("survey.isOut"))</span>"
                : visit.posting(
                    path(campaign, round) + "/out",
                    "<input type=\"hidden\" name=\"sheet\" value=\"\(sheet.id)\"><button class=\"quiet\">\(visit.say("survey.takeOut"))<span class=\"visually-hidden\">: \(visit.say(sheet.at))</span></button>"
                )
            return ["\(visit.say(sheet.at))", "\(visit.name(sheet.author))", "\(sheet.rows)", act]
        }
        guard !rows.isEmpty else { return .none }
        let title = visit.say("survey.sheets")
        let heads = ["evidence.when", "evidence.who", "survey.rows", "survey.sheetState"].map { visit.say($0) }
        return "<h2>\(title)</h2><p>\(visit.say("survey.sheetsWhy"))</p>\(visit.table(title, heads, rows))"
    }

    private static func takeOut(_ visit: Visit) async throws -> Reply {
        let (campaign, round, _) = try SurveyPages.open(visit)
        do {
            try await visit.store.record(
                .sheetWithdrawn(round: round.id, sheet: visit.form.first("sheet")), id: try visit.entryID(), to: campaign.number,
                as: try visit.actor(), at: visit.now)
        } catch let refusal as Refusal { return choose(visit, campaign, round, visit.refused(refusal), isFaulty: true) }
        return .redirect(path(campaign, round))
    }

    // MARK: Looking at it

    /// A file that was taken out may be brought in again: then its rows are other entries than before.
    private static func read(
        _ file: Data, _ campaign: Campaign, _ round: Campaign.Round, _ form: Form, turn: String = ""
    ) throws(SurveySheet.Fault) -> SurveySheet {
        var (own, again) = (turn, 0)
        while campaign.sheets.contains(where: { $0.isWithdrawn && $0.id == SurveySheet.name(file, round.id, own) }) {
            again += 1
            own = "\(turn) \(again)"
        }
        return try SurveySheet(file, of: form, round: round.id, turn: own)
    }

    /// Keeps the file, sealed, until it is confirmed: what was sent does not stand in the page.
    private static func take(_ visit: Visit) throws -> Reply {
        let (campaign, round, form) = try SurveyPages.open(visit)
        let again = { (sentence: String) in
            choose(visit, campaign, round, visit.faults([("file", sentence)]), isFaulty: true)
        }
        guard let part = visit.inbound.file, !part.bytes.isEmpty else { return again(visit.say("fault.missing")) }
        do { _ = try read(part.bytes, campaign, round, form) } catch {
            return again(visit.say("survey.\(error)", ["limit": String(SurveySheet.mostRows)]))
        }
        let sitting = sitting(visit, campaign, round)
        do { _ = try sitting.keep(["file": [Store.digest(part.bytes)]]) } catch let refusal as Refusal {
            return choose(visit, campaign, round, visit.refused(refusal), isFaulty: true)
        }
        try visit.store.keep(sheet: part.bytes, for: sitting.id, of: try visit.actor().account, at: visit.now)
        return .redirect(sitting.check)
    }

    /// How each row was understood, and how many are here already, before anything counts.
    private static func check(_ visit: Visit) throws -> Reply {
        let (campaign, round, form) = try SurveyPages.open(visit)
        let sitting = sitting(visit, campaign, round)
        guard let draft = try sitting.draft(), let file = try visit.store.sheet(for: sitting.id, of: try visit.actor().account),
            let sheet = try? read(file, campaign, round, form)
        else { return .redirect(path(campaign, round)) }
        let known = try visit.store.known(among: sheet.lines.map(\.id), in: campaign.number, as: try visit.actor())
        let bring: HTML = """
            \(sitting.hidden(seeing: draft))\(if: known > 0, other(visit))<div class="actions">\(visit.button("survey.bring"))\
            <a class="button quiet" href="\(path(campaign, round))">\(visit.say("form.change"))</a></div>
            """
        return visit.page(
            visit.say("survey.check"),
            """
            \(faults(visit, sheet))\(visit.crumb(campaign))\(visit.notice(of: draft))<h1>\(visit.say("survey.check"))</h1>
            <p>\(visit.count("survey.understood", sheet.lines.count)) \(visit.count("survey.hereAlready", known))</p>
            \(if: !sheet.ignored.isEmpty, "<p>\(visit.say("survey.ignored", ["columns": sheet.ignored.prefix(20).joined(separator: ", ")]))</p>")\(likeness(visit, campaign, round, sheet, known))
            \(if: !sheet.lines.isEmpty, visit.posting(path(campaign, round) + "/check", bring))
            \(preview(visit, sheet, form))
            """)
    }

    /// Whether a sheet that is here already holds other people all the same.
    private static func other(_ visit: Visit) -> HTML {
        visit.radios(
            "other", visit.say("survey.other"), [("no", visit.say("survey.otherNo")), ("yes", visit.say("survey.otherYes"))],
            chosen: "no")
    }

    /// A corrected sheet would count its people a second time.
    private static func likeness(
        _ visit: Visit, _ campaign: Campaign, _ round: Campaign.Round, _ sheet: SurveySheet, _ known: Int
    ) -> HTML {
        guard known == 0, let like = campaign.sheetLike(sheet.lines.map(\.answers), of: round.id) else { return .none }
        let holes = ["count": String(like.count), "date": visit.say(like.sheet.at)]
        return "<p class=\"notice\">\(visit.say("survey.like", holes))</p>"
    }

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

    // MARK: Recording

    private static func bring(_ visit: Visit) throws -> Reply {
        let (campaign, round, form) = try SurveyPages.open(visit)
        let sitting = sitting(visit, campaign, round)
        guard case .draft = try sitting.confirmed(),
            let file = try visit.store.sheet(for: sitting.id, of: try visit.actor().account)
        else { return .redirect(path(campaign, round)) }
        // The id of this form: a second click brings the same sheet, another form another one.
        let turn = visit.form.first("other") == "yes" ? try visit.entryID().description : ""
        guard let sheet = try? read(file, campaign, round, form, turn: turn) else { return .redirect(path(campaign, round)) }
        let new: Int
        do {
            new = try visit.store.respond(
                sheet.lines.map { ($0.id, $0.answers) }, round: round.id, sheet: sheet.name, to: campaign.number,
                as: try visit.actor(), at: visit.now)
        } catch let refusal as Refusal { return choose(visit, campaign, round, visit.refused(refusal), isFaulty: true) }
        try sitting.forget()
        return .redirect(path(campaign, round) + "?new=\(new)&known=\(sheet.lines.count - new)")
    }
}
