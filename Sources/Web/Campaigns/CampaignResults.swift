import Exchange
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// What a campaign achieved, as far as numbers can say: calls, reach, knowledge; on the screen, on paper, as a table to save.
enum CampaignResults {
    static var routes: [Route] {
        [
            .get("/campaigns/{campaign}/results") { try results($0) },
            .get("/campaigns/{campaign}/print") { try paper($0) },
            .get("/campaigns/{campaign}/activities") { try activities($0) },
        ]
    }

    private static func results(_ visit: Visit) throws -> Reply {
        let campaign = try visit.outcome()
        let title = visit.say("campaign.resultsOf", ["name": campaign.name(by: visit.campaignTerms)])
        return visit.page(
            title,
            """
            \(visit.crumb(campaign))<h1>\(title)</h1><p class="actions"><a class="button quiet" href="/campaigns/\(campaign.number)/print">\(visit.say("campaign.print"))</a></p>
            \(try all(visit, campaign, isPaper: false))
            """)
    }

    private static func all(_ visit: Visit, _ campaign: Campaign, isPaper: Bool) throws -> HTML {
        """
        \(try AttributionResults(visit: visit, campaign: campaign, isPaper: isPaper).html)
        \(ReachResults(visit: visit, campaign: campaign).html)
        \(SurveyResults(visit: visit, campaign: campaign, isPaper: isPaper).html)
        """
    }

    /// The whole campaign to print: nothing on it can be clicked, and everything is open.
    private static func paper(_ visit: Visit) throws -> Reply {
        let campaign = try visit.outcome()
        let name = campaign.name(by: visit.campaignTerms)
        return visit.page(
            name,
            """
            \(visit.crumb(campaign))<h1>\(name)</h1><p>\(campaign.number), \(visit.say(visit.now))</p>
            \(CampaignOverview(visit: visit, campaign: campaign, isPaper: true).html)\(try all(visit, campaign, isPaper: true))
            """)
    }

    private static func activities(_ visit: Visit) throws -> Reply {
        let campaign = try visit.campaign()
        let terms = visit.campaignTerms
        let waves = campaign.waves(by: terms)
        let heads = ["activity", "when", "wave", "channel", "district", "language", "partner", "cost"]
        var text = CSV.line(heads.map { visit.say("campaign.\($0)") })
        for each in campaign.activities(by: terms) {
            text += CSV.line([
                each.name, each.on?.description ?? "", waves.first { $0.id == each.wave }?.name ?? "",
                visit.label(each.channel, .channel), each.places.isEmpty ? "" : visit.places(each.places),
                visit.label(each.language, .language), each.partner,
                each.cost?.text(digits: terms.digits, point: ".", apart: "") ?? "",
            ])
        }
        return .csv(text, named: "activities")
    }
}
