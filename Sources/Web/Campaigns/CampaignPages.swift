import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Campaigns: the plan, and everything that was recorded of one, as a list of what is done and what is left.
enum CampaignPages {
    static var routes: [Route] {
        [
            .get("/campaigns") { try list($0) },
            .get("/campaigns/new") { try form($0, nil).ask(SubmittedAnswers()) },
            .post("/campaigns/new") { try await plan($0) },
            .get("/campaigns/{campaign}") { try one($0, .none) },
            .get("/campaigns/{campaign}/plan") { visit in
                let campaign = try visit.campaign()
                let page = try form(visit, campaign)
                return page.ask(SubmittedAnswers(campaign.answers, of: page.form.fields))
            },
            .post("/campaigns/{campaign}/plan") { try await replan($0) },
            .post("/campaigns/{campaign}/end") { try await record($0, .ended) },
            .post("/campaigns/{campaign}/return") { try await record($0, .resumed) },
        ] + CampaignRecords.routes + SurveyPages.routes + CampaignResults.routes + CampaignCodes.routes + EvidencePages.routes
    }

    // MARK: The plan

    private static func form(_ visit: Visit, _ campaign: Campaign?) throws -> FormPage {
        guard visit.mayCampaign, let forms = visit.country.campaigns else { throw Fault.notFound }
        var page = FormPage(
            visit: visit, form: forms.plan, path: campaign.map { "/campaigns/\($0.number)/plan" } ?? "/campaigns/new",
            recorded: campaign?.answers,
            crumb: campaign.map { visit.crumb($0) } ?? "<p><a href=\"/campaigns\">\(visit.say("campaign.list"))</a></p>",
            continueWord: "campaign.record")
        page.wantsWholeDays = true
        return page
    }

    private static func plan(_ visit: Visit) async throws -> Reply {
        try await form(visit, nil).record { answers in
            let number = try await visit.store.plan(
                answers, id: try visit.entryID(), as: try visit.actor(), at: visit.now, today: visit.today)
            return "/campaigns/\(number)"
        }
    }

    private static func replan(_ visit: Visit) async throws -> Reply {
        let campaign = try visit.campaign()
        let page = try form(visit, campaign)
        return try await page.record { answers in
            let changes = page.form.changes(from: campaign.answers, to: answers)
            if !changes.isEmpty {
                try await visit.store.record(
                    .replanned(answers: changes), id: try visit.entryID(), to: campaign.number, as: try visit.actor(), at: visit.now
                )
            }
            return "/campaigns/\(campaign.number)"
        }
    }

    private static func record(_ visit: Visit, _ action: Campaign.Action) async throws -> Reply {
        let campaign = try visit.campaign()
        do {
            try await visit.store.record(
                action, id: try visit.entryID(), to: campaign.number, as: try visit.actor(), at: visit.now)
            return .redirect("/campaigns/\(campaign.number)")
        } catch let refusal as Refusal { return try one(visit, visit.refused(refusal)) }
    }

    // MARK: Reading

    private static func list(_ visit: Visit) throws -> Reply {
        guard visit.mayReadCampaigns, visit.country.campaigns != nil else { throw Fault.notFound }
        let (mayPlan, room) = (visit.mayCampaign, visit.mayCampaign ? "" : "/results")
        let rows = try visit.store.campaigns(as: try visit.actor()).map { line -> [HTML] in
            [
                "<a href=\"/campaigns/\(line.number)\(room)\">\(line.name)</a>", "<span class=\"number\">\(line.number)</span>",
                visit.campaignTag(line.status), "\(visit.agency(line.agency))", "\(visit.say(line.changed))",
            ]
        }
        let heads = ["campaign.one", "campaign.number", "list.status", "list.agency", "list.changed"].map { visit.say($0) }
        return visit.page(
            visit.say("campaign.list"), here: "/campaigns",
            """
            <h1>\(visit.say("campaign.list"))</h1><p>\(visit.say("campaign.why"))</p>\(if: mayPlan, "<p class=\"actions\"><a class=\"button\" href=\"/campaigns/new\">\(visit.say("campaign.new"))</a></p>")
            \(rows.isEmpty ? "<p>\(visit.say("campaign.none"))</p>" : visit.table(visit.say("campaign.list"), heads, rows))
            """)
    }

    private static func one(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let campaign = try visit.campaign()
        let path = "/campaigns/\(campaign.number)"
        let name = campaign.name(by: visit.campaignTerms)
        let links = [
            ("results", "campaign.results"), ("codes", "campaign.codes"), ("print", "campaign.print"),
            ("activities", "campaign.csv"),
        ]
        .map { "<a class=\"button quiet\" href=\"\(path)/\($0.0)\">\(visit.say($0.1))</a> " as HTML }
        let end =
            campaign.status == .running
            ? visit.posting(path + "/end", "<button class=\"quiet\">\(visit.say("campaign.end"))</button>")
            : visit.posting(path + "/return", "<button class=\"quiet\">\(visit.say("campaign.return"))</button>")
        return visit.page(
            name, isFaulty: !problems.isEmpty,
            """
            \(problems)<p><a href="/campaigns">\(visit.say("campaign.list"))</a></p><h1>\(name) \(visit.campaignTag(campaign.status))</h1>
            <p><span class="number">\(campaign.number)</span> - \(campaign.planner.map { visit.name($0) } ?? ""), \(visit.agency(campaign.agency))</p>
            <nav class="actions" aria-label="\(visit.say("act.title"))">\(links)</nav>
            \(CampaignOverview(visit: visit, campaign: campaign, isPaper: false).html)
            <h2>\(visit.say("campaign.endTitle"))</h2><p>\(visit.say("campaign.endWhy"))</p>\(end)
            """)
    }
}

extension Visit {
    var mayCampaign: Bool { (try? actor()).map { store.mayCampaign($0) } ?? false }
    var mayReadCampaigns: Bool { (try? actor()).map { store.mayReadCampaigns($0) } ?? false }
    var campaignTerms: CampaignTerms { store.policy.practice.campaigns }

    /// The campaign of this address. Errors: `StoreFault.notFound`.
    func campaign() throws -> Campaign {
        guard country.campaigns != nil else { throw Fault.notFound }
        return try store.campaign(try named("campaign"), as: try actor())
    }

    /// The same for whoever may read what came of it. Errors: `StoreFault.notFound`.
    func outcome() throws -> Campaign {
        guard country.campaigns != nil else { throw Fault.notFound }
        return try store.outcome(try named("campaign"), as: try actor())
    }

    func crumb(_ campaign: Campaign) -> HTML {
        guard mayCampaign else { return "<p><a href=\"/campaigns\">\(say("campaign.list"))</a></p>" }
        return "<p><a href=\"/campaigns/\(campaign.number)\">\(campaign.name(by: campaignTerms))</a></p>"
    }

    /// A count with its thousands apart.
    func grouped(_ count: Int) -> String { Money(minor: count).text(digits: 0, apart: say("number.apart")) }

    func campaignTag(_ status: Campaign.Status) -> HTML {
        "<span class=\"tag \(status == .running ? "open" : "closed")\">\(say("campaign.\(status.rawValue)"))</span>"
    }

    func money(_ money: Money) -> String {
        country.currencySign
            + money.text(digits: campaignTerms.digits, point: say("number.point"), apart: say("number.apart"))
    }

    func span(_ from: Day, _ until: Day) -> String { say("campaign.days", ["from": say(from), "until": say(until)]) }

    /// The label of a code that answers a question of a campaign.
    func label(_ code: String, _ meaning: CampaignTerms.Meaning) -> String {
        guard let id = campaignTerms[meaning], let field = country.fieldsByID[id] else { return code }
        return choice(code, of: field.choices)
    }

    func places(_ codes: [String]) -> String {
        codes.isEmpty
            ? say("campaign.country")
            : codes.map { code in country.place(code).map { pack($0.name) } ?? code }.joined(separator: ", ")
    }

    func told(_ told: Told) -> String {
        switch told {
        case .exactly(let count): String(count)
        case .fewerThan(let limit): say("campaign.fewer", ["limit": String(limit)])
        case .hidden: say("campaign.hidden")
        }
    }
}
