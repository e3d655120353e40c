import OrderedCollections
import Pack
import Register
import Store

/// The fourteen stages of a case: what each asks for, what is there, what is late, and where to do it.
enum JourneyPages {
    static var routes: [Route] { [.get("/cases/{case}/journey") { try await page($0) }] }

    private static func page(_ visit: Visit) async throws -> Reply {
        let (file, permit) = try await visit.open(.read)
        let dues = Dictionary(grouping: file.dues(by: visit.store.policy.practice), by: \.stage)
        let stages = (0...13).map { stage -> HTML in
            """
            <li><h2 id="stage-\(stage)">\(visit.say("stage.\(stage)"))</h2>\(dues[stage].map { visit.dueTable($0.map { DueRow($0, file) }, number: file.number) } ?? .none)\(facts(visit, file, stage))<p class="actions">\(links(visit, file, permit, stage))</p></li>
            """
        }
        let title = visit.say("journey.title", ["number": file.number])
        return visit.page(
            title, here: "/cases",
            "\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("journey.why"))</p><ol class=\"stages\" start=\"0\">\(stages)</ol>"
        )
    }

    /// What was recorded in a stage, one line each, the newest first.
    private static func facts(_ visit: Visit, _ file: SeenCase, _ stage: Int) -> HTML {
        var lines: [HTML] = []
        switch stage {
        case 0: lines = file.origin.map { ["\(visit.say("origin.\($0.kind.rawValue)", ["number": $0.number]))"] } ?? []
        case 2: lines = [ConsentPages.summary(visit, file)]
        case 3: lines = file.screenings.reversed().map { ScreeningPages.line(visit, file, $0) }
        case 4:
            lines = file.referrals.map {
                "\(visit.service($0.request.service)) - \(visit.agency($0.to)) \(visit.tag($0.status.rawValue))"
            }
        case 5, 9:
            let grounds: Decision.Grounds = stage == 5 ? .reasonable : .conclusive
            lines = file.decisions.filter { $0.decision.grounds == grounds }.reversed().map { DecisionPages.line(visit, $0) }
        case 6: lines = file.recovery.map { [DecisionPages.period(visit, $0)] } ?? []
        case 8: lines = file.services.suffix(5).reversed().map { "\(visit.say($0.log.on)): \(visit.service($0.log.service))" }
        case 13:
            lines =
                file.closureAsked.map { ["\(visit.say("closure.askedOn", ["date": visit.say($0.at), "name": visit.name($0.by)]))"] }
                ?? []
        default: break
        }
        lines += visit.country.records.filter { $0.keeping?.stage == stage }.flatMap { form in
            file.records.filter { $0.form == form.id }.reversed().map { RecordPages.line(visit, file, form, $0) }
        }
        lines = lines.filter { !$0.isEmpty }
        return lines.isEmpty ? .none : "<ul>\(lines.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    private static func links(_ visit: Visit, _ file: SeenCase, _ permit: Permit, _ stage: Int) -> HTML {
        func may(_ ability: Ability) -> Bool { permit.may.contains(ability) && CaseFile.isAllowed(ability, when: file.status) }
        var links: [(path: String, text: String)] = []
        switch stage {
        case 2 where may(.consent): links.append(("consents", visit.say("act.consent")))
        case 3 where may(.screen): links.append(("screenings", visit.say("act.screen")))
        case 4:
            if may(.refer) { links.append(("referrals", visit.say("act.refer"))) }
            if may(.assign) { links.append(("assignment", visit.say("act.assign"))) }
        case 5 where may(.read) && permit.relation != .recipient, 9 where may(.read) && permit.relation != .recipient:
            links.append(("decisions", visit.say("act.decisions")))
        case 6 where file.recovery != nil && may(.recovery): links.append(("recovery", visit.say("act.recovery")))
        case 8:
            if may(.serve) { links.append(("services", visit.say("act.serve"))) }
            if may(.task) { links.append(("todo", visit.say("act.task"))) }
        case 13:
            if may(.askClosure) || may(.close) { links.append(("closure", visit.say("act.close"))) }
            if may(.reopen) { links.append(("reopening", visit.say("act.reopen"))) }
        default: break
        }
        if may(.record) {
            links += visit.country.records.filter { form in
                form.keeping.map { $0.stage == stage && permit.opens.contains($0.compartment) } ?? false
            }.map { ("records/\($0.id)", visit.pack($0.title)) }
        }
        return links.reduce(into: HTML.none) {
            $0 += "<a class=\"button quiet\" href=\"/cases/\(file.number)/\($1.path)\">\($1.text)</a> "
        }
    }
}
