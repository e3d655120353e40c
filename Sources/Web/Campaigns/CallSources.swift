import Pack
import Register
import Store

/// How callers came to a campaign: by the codes of its waves, by their links, and by what they said.
struct CallSources {
    let visit: Visit
    let campaign: Campaign

    private var terms: CampaignTerms { visit.campaignTerms }

    /// From the call to the person: for all calls of a wave, for those like it, and for each of its codes.
    func chain(_ wave: Campaign.Wave, _ actor: Actor) throws -> HTML {
        guard wave.from <= visit.today else { return .none }
        let found = try visit.store.chains(of: wave, in: campaign, on: visit.today, as: actor)
        let first = visit.say(wave.from)
        var rows = [(visit.say("chain.all"), found.all), (visit.say("chain.alike"), found.alike)]
        if !found.codes.isEmpty { rows.append((visit.say("chain.brought", ["date": first]), found.brought)) }
        rows += found.codes.map { each in
            let holes = ["code": each.code.code, "channel": visit.label(each.code.channel, .channels), "date": first]
            return (visit.say("chain.code", holes), each.chain)
        }
        let cells = rows.map { name, chain -> [HTML] in
            ["\(name)"] + [chain.calls, chain.triaged, chain.screened, chain.found].map { "\(visit.told($0))" }
        }
        let heads = ["chain.whose", "chain.calls", "chain.triaged", "chain.screened", "chain.found"].map { visit.say($0) }
        let title = visit.say("chain.title", ["wave": wave.name])
        return
            "<h4>\(title)</h4><p class=\"hint\">\(visit.say("chain.why", ["limit": String(terms.fewer)]))</p>\(visit.table(title, heads, cells))"
    }

    func visits(_ actor: Actor) throws -> HTML {
        guard !campaign.codes.isEmpty else { return .none }
        let waves = campaign.waves(by: terms)
        let rows = try campaign.codes.map { code -> BarChart.Row in
            let visits = try visit.store.visits(by: code.code, as: actor).values.reduce(0, +)
            return BarChart.Row(
                label: "\(code.code)",
                cells: [
                    "\(visit.label(code.channel, .channels))", "\(waves.first { $0.id == code.wave }?.name ?? "")",
                    "\(visit.grouped(visits))",
                ], value: Double(visits))
        }
        let heads = ["code", "channel", "wave", "visits", "visitsBar"].map { visit.say("calls.\($0)") }
        return
            "<h3>\(visit.say("calls.codes"))</h3><p>\(visit.say("calls.codesWhy"))</p>\(BarChart(caption: visit.say("calls.codes"), heads: heads, rows: rows).html)"
    }

    /// What callers said since the first wave began, and how many said nothing. Together they are calls that are told elsewhere.
    func heard(_ first: Campaign.Wave, _ calls: [Call]) -> HTML {
        guard let field = terms.heard.flatMap({ visit.country.concern?[$0] }) else { return .none }
        let own = calls.filter { $0.day >= first.from.number }
        let counts = field.choices.map { choice in own.count { $0.heard == choice.code } } + [own.count { $0.heard == nil }]
        let told = Told.parts(counts + [own.count - counts.reduce(0, +)], fewer: terms.fewer)
        // A bar would tell what the words do not.
        func bar(_ told: Told) -> Double? { if case .exactly(let count) = told { Double(count) } else { nil } }
        let labels = field.choices.map { visit.pack($0.label) } + [visit.say("calls.notAsked")]
        let rows = zip(labels, told).map { label, told in
            BarChart.Row(label: "\(label)", cells: ["\(visit.told(told))"], value: bar(told))
        }
        let chart = BarChart(
            caption: visit.say("calls.heardSince", ["date": visit.say(first.from)]),
            heads: ["answer", "calls", "bar"].map { visit.say("calls.\($0)") }, rows: rows)
        return "<h3>\(visit.pack(field.label))</h3>\(chart.html)"
    }
}
