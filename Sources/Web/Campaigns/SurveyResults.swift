import Pack
import Register

/// What people know, think and do, round by round. How far off a share may be is said only where people were drawn by lot.
struct SurveyResults {
    let visit: Visit
    let survey: Survey
    let isPaper: Bool
    private let form: Form?

    init(visit: Visit, campaign: Campaign, isPaper: Bool) {
        self.visit = visit
        self.isPaper = isPaper
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
        let notByLot = survey.rounds.contains { !$0.isByLot }
        return """
            <section id="survey"><h2>\(visit.say("campaign.survey"))</h2><p>\(visit.say("survey.why", ["least": String(terms.least)]))\(if: notByLot, " \(visit.say("survey.notByLot"))")</p>\(rounds)\(areas)</section>
            """
    }

    private var rounds: HTML {
        let hasMethod = terms[.roundMethod] != nil
        let rows = survey.rounds.map { round -> [HTML] in
            let margin = round.isByLot ? Survey.marginOfError(round.responses.count) : nil
            let sample = round.sample.isEmpty ? visit.say("answer.none") : visit.label(round.sample, .sample)
            let method = round.method.isEmpty ? visit.say("answer.none") : visit.label(round.method, .roundMethod)
            return ["\(name(round))", "\(visit.say(round.from))"] + (hasMethod ? ["\(method)"] : []) + [
                "\(sample)", "\(visit.grouped(round.responses.count))",
                "\(margin.map { "± \(points($0))" } ?? visit.say("survey.noMargin"))",
            ]
        }
        let heads =
            ["campaign.round", "campaign.when"] + (hasMethod ? ["survey.method"] : []) + [
                "survey.sample", "campaign.people", "survey.margin",
            ]
        return visit.table(visit.say("survey.rounds"), heads.map { visit.say($0) }, rows)
    }

    private func name(_ round: Campaign.Round) -> String { visit.label(round.name, .round) }
    private func percent(_ part: Double) -> String { visit.say("survey.percent", ["percent": visit.decimal(part * 100)]) }

    /// Upwards, since it is said to be at most this.
    private func points(_ part: Double) -> String {
        visit.say("survey.points", ["points": visit.decimal((part * 1000).rounded(.up) / 10, 1)])
    }

    private func said(_ share: Share, _ round: Campaign.Round) -> String {
        guard survey.isEnough(share), let value = share.value, let interval = share.interval else {
            return visit.say("survey.tooFew")
        }
        guard round.isByLot else { return percent(value) }
        let ends = Interval(low: interval.low * 100, high: interval.high * 100).outward(0, apartFrom: .nan)
        return visit.say(
            "survey.share", ["share": percent(value), "low": visit.decimal(ends.low), "high": visit.decimal(ends.high)])
    }

    // MARK: One question

    private func item(_ item: CampaignTerms.Item, _ form: Form) -> HTML {
        guard let field = form[item.field] else { return .none }
        let rows = survey.rounds.map { round -> BarChart.Row in
            let share = survey.share(item, in: round)
            let isEnough = survey.isEnough(share)
            return BarChart.Row(
                label: "\(name(round))", cells: ["\(share.total)", "\(said(share, round))"], value: isEnough ? share.value : nil,
                interval: isEnough && round.isByLot ? share.interval : nil)
        }
        let heads = ["campaign.round", "survey.answered", "survey.right", "survey.bar"].map { visit.say($0) }
        return """
            \(BarChart(caption: visit.pack(field.label), heads: heads, rows: rows, full: 1).html)
            <p class="hint">\(counted(item, field))</p>\(changes(item))\(groups(item, field))
            """
    }

    private func counted(_ item: CampaignTerms.Item, _ field: Field) -> String {
        func labels(_ codes: Set<String>) -> String {
            field.choices.filter { codes.contains($0.code) }.map { visit.pack($0.label) }.joined(separator: "; ")
        }
        let right = visit.say("survey.counts", ["answers": labels(item.right)])
        return item.wrong.isEmpty ? right : "\(right). \(visit.say("survey.undone", ["answers": labels(item.wrong)]))"
    }

    /// From each round to the next, and from the first to the last.
    private func changes(_ item: CampaignTerms.Item) -> HTML {
        let rounds = survey.rounds
        var pairs = zip(rounds, rounds.dropFirst()).map { ($0, $1) }
        if rounds.count > 2, let first = rounds.first, let last = rounds.last { pairs.append((first, last)) }
        let sentences = pairs.map { "<li>\(change(item, $0, $1))</li>" as HTML }
        return sentences.isEmpty ? .none : "<ul>\(sentences)</ul>"
    }

    private func change(_ item: CampaignTerms.Item, _ earlier: Campaign.Round, _ later: Campaign.Round) -> String {
        var holes = ["from": name(earlier), "to": name(later)]
        guard let change = survey.difference(item, from: earlier, to: later) else {
            return visit.say("survey.change.tooFew", holes)
        }
        guard earlier.isByLot, later.isByLot else {
            holes["first"] = percent(survey.share(item, in: earlier).value ?? 0)
            holes["last"] = percent(survey.share(item, in: later).value ?? 0)
            return visit.say("survey.change.noLot", holes)
        }
        let ends = Interval(low: change.interval.low * 100, high: change.interval.high * 100).outward(1, apartFrom: 0)
        holes["points"] = visit.decimal(abs(change.value) * 100, 1)
        holes["low"] = signed(ends.low, ends.digits)
        holes["high"] = signed(ends.high, ends.digits)
        let finding = !change.isClear ? "unclear" : change.value > 0 ? "more" : "less"
        return visit.say("survey.change.\(finding)", holes)
    }

    private func signed(_ points: Double, _ digits: Int) -> String { (points > 0 ? "+" : "") + visit.decimal(points, digits) }

    /// The same share by sex, age and district, and by whether people met the campaign.
    private func groups(_ item: CampaignTerms.Item, _ field: Field) -> HTML {
        let tables = [CampaignTerms.Meaning.seen, .answeredSex, .answeredAge, .answeredPlace].compactMap { meaning -> HTML? in
            guard let id = terms[meaning], let group = form?[id], id != item.field else { return nil }
            let rows = group.choices.map { choice -> [HTML] in
                ["\(visit.pack(choice.label))"]
                    + survey.rounds.map { "\(said(survey.share(item, in: $0, of: (id, choice.code)), $0))" }
            }
            // A table in which nothing may be said is a page of paper for nothing.
            let isSaid = group.choices.contains { choice in
                survey.rounds.contains { survey.isEnough(survey.share(item, in: $0, of: (id, choice.code))) }
            }
            guard isSaid else { return "<p>\(visit.pack(group.label)): \(visit.say("survey.tooFew"))</p>" }
            let caption = "\(visit.pack(field.label)) - \(visit.pack(group.label))"
            return
                "<h4>\(visit.pack(group.label))</h4>\(visit.table(caption, [visit.pack(group.label)] + survey.rounds.map { name($0) }, rows))"
        }
        guard !tables.isEmpty else { return .none }
        return
            "<details\(if: isPaper, " open")><summary>\(visit.say("survey.groups"))<span class=\"visually-hidden\">: \(visit.pack(field.label))</span></summary>\(tables)</details>"
    }
}
