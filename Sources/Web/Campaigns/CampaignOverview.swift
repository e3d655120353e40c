import OrderedCollections
import Pack
import Register
import Store

/// Everything that was recorded of a campaign, section by section; on paper without what can be clicked.
struct CampaignOverview {
    let visit: Visit
    let campaign: Campaign
    let isPaper: Bool

    var terms: CampaignTerms { visit.campaignTerms }
    var path: String { "/campaigns/\(campaign.number)" }
    var mayAdd: Bool { !isPaper && campaign.status == .running }
    func form(_ kind: CampaignTerms.Kind) -> Form? { terms.form(kind).flatMap { visit.country.campaigns?.record($0) } }

    var html: HTML {
        "\(if: !isPaper, tasks)\(plan)\(waves)\(materials)\(activities)\(reach)\(survey)\(evidence)"
    }

    // MARK: What is done and what is left

    private var tasks: HTML {
        let materials = campaign.materials(by: terms)
        let rounds = campaign.rounds(by: terms)
        let asked = rounds.reduce(0) { $0 + $1.responses.count }
        let all: [(kind: CampaignTerms.Kind, title: String, state: String)] = [
            (.wave, visit.say("campaign.waves"), visit.count("campaign.waveCount", campaign.waves(by: terms).count)),
            (
                .material, visit.say("campaign.materials"),
                visit.say(
                    "campaign.checkedOf", ["done": String(materials.filter(\.isChecked).count), "all": String(materials.count)])
            ),
            (
                .activity, visit.say("campaign.activities"),
                visit.count("campaign.activityCount", campaign.activities(by: terms).count)
            ),
            (.reach, visit.say("campaign.reach"), visit.count("campaign.reachCount", campaign.reach(by: terms).count)),
            (.round, visit.say("campaign.survey"), visit.count("campaign.answerCount", asked)),
        ]
        let items = all.filter { form($0.kind) != nil }.map { each -> HTML in
            "<li><a href=\"#\(each.kind.rawValue)\">\(each.title)</a> <span class=\"state\">\(each.state)</span></li>"
        }
        return "<h2>\(visit.say("campaign.overview"))</h2><ol class=\"tasks\">\(items)</ol>"
    }

    private var plan: HTML {
        guard let form = visit.country.campaigns?.plan else { return .none }
        let spent = campaign.spent(by: terms)
        let budget = campaign.budget(by: terms).map {
            visit.say("campaign.spentOf", ["spent": visit.money(spent), "budget": visit.money($0)])
        }
        // The sentence below says it, as money.
        let facts = campaign.answers.filter { $0 != terms[.budget] }
        return """
            <h2>\(visit.pack(form.title))</h2>\(visit.facts(form, facts))<p>\(budget ?? visit.say("campaign.spent", ["spent": visit.money(spent)]))</p>
            \(if: mayAdd, "<p class=\"actions\"><a class=\"button quiet\" href=\"\(path)/plan\">\(visit.say("campaign.change"))</a></p>")
            """
    }

    // MARK: The sections

    func section(_ kind: CampaignTerms.Kind, _ title: String, _ body: HTML, adding: Bool = true) -> HTML {
        guard let form = form(kind) else { return .none }
        let add: HTML =
            "<p class=\"actions\"><a class=\"button quiet\" href=\"\(path)/records/\(form.id)\">\(visit.say("campaign.add", ["what": visit.pack(form.title)]))</a></p>"
        return
            "<section id=\"\(kind.rawValue)\"><h2>\(title)</h2>\(body.isEmpty ? "<p class=\"hint\">\(visit.say("campaign.nothingYet"))</p>" : body)\(if: mayAdd && adding, add)</section>"
    }

    /// A name that leads to its record, or stands alone on paper.
    func name(_ text: String, _ part: EntryID) -> HTML {
        guard mayAdd, let form = campaign.part(part)?.form else { return "\(text)" }
        return "<a href=\"\(path)/records/\(form)/\(part)\">\(text)</a>"
    }

    private var reach: HTML {
        let waves = campaign.waves(by: terms)
        let rows = campaign.reach(by: terms).map { reach -> [HTML] in
            [
                name(waves.first { $0.id == reach.wave }?.name ?? visit.say("campaign.reach"), reach.id),
                "\(visit.label(reach.channel, .reachChannel))", "\(visit.label(reach.method, .method))", "\(reach.source)",
                "\(visit.grouped(reach.contacts))",
                "\(reach.unique.map { visit.grouped($0) } ?? visit.say("campaign.unknown"))",
                "\(visit.places(reach.places))",
            ]
        }
        let title = visit.say("campaign.reach")
        let heads = ["wave", "channel", "method", "source", "contacts", "unique", "district"].map { visit.say("campaign.\($0)") }
        return section(
            .reach, title,
            rows.isEmpty ? .none : "<p>\(visit.say("campaign.reachWhy"))</p>\(visit.table(title, heads, rows))")
    }

    private var survey: HTML {
        guard visit.country.campaigns?.answer != nil else { return .none }
        let rows = campaign.rounds(by: terms).map { round -> [HTML] in
            let acts: HTML = """
                <span class="links"><a href="\(path)/rounds/\(round.id)">\(visit.say("survey.ask"))</a><a href="\(path)/rounds/\(round.id)/import">\(visit.say("survey.import"))</a></span>
                """
            return [
                name(visit.label(round.name, .round), round.id), "\(visit.say(round.from))", "\(round.responses.count)",
            ] + (mayAdd ? [acts] : [])
        }
        let title = visit.say("campaign.survey")
        let heads = (["round", "when", "people"] + (mayAdd ? ["addTo"] : [])).map { visit.say("campaign.\($0)") }
        return section(.round, title, rows.isEmpty ? .none : visit.table(title, heads, rows))
    }

    /// On paper the files by name; on the screen the way to them, also after the end.
    private var evidence: HTML {
        let shown = campaign.evidence.filter { $0.withdrawn == nil }
        let rows = shown.map { each -> [HTML] in
            [
                "\(each.answers[.text]?.text ?? "")", "\(each.about.map { CampaignRecords.title(visit, campaign, $0) } ?? "")",
                "\(visit.say(each.at))",
            ]
        }
        let heads = ["evidence.what", "evidence.about", "evidence.when"].map { visit.say($0) }
        let list: HTML = rows.isEmpty ? .none : visit.table(visit.say("evidence.title"), heads, rows)
        let link: HTML =
            "<p class=\"actions\"><a class=\"button quiet\" href=\"\(path)/evidence\">\(visit.say("evidence.open"))</a></p>"
        return
            "<section id=\"evidence\"><h2>\(visit.say("evidence.title"))</h2><p>\(visit.count("evidence.count", shown.count))</p>\(isPaper ? list : link)</section>"
    }
}
