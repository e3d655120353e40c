import OrderedCollections
import Pack
import Register

/// The activities of a campaign one by one, and their sums by channel, district, language and partner.
extension CampaignOverview {
    var activities: HTML {
        let waves = campaign.waves(by: terms)
        let all = campaign.activities(by: terms)
        let rows = all.map { activity -> [HTML] in
            let wave = waves.first { $0.id == activity.wave }
            return [
                name(activity.name, activity.id),
                "\(activity.on.map { visit.say($0) } ?? "")\(notice("campaign.outsideDays", wave.map(activity.isLate) ?? false))",
                "\(wave?.name ?? "")",
                "\(visit.label(activity.channel, .channel))\(notice("campaign.outsideChannels", wave.map(activity.isElsewhere) ?? false))",
                "\(visit.places(activity.places))", "\(visit.label(activity.language, .language))", "\(activity.partner)",
                "\(activity.cost.map { visit.money($0) } ?? "")",
            ]
        }
        let title = visit.say("campaign.activities")
        let heads = ["activity", "when", "wave", "channel", "district", "language", "partner", "cost"].map {
            visit.say("campaign.\($0)")
        }
        return section(.activity, title, rows.isEmpty ? .none : "\(visit.table(title, heads, rows))\(sums(all))")
    }

    private func notice(_ key: String, _ isSo: Bool) -> HTML {
        isSo ? " <span class=\"tag wait\">\(visit.say(key))</span>" : .none
    }

    // MARK: Sums

    /// Contacts stand beside channels and districts only: no record of reach says a language or a partner.
    private func sums(_ all: [Campaign.Activity]) -> HTML {
        let reach = campaign.reach(by: terms)
        let several = visit.say("campaign.severalDistricts")
        func place(_ codes: [String]) -> String { codes.count > 1 ? several : visit.places(codes) }
        let groups: [(key: String, of: (Campaign.Activity) -> String, met: ((Campaign.Reach) -> String)?)] = [
            ("channel", { visit.label($0.channel, .channel) }, { visit.label($0.channel, .reachChannel) }),
            ("district", { place($0.places) }, { place($0.places) }),
            ("language", { visit.label($0.language, .language) }, nil), ("partner", \.partner, nil),
        ]
        let rows = groups.flatMap { group -> [[HTML]] in
            let own = Dictionary(grouping: all, by: group.of)
            let met = group.met.map { Dictionary(grouping: reach, by: $0) }
            let names = Set(own.keys).union(met.map { Set($0.keys) } ?? []).sorted()
            guard names.contains(where: { !$0.isEmpty }) else { return [] }
            return names.map { name in
                let label = name.isEmpty ? visit.say("campaign.notSaid") : name
                return ["\(visit.say("campaign.\(group.key)"))", "\(label)"] + sum(own[name] ?? [], met.map { $0[name] ?? [] })
            }
        }
        let total = ["\(visit.say("campaign.all"))", ""] + sum(all, reach)
        let title = visit.say("campaign.sums")
        let heads = ["group", "name", "count", "cost", "contacts", "costPerContact"].map { visit.say("campaign.\($0)") }
        return
            "<h3>\(title)</h3><p class=\"hint\">\(visit.say("campaign.sumsWhy"))</p>\(visit.table(title, heads, rows + [total]))"
    }

    private func sum(_ activities: [Campaign.Activity], _ reach: [Campaign.Reach]?) -> [HTML] {
        let cost = activities.compactMap(\.cost).reduce(Money(minor: 0), +)
        let contacts = reach?.reduce(0) { $0 + $1.contacts }
        let each = contacts.flatMap { cost.minor > 0 && $0 > 0 ? Money(minor: (cost.minor + $0 / 2) / $0) : nil }
        return [
            "\(activities.count)", "\(visit.money(cost))", "\(contacts.map { visit.grouped($0) } ?? "–")",
            "\(each.map { visit.money($0) } ?? "–")",
        ]
    }
}
