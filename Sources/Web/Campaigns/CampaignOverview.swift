import OrderedCollections
import Pack
import Register
import Store

/// Everything that was recorded of a campaign, section by section; on paper without what can be clicked.
struct CampaignOverview {
    let visit: Visit
    let campaign: Campaign
    let isPaper: Bool

    private var terms: CampaignTerms { visit.campaignTerms }
    private var path: String { "/campaigns/\(campaign.number)" }
    private var mayAdd: Bool { !isPaper && campaign.status == .running }
    private func form(_ kind: CampaignTerms.Kind) -> Form? { terms.form(kind).flatMap { visit.country.campaigns?.record($0) } }

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
        return """
            <h2>\(visit.pack(form.title))</h2>\(visit.facts(form, campaign.answers))<p>\(budget ?? visit.say("campaign.spent", ["spent": visit.money(spent)]))</p>
            \(if: mayAdd, "<p class=\"actions\"><a class=\"button quiet\" href=\"\(path)/plan\">\(visit.say("campaign.change"))</a></p>")
            """
    }

    // MARK: The sections

    private func section(_ kind: CampaignTerms.Kind, _ title: String, _ body: HTML, adding: Bool = true) -> HTML {
        guard let form = form(kind) else { return .none }
        let add: HTML =
            "<p class=\"actions\"><a class=\"button quiet\" href=\"\(path)/records/\(form.id)\">\(visit.say("campaign.add", ["what": visit.pack(form.title)]))</a></p>"
        return
            "<section id=\"\(kind.rawValue)\"><h2>\(title)</h2>\(body.isEmpty ? "<p class=\"hint\">\(visit.say("campaign.nothingYet"))</p>" : body)\(if: mayAdd && adding, add)</section>"
    }

    /// A name that leads to its record, or stands alone on paper.
    private func name(_ text: String, _ part: EntryID) -> HTML {
        guard mayAdd, let form = campaign.part(part)?.form else { return "\(text)" }
        return "<a href=\"\(path)/records/\(form)/\(part)\">\(text)</a>"
    }

    private var waves: HTML {
        let waves = campaign.waves(by: terms)
        return section(.wave, visit.say("campaign.waves"), waves.isEmpty ? .none : strip(waves))
    }

    /// The waves in a calendar: each a bar between its days, with today as a line.
    private func strip(_ waves: [Campaign.Wave]) -> HTML {
        let first = waves.map(\.from).min() ?? visit.today
        let last = max(waves.map(\.until).max() ?? first, visit.today)
        let (start, length) = (first.number, max(last.number - first.number + 1, 1))
        func at(_ number: Int) -> Int { (number - start) * 1000 / length }
        let rows = waves.map { wave -> HTML in
            let channels = wave.channels.map { visit.label($0, .channels) }.joined(separator: ", ")
            let today: HTML =
                visit.today >= first ? "<path class=\"today\" d=\"M\(at(visit.today.number)) 0v40\"/>" : .none
            return """
                <tr role="row"><th scope="row" role="rowheader">\(name(wave.name, wave.id))\(if: wave.isOn(visit.today), " <span class=\"tag open\">\(visit.say("campaign.now"))</span>")</th><td role="cell" data-label="\(visit.say("campaign.when"))">\(visit.span(wave.from, wave.until))</td><td role="cell" data-label="\(visit.say("campaign.channels"))">\(channels)</td><td role="cell" class="bar"><svg aria-hidden="true" viewBox="0 0 1000 40" preserveAspectRatio="none"><path class="all" d="M0 0h1000v40H0z"/><path class="fill" d="M\(at(wave.from.number)) 4H\(at(wave.until.number + 1))v32H\(at(wave.from.number))z"/>\(today)</svg></td></tr>
                """
        }
        let heads = ["campaign.wave", "campaign.when", "campaign.channels", "campaign.calendar"].map {
            "<th scope=\"col\" role=\"columnheader\">\(visit.say($0))</th>" as HTML
        }
        return """
            <table class="stack chart strip" role="table"><caption>\(visit.say("campaign.stripWhy", ["from": visit.say(first), "until": visit.say(last)]))</caption><thead role="rowgroup"><tr role="row">\(heads)</tr></thead><tbody role="rowgroup">\(rows)</tbody></table>
            """
    }

    private var materials: HTML {
        let rows = campaign.materials(by: terms).map { material -> [HTML] in
            let state: HTML =
                material.isChecked
                ? "<span class=\"tag done\">\(visit.say("campaign.checked"))</span>"
                : "<span class=\"tag wait\">\(visit.say("campaign.unchecked"))</span>"
            let acts = [CampaignTerms.Kind.test, .check, .stock].compactMap { form($0) }.map { form -> HTML in
                "<a href=\"\(path)/records/\(form.id)?about=\(material.id)\">\(visit.pack(form.title))</a>"
            }
            return [
                "\(name("\(material.name), \(material.version)", material.id))", state,
                material.tests == 0
                    ? "\(visit.say("answer.none"))"
                    : "\(visit.say("campaign.tested", ["tests": String(material.tests), "people": String(material.testedWith)]))",
                "\(material.printed)", "\(material.sent)", "\(material.left)",
            ] + (mayAdd ? ["<span class=\"links\">\(acts)</span>"] : [])
        }
        let heads =
            ["campaign.material", "campaign.harm", "campaign.tests", "campaign.printed", "campaign.sent", "campaign.left"]
            + (mayAdd ? ["campaign.addTo"] : [])
        let title = visit.say("campaign.materials")
        let stock = campaign.parts(.stock, by: terms)
        let sites = stock.map { part -> [HTML] in
            let whole = { (meaning: CampaignTerms.Meaning) in
                terms[meaning].flatMap { part.answers[$0]?.text } ?? "0"
            }
            let material = campaign.materials(by: terms).first { $0.id == part.about }
            return [
                name(terms[.site].flatMap { part.answers[$0]?.text } ?? "", part.id), "\(material?.name ?? "")",
                "\(terms[.sitePlace].flatMap { part.answers[$0]?.text }.map { visit.places([$0]) } ?? "")", "\(whole(.printed))",
                "\(whole(.sent))", "\(whole(.left))",
            ]
        }
        let places = [
            "campaign.site", "campaign.material", "campaign.district", "campaign.printed", "campaign.sent", "campaign.left",
        ]
        let bySite: HTML =
            sites.isEmpty
            ? .none
            : "<h3>\(visit.say("campaign.bySite"))</h3>\(visit.table(visit.say("campaign.bySite"), places.map { visit.say($0) }, sites))"
        return section(
            .material, title, rows.isEmpty ? .none : "\(visit.table(title, heads.map { visit.say($0) }, rows))\(bySite)")
    }

    private var activities: HTML {
        let waves = campaign.waves(by: terms)
        let rows = campaign.activities(by: terms).map { activity -> [HTML] in
            [
                name(activity.name, activity.id), "\(activity.on.map { visit.say($0) } ?? "")",
                "\(waves.first { $0.id == activity.wave }?.name ?? "")", "\(visit.label(activity.channel, .channel))",
                "\(visit.places(activity.places))", "\(visit.label(activity.language, .language))", "\(activity.partner)",
                "\(activity.cost.map { visit.money($0) } ?? "")",
            ]
        }
        let title = visit.say("campaign.activities")
        let heads = ["activity", "when", "wave", "channel", "district", "language", "partner", "cost"].map {
            visit.say("campaign.\($0)")
        }
        return section(.activity, title, rows.isEmpty ? .none : visit.table(title, heads, rows))
    }

    private var reach: HTML {
        let waves = campaign.waves(by: terms)
        let rows = campaign.reach(by: terms).map { reach -> [HTML] in
            [
                name(waves.first { $0.id == reach.wave }?.name ?? visit.say("campaign.reach"), reach.id),
                "\(visit.label(reach.method, .method))", "\(reach.contacts)",
                "\(reach.unique.map { String($0) } ?? visit.say("campaign.unknown"))",
                "\(visit.places(reach.places))",
            ]
        }
        let title = visit.say("campaign.reach")
        let heads = ["wave", "method", "contacts", "unique", "district"].map { visit.say("campaign.\($0)") }
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

    private var evidence: HTML {
        let link: HTML =
            mayAdd
            ? "<p class=\"actions\"><a class=\"button quiet\" href=\"\(path)/evidence\">\(visit.say("evidence.open"))</a></p>"
            : .none
        return
            "<section id=\"evidence\"><h2>\(visit.say("evidence.title"))</h2><p>\(visit.count("evidence.count", campaign.evidence.count))</p>\(link)</section>"
    }
}
