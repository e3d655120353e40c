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
        let campaign = try visit.campaign()
        let title = visit.say("campaign.resultsOf", ["name": campaign.name(by: visit.campaignTerms)])
        return visit.page(
            title,
            """
            \(visit.crumb(campaign))<h1>\(title)</h1><p class="actions"><a class="button quiet" href="/campaigns/\(campaign.number)/print">\(visit.say("campaign.print"))</a></p>
            \(try all(visit, campaign))
            """)
    }

    private static func all(_ visit: Visit, _ campaign: Campaign) throws -> HTML {
        """
        \(try AttributionResults(visit: visit, campaign: campaign).html)
        \(ReachResults(visit: visit, campaign: campaign).html)
        \(SurveyResults(visit: visit, campaign: campaign).html)
        """
    }

    /// The whole campaign to print: nothing on it can be clicked.
    private static func paper(_ visit: Visit) throws -> Reply {
        let campaign = try visit.campaign()
        let name = campaign.name(by: visit.campaignTerms)
        return visit.page(
            name,
            """
            \(visit.crumb(campaign))<h1>\(name)</h1><p>\(campaign.number), \(visit.say(visit.now))</p>
            \(CampaignOverview(visit: visit, campaign: campaign, isPaper: true).html)\(try all(visit, campaign))
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

/// Whom a campaign reached: contacts and unique people by how they are known, by district, by sex and age.
struct ReachResults {
    let visit: Visit
    let campaign: Campaign

    private var terms: CampaignTerms { visit.campaignTerms }

    var html: HTML {
        let activities = campaign.activities(by: terms)
        let reach = campaign.reach(by: terms)
        guard !activities.isEmpty || !reach.isEmpty else { return .none }
        return """
            <section id="reach"><h2>\(visit.say("campaign.reach"))</h2>\(methods(reach))\(audience(reach))
            \(map("done", visit.say("campaign.mapActivities"), activities.flatMap(\.places)))
            \(map("met", visit.say("campaign.mapReach"), reach.flatMap { each in each.places.map { ($0, each.contacts) } }))</section>
            """
    }

    private func methods(_ reach: [Campaign.Reach]) -> HTML {
        guard !reach.isEmpty else { return .none }
        let known = Dictionary(grouping: reach, by: \.method)
        let rows = known.keys.sorted().map { method -> [HTML] in
            let own = known[method] ?? []
            let unique = own.compactMap(\.unique)
            return [
                "\(visit.label(method, .method))", "\(own.reduce(0) { $0 + $1.contacts })",
                unique.isEmpty ? "\(visit.say("campaign.unknown"))" : "\(unique.reduce(0, +))",
            ]
        }
        let heads = ["method", "contacts", "unique"].map { visit.say("campaign.\($0)") }
        return
            "<p>\(visit.say("campaign.reachWhy")) \(visit.say("campaign.twice"))</p>\(visit.table(visit.say("campaign.byMethod"), heads, rows))"
    }

    private func audience(_ reach: [Campaign.Reach]) -> HTML {
        let groups = reach.flatMap(\.audience)
        guard !groups.isEmpty else { return .none }
        let ages = terms[.age].flatMap { visit.country.fieldsByID[$0] }?.choices ?? []
        let sexes = terms[.sex].flatMap { visit.country.fieldsByID[$0] }?.choices ?? []
        let count = { (sex: String?, age: String?) in
            groups.filter { (sex == nil || $0.sex == sex) && (age == nil || $0.age == age) }.reduce(0) { $0 + $1.count }
        }
        let rows = ages.map { age -> [HTML] in
            ["\(visit.pack(age.label))"] + sexes.map { "\(count($0.code, age.code))" } + ["\(count(nil, age.code))"]
        }
        let heads = [visit.say("campaign.age")] + sexes.map { visit.pack($0.label) } + [visit.say("campaign.all")]
        let title = visit.say("campaign.audience")
        return "<h3>\(title)</h3>\(visit.table(title, heads, rows))"
    }

    private func map(_ id: String, _ caption: String, _ places: [String]) -> HTML { map(id, caption, places.map { ($0, 1) }) }

    private func map(_ id: String, _ caption: String, _ places: [(String, Int)]) -> HTML {
        guard let map = visit.country.map, !places.isEmpty else { return .none }
        let values = Dictionary(places, uniquingKeysWith: +)
        return DistrictMap(
            id: id, caption: caption, heads: (visit.say("campaign.district"), visit.say("campaign.count")), map: map,
            values: values, name: { visit.places([$0]) }, none: visit.say("campaign.noneHere")
        ).html
    }
}
