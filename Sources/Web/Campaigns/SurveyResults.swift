import Pack
import Register

/// What people know, think and do, round by round, with how far off each share may be.
struct SurveyResults {
    let visit: Visit
    let survey: Survey
    private let form: Form?

    init(visit: Visit, campaign: Campaign) {
        self.visit = visit
        survey = Survey(campaign, by: visit.campaignTerms)
        form = visit.country.campaigns?.answer
    }

    private var terms: CampaignTerms { survey.terms }

    var html: HTML {
        guard let form, !survey.rounds.isEmpty else { return .none }
        let areas = CampaignTerms.Item.Area.allCases.map { area -> HTML in
            let items = terms.items.filter { $0.area == area }
            guard !items.isEmpty else { return .none }
            return "<h3>\(visit.say("survey.\(area.rawValue)"))</h3>\(items.map { item($0, form) })"
        }
        return """
            <section id="survey"><h2>\(visit.say("campaign.survey"))</h2><p>\(visit.say("survey.why", ["least": String(terms.least)]))</p>\(rounds)\(areas)</section>
            """
    }

    private var rounds: HTML {
        let rows = survey.rounds.map { round -> [HTML] in
            let margin = Survey.marginOfError(round.responses.count).map { points($0) }
            return [
                "\(name(round))", "\(visit.say(round.from))", "\(round.responses.count)", "\(margin.map { "± \($0)" } ?? "")",
            ]
        }
        let heads = ["campaign.round", "campaign.when", "campaign.people", "survey.margin"].map { visit.say($0) }
        return visit.table(visit.say("survey.rounds"), heads, rows)
    }

    private func name(_ round: Campaign.Round) -> String { visit.label(round.name, .round) }
    private func points(_ part: Double) -> String { visit.say("survey.points", ["points": visit.decimal(part * 100, 1)]) }
    private func percent(_ part: Double) -> String { visit.say("survey.percent", ["percent": visit.decimal(part * 100)]) }

    private func said(_ share: Share) -> String {
        guard survey.isEnough(share), let value = share.value, let interval = share.interval else {
            return visit.say("survey.tooFew")
        }
        return visit.say(
            "survey.share",
            ["share": percent(value), "low": visit.decimal(interval.low * 100), "high": visit.decimal(interval.high * 100)])
    }

    // MARK: One question

    private func item(_ item: CampaignTerms.Item, _ form: Form) -> HTML {
        guard let field = form[item.field] else { return .none }
        let rows = survey.rounds.map { round -> BarChart.Row in
            let share = survey.share(item, in: round)
            let isEnough = survey.isEnough(share)
            return BarChart.Row(
                label: "\(name(round))", cells: ["\(share.total)", "\(said(share))"], value: isEnough ? share.value : nil,
                interval: isEnough ? share.interval : nil)
        }
        let heads = ["campaign.round", "survey.answered", "survey.right", "survey.bar"].map { visit.say($0) }
        let right = field.choices.filter { item.right.contains($0.code) }.map { visit.pack($0.label) }.joined(separator: "; ")
        return """
            \(BarChart(caption: visit.pack(field.label), heads: heads, rows: rows, full: 1).html)
            <p class="hint">\(visit.say("survey.counts", ["answers": right]))</p>\(changes(item))\(groups(item, field))
            """
    }

    /// From each round to the next, and from the first to the last.
    private func changes(_ item: CampaignTerms.Item) -> HTML {
        let rounds = survey.rounds
        var pairs = zip(rounds, rounds.dropFirst()).map { ($0, $1) }
        if rounds.count > 2, let first = rounds.first, let last = rounds.last { pairs.append((first, last)) }
        let sentences = pairs.map { earlier, later -> HTML in
            let holes = ["from": name(earlier), "to": name(later)]
            guard let change = survey.difference(item, from: earlier, to: later) else {
                return "<li>\(visit.say("survey.change.tooFew", holes))</li>"
            }
            let finding = !change.isClear ? "unclear" : change.value > 0 ? "more" : "less"
            let numbers = [
                "points": visit.decimal(abs(change.value) * 100, 1), "low": signed(change.interval.low),
                "high": signed(change.interval.high),
            ]
            return "<li>\(visit.say("survey.change.\(finding)", holes.merging(numbers) { $1 }))</li>"
        }
        return sentences.isEmpty ? .none : "<ul>\(sentences)</ul>"
    }

    private func signed(_ part: Double) -> String { (part > 0 ? "+" : "") + visit.decimal(part * 100, 1) }

    /// The same share by sex and by district.
    private func groups(_ item: CampaignTerms.Item, _ field: Field) -> HTML {
        let tables = [CampaignTerms.Meaning.answeredSex, .answeredPlace].compactMap { meaning -> HTML? in
            guard let id = terms[meaning], let group = form?[id], id != item.field else { return nil }
            let rows = group.choices.map { choice -> [HTML] in
                ["\(visit.pack(choice.label))"]
                    + survey.rounds.map { "\(said(survey.share(item, in: $0, of: (id, choice.code))))" }
            }
            return visit.table(
                "\(visit.pack(field.label)) - \(visit.pack(group.label))",
                [visit.pack(group.label)] + survey.rounds.map { name($0) },
                rows)
        }
        guard !tables.isEmpty else { return .none }
        return
            "<details><summary>\(visit.say("survey.groups"))<span class=\"visually-hidden\">: \(visit.pack(field.label))</span></summary>\(tables)</details>"
    }
}
