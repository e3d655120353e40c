import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Asking people the questions of a round, one person after another.
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
        ] + SurveySheetPages.routes
    }

    static func open(_ visit: Visit) throws -> (Campaign, Campaign.Round, Form) {
        let campaign = try visit.campaign()
        let id = try visit.entry("round")
        guard let form = visit.country.campaigns?.answer, campaign.status == .running,
            let round = campaign.rounds(by: visit.campaignTerms).first(where: { $0.id == id })
        else { throw Fault.notFound }
        return (campaign, round, form)
    }

    static func path(_ campaign: Campaign, _ round: Campaign.Round) -> String {
        "/campaigns/\(campaign.number)/rounds/\(round.id)"
    }

    static func soFar(_ visit: Visit, _ round: Campaign.Round) -> String {
        visit.say("survey.soFar", ["round": visit.label(round.name, .round), "count": String(round.responses.count)])
    }

    private static func page(_ visit: Visit, _ campaign: Campaign, _ round: Campaign.Round, _ form: Form) -> FormPage {
        FormPage(
            visit: visit, form: form, path: path(campaign, round), crumb: "\(visit.crumb(campaign))<p>\(soFar(visit, round))</p>",
            continueWord: "survey.next")
    }

    private static func respond(_ visit: Visit) async throws -> Reply {
        let (campaign, round, form) = try open(visit)
        return try await page(visit, campaign, round, form).record { answers in
            try await visit.store.record(
                .responded(round: round.id, answers: answers), id: try visit.entryID(), to: campaign.number,
                as: try visit.actor(), at: visit.now)
            return path(campaign, round) + "?done=1"
        }
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
