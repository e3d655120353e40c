import OrderedCollections
import Pack
import Register

extension CampaignOverview {
    var waves: HTML {
        let waves = campaign.waves(by: terms)
        return section(.wave, visit.say("campaign.waves"), waves.isEmpty ? .none : strip(waves))
    }

    /// The waves in a calendar: each a bar between its days, its activities as marks on it, with today as a line.
    private func strip(_ waves: [Campaign.Wave]) -> HTML {
        let activities = campaign.activities(by: terms)
        let days = activities.compactMap(\.on)
        let first = (waves.map(\.from) + days).min() ?? visit.today
        let last = max((waves.map(\.until) + days).max() ?? first, visit.today)
        let (start, length) = (first.number, max(last.number - first.number + 1, 1))
        func at(_ number: Int) -> Int { (number - start) * 1000 / length }
        let today: HTML = visit.today >= first ? "<path class=\"today\" d=\"M\(at(visit.today.number)) 0v40\"/>" : .none
        let rows = waves.map { wave -> HTML in
            let channels = wave.channels.map { visit.label($0, .channels) }.joined(separator: ", ")
            let own = activities.filter { $0.wave == wave.id }
            let deeds = own.compactMap(\.on).map { "<path class=\"deed\" d=\"M\(at($0.number)) 14h4v12h-4z\"/>" as HTML }
            let cells = [
                ("campaign.when", visit.span(wave.from, wave.until)), ("campaign.channels", channels),
                ("campaign.activities", String(own.count)),
            ].map { key, text in "<td role=\"cell\" data-label=\"\(visit.say(key))\">\(text)</td>" as HTML }
            return """
                <tr role="row"><th scope="row" role="rowheader">\(name(wave.name, wave.id))\(if: wave.isOn(visit.today), " <span class=\"tag open\">\(visit.say("campaign.now"))</span>")</th>\(cells)<td role="cell" class="bar"><svg aria-hidden="true" viewBox="0 0 1000 40" preserveAspectRatio="none"><path class="all" d="M0 0h1000v40H0z"/><path class="fill" d="M\(at(wave.from.number)) 4H\(at(wave.until.number + 1))v32H\(at(wave.from.number))z"/>\(deeds)\(today)</svg></td></tr>
                """
        }
        let heads = ["campaign.wave", "campaign.when", "campaign.channels", "campaign.activities", "campaign.calendar"].map {
            "<th scope=\"col\" role=\"columnheader\">\(visit.say($0))</th>" as HTML
        }
        return """
            <table class="stack chart strip" role="table"><caption>\(visit.say("campaign.stripWhy", ["from": visit.say(first), "until": visit.say(last)]))</caption><thead role="rowgroup"><tr role="row">\(heads)</tr></thead><tbody role="rowgroup">\(rows)</tbody></table>
            """
    }
}
