import HTTPTypes
import Pack
import Register
import Store

/// My work and the list of cases: everything that waits on this worker, the most urgent first.
enum WorkPages {
    static var routes: [Route] {
        [
            .get("/work") { try work($0) },
            .get("/cases") { try list($0, named: nil) },
            .post("/cases/search") { try list($0, named: $0.form.first("name")) },
        ]
    }

    private static func work(_ visit: Visit) throws -> Reply {
        let actor = try visit.actor()
        let toDecide = try visit.store.referralsToDecide(as: actor)
        let toServe = try visit.store.referralsToServe(as: actor)
        let sent = try visit.store.referralsSent(as: actor)
        let mine = try visit.store.cases(as: actor, status: .open, size: 20).lines.filter(\.isMine)
        let waiting = try visit.store.waiting(on: actor, at: visit.now)
        let reports = try ConcernList.work(visit)
        let ended = try RetentionPages.work(visit)
        let alerts = visit.store.alerts(for: actor)
        let glasses = try visit.store.glasses(as: actor)
        let training = try TrainingPages.work(visit)
        let exports = try visit.store.exportsWaiting(for: actor, at: visit.now)
        let toSign = try PublishPages.work(visit)
        let isIdle =
            toSign.isEmpty && exports.isEmpty && training.isEmpty && alerts.isEmpty && glasses.isEmpty && reports.isEmpty
            && ended.isEmpty && waiting.isEmpty && toDecide.isEmpty
            && toServe.isEmpty
            && sent.isEmpty && mine.isEmpty
        return visit.page(
            visit.say("work.title"), here: "/work",
            """
            <h1>\(visit.say("work.title"))</h1>\(try DraftPages.link(visit))\(actions(visit, actor))
            \(if: isIdle, "<p>\(visit.say("work.nothing"))</p>")
            \(toSign)\(AlertPages.glasses(visit, glasses))\(AlertPages.section(visit, alerts))\(ExportPages.waiting(visit, exports))
            \(reports)
            \(section(visit, "work.toDecide", toDecide.map { decide(visit, $0) }))
            \(due(visit, "due.title", waiting.mine.lines.filter { !$0.key.hasPrefix("referral.") }, waiting.mine.count))\(due(visit, "due.ours", waiting.ours, waiting.ours.count))
            \(due(visit, "due.escalated", waiting.escalated.lines, waiting.escalated.count))\(due(visit, "due.national", waiting.national.lines, waiting.national.count, showsAgency: true))
            \(referrals(visit, "work.toServe", toServe))\(referrals(visit, "work.sent", sent))\(training)\(ended)
            \(if: !mine.isEmpty, "<h2>\(visit.say("work.mine"))</h2>\(cases(visit, mine, visit.say("work.mine")))")
            """)
    }

    /// What a worker begins here, and the lists that this worker keeps.
    private static func actions(_ visit: Visit, _ actor: Actor) -> HTML {
        let role = visit.store.policy.roles[actor.role]
        let mayOpen = role.flatMap { Permit.toOpen(actor, holding: $0) } != nil
        let mayReport = visit.country.concern != nil && ConcernPages.duties(visit).contains(.report)
        let lists: [(isThere: Bool, path: String, key: String)] = [
            (mayReport, "/concerns", "concern.list"), (IncidentPages.mayLead(visit), "/incidents", "incident.list"),
            (visit.store.mayCompare(actor), "/matches", "matches.title"),
            (visit.country.campaigns != nil && visit.mayReadCampaigns, "/campaigns", "campaign.list"),
            (visit.store.mayPublish(actor), "/statistics/publish", "publish.list"),
            (role?.mayDestroy == true, "/retention", "retention.list"),
            (visit.store.mayExport(actor), "/exports", "export.list"),
            (TrainingPages.hand(visit) != nil, "/workshops", "training.title"),
        ]
        let links = lists.filter(\.isThere).map { "<a href=\"\($0.path)\">\(visit.say($0.key))</a> " as HTML }
        return """
            <p class="actions">\(if: mayOpen, "<a class=\"button\" href=\"/cases/new\">\(visit.say("work.newCase"))</a> ")<a class="button quiet" href="/screen">\(visit.say("nav.screen"))</a>\(if: mayReport, " <a class=\"button quiet\" href=\"/concerns/new\">\(visit.say("concern.new"))</a>")</p>
            \(if: !links.isEmpty, "<p class=\"filters\">\(links)</p>")
            """
    }

    private static func due(
        _ visit: Visit, _ key: String, _ lines: [DueLine], _ count: Int, showsAgency: Bool = false
    ) -> HTML {
        guard !lines.isEmpty else { return .none }
        let shown = lines.prefix(15)
        let more: HTML = count > shown.count ? "<p class=\"hint\">\(visit.count("due.more", count - shown.count))</p>" : .none
        return
            "<h2>\(visit.say(key))</h2>\(visit.dueTable(shown.map { DueRow($0) }, showsAgency: showsAgency))\(more)"
    }

    private static func section(_ visit: Visit, _ key: String, _ parts: [HTML]) -> HTML {
        parts.isEmpty ? .none : "<h2>\(visit.say(key))</h2>\(parts)"
    }

    /// A referral to answer from the row: accept at once, or open it to read or decline.
    private static func decide(_ visit: Visit, _ line: ReferralLine) -> HTML {
        let path = "/cases/\(line.number)/referrals/\(line.id)"
        let isLate = line.due < visit.now
        return """
            <section class="card"><h3>\(visit.service(line.service))</h3>
            <p>\(visit.say("work.from", ["agency": visit.agency(line.from), "number": line.number]))<br>\(if: isLate, "<span class=\"tag risk\">\(visit.say("work.late"))</span> ")\(visit.say("work.due", ["date": visit.say(line.due)]))</p>
            <div class="actions">\(visit.posting(path + "/decision", "<input type=\"hidden\" name=\"decision\" value=\"accept\">\(visit.button("referral.accept"))"))<a class="button quiet" href="\(path)">\(visit.say("work.readFirst"))</a></div></section>
            """
    }

    private static func referrals(_ visit: Visit, _ key: String, _ lines: [ReferralLine]) -> HTML {
        guard !lines.isEmpty else { return .none }
        let isSent = key == "work.sent"
        let rows = lines.map { line -> [HTML] in
            let isLate = isSent && line.due < visit.now
            return [
                "<a class=\"number\" href=\"/cases/\(line.number)\">\(line.number)</a>",
                "<a href=\"/cases/\(line.number)/referrals/\(line.id)\">\(visit.service(line.service))</a>",
                "\(visit.agency(isSent ? line.to : line.from))",
                "\(visit.say(line.due))\(if: isLate, " <span class=\"tag risk\">\(visit.say("work.late"))</span>")",
            ]
        }
        let heads = ["list.number", "list.service", "list.agency", "list.due"].map { visit.say($0) }
        return "<h2>\(visit.say(key))</h2>\(visit.table(visit.say(key), heads, rows))"
    }

    private static func cases(_ visit: Visit, _ lines: [CaseLine], _ caption: String) -> HTML {
        let rows = lines.map { line -> [HTML] in
            [
                "<a class=\"number\" href=\"/cases/\(line.number)\">\(line.number)</a>", visit.tag(line.status.rawValue),
                "\(visit.agency(line.owner))",
                "\(visit.say(visit.country.zone.day(of: line.opened)))",
                "\(visit.say(visit.country.zone.day(of: line.changed)))",
            ]
        }
        let heads = ["list.number", "list.status", "list.agency", "list.opened", "list.changed"].map { visit.say($0) }
        return visit.table(caption, heads, rows)
    }

    /// A name is searched by a form sent as a body: it never stands in an address.
    private static func list(_ visit: Visit, named name: String?) throws -> Reply {
        let status = CaseFile.Status(rawValue: visit.query.first("status"))
        let size = 25
        let wanted = name.flatMap { $0.isEmpty ? nil : $0 }
        guard (wanted?.count ?? 0) <= Store.longestSearch else {
            throw Fault(.unprocessableContent, "searchTooLong", ["limit": String(Store.longestSearch)])
        }
        let (store, actor, page) = (visit.store, try visit.actor(), visit.pageNumber)
        let found =
            try wanted.map { try store.search($0, as: actor, status: status, page: page, size: size, at: visit.now) }
            ?? store.cases(as: actor, status: status, page: page, size: size)
        let filters = [nil, CaseFile.Status.open, .closed].map { each -> HTML in
            let label = visit.say(each.map { "status.\($0.rawValue)" } ?? "list.all")
            let address = "/cases" + (each.map { "?status=\($0.rawValue)" } ?? "")
            return "<a href=\"\(address)\"\(if: each == status, " aria-current=\"true\"")>\(label)</a> "
        }
        let pager =
            wanted != nil
            ? .none : visit.pager("/cases", status.map { ["status": $0.rawValue] } ?? [:], count: found.count, size: size)
        return visit.page(
            visit.say("list.title"), here: "/cases",
            """
            <h1>\(visit.say("list.title"))</h1>\(actions(visit, try visit.actor()))
            <form method="post" action="/cases/search" class="filters" role="search">\(Page.token(visit.session))<div class="field"><label for="name">\(visit.say("list.search"))</label><input id="name" name="name" type="search" autocomplete="off" value="\(name ?? "")"></div>\(visit.button("list.find"))</form>
            <p class="filters">\(filters)</p><p>\(wanted != nil && found.count >= Store.mostHits ? visit.say("list.many", ["count": String(Store.mostHits)]) : visit.count("list.count", found.count))</p>
            \(if: !found.lines.isEmpty, cases(visit, found.lines, visit.say("list.title")))\(pager)
            """)
    }
}
