import OrderedCollections
import Pack
import Register

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
            <section id="reach-results"><h2>\(visit.say("campaign.reach"))</h2>\(methods(reach))\(audience(reach))
            \(activityMap(activities))\(reachMap(reach))</section>
            """
    }

    private func methods(_ reach: [Campaign.Reach]) -> HTML {
        guard !reach.isEmpty else { return .none }
        let known = Dictionary(grouping: reach, by: \.method)
        let rows = known.keys.sorted().map { method -> [HTML] in
            let own = known[method] ?? []
            return [
                "\(visit.label(method, .method))", "\(own.count)", "\(visit.grouped(own.reduce(0) { $0 + $1.contacts }))",
                "\(unique(own))",
            ]
        }
        let heads = ["method", "records", "contacts", "unique"].map { visit.say("campaign.\($0)") }
        return
            "<p>\(visit.say("campaign.reachWhy")) \(visit.say("campaign.twice"))</p>\(visit.table(visit.say("campaign.byMethod"), heads, rows))"
    }

    /// Beside the contacts of all records, unique people of some would be read as all of them.
    private func unique(_ reach: [Campaign.Reach]) -> String {
        let known = reach.compactMap(\.unique)
        guard !known.isEmpty else { return visit.say("campaign.unknown") }
        let sum = visit.grouped(known.reduce(0, +))
        guard known.count < reach.count else { return sum }
        return visit.say("campaign.uniqueOf", ["count": sum, "known": String(known.count), "all": String(reach.count)])
    }

    /// Who is of no known sex or age stands in a row and a column of their own, so that the sums hold.
    private func audience(_ reach: [Campaign.Reach]) -> HTML {
        let groups = reach.flatMap(\.audience)
        guard !groups.isEmpty else { return .none }
        func named(_ meaning: CampaignTerms.Meaning, _ used: [String]) -> [(code: String, label: String)] {
            let choices = terms[meaning].flatMap { visit.country.fieldsByID[$0] }?.choices ?? []
            let codes = choices.map(\.code)
            let rest: [(String, String)] = used.contains { !codes.contains($0) } ? [("", visit.say("campaign.notSaid"))] : []
            return choices.map { ($0.code, visit.pack($0.label)) } + rest
        }
        let ages = named(.age, groups.map(\.age))
        let sexes = named(.sex, groups.map(\.sex))
        func isMeant(_ code: String?, _ own: String, _ all: [(code: String, label: String)]) -> Bool {
            code == nil || code == own || (code == "" && !all.contains { $0.code == own })
        }
        func count(_ sex: String?, _ age: String?) -> HTML {
            let sum = groups.filter { isMeant(sex, $0.sex, sexes) && isMeant(age, $0.age, ages) }.reduce(0) { $0 + $1.count }
            return "\(visit.grouped(sum))"
        }
        let rows = ages.map { age -> [HTML] in
            ["\(age.label)"] + sexes.map { count($0.code, age.code) } + [count(nil, age.code)]
        }
        let sums = ["\(visit.say("campaign.all"))"] + sexes.map { count($0.code, nil) } + [count(nil, nil)]
        let heads = [visit.say("campaign.age")] + sexes.map(\.label) + [visit.say("campaign.all")]
        let title = visit.say("campaign.audience")
        return "<h3>\(title)</h3>\(visit.table(title, heads, rows + [sums]))"
    }

    // MARK: Maps

    /// An activity in several districts happened in each of them.
    private func activityMap(_ activities: [Campaign.Activity]) -> HTML {
        let places = activities.flatMap(\.places).map { ($0, 1) }
        let whole = activities.count { $0.places.isEmpty }
        return map("done", visit.say("campaign.mapActivities"), places, whole: whole, several: 0)
    }

    /// Contacts in several districts are known for none of them.
    private func reachMap(_ reach: [Campaign.Reach]) -> HTML {
        func sum(_ isMeant: (Int) -> Bool) -> Int {
            reach.filter { isMeant($0.places.count) }.reduce(0) { $0 + $1.contacts }
        }
        let places = reach.filter { $0.places.count == 1 }.map { ($0.places[0], $0.contacts) }
        return map("met", visit.say("campaign.mapReach"), places, whole: sum { $0 == 0 }, several: sum { $0 > 1 })
    }

    private func map(_ id: String, _ caption: String, _ places: [(String, Int)], whole: Int, several: Int) -> HTML {
        guard let map = visit.country.map, !places.isEmpty || whole + several > 0 else { return .none }
        let beside = [("campaign.wholeCountry", whole), ("campaign.inSeveral", several)].filter { $0.1 > 0 }.map {
            key, count -> HTML in
            "<p>\(visit.say(key, ["count": visit.grouped(count)]))</p>"
        }
        let chart = DistrictMap(
            id: id, caption: caption, heads: (visit.say("campaign.district"), visit.say("campaign.count")), map: map,
            values: Dictionary(places, uniquingKeysWith: +), name: { visit.places([$0]) }, none: visit.say("campaign.noneHere"),
            number: { visit.grouped($0) })
        return "\(chart.html)\(beside)"
    }
}
