import OrderedCollections
import HTTPTypes
import Pack
import Register
import Store

/// A case as a worker meets it: what to do next, what is known, who helps, what happened, who looked.
enum CasePages {
    static var routes: [Route] {
        [
            .get("/cases/{case}") { try await overview($0) },
            .get("/cases/{case}/history") { try await history($0) },
            .get("/cases/{case}/looks") { try looks($0) },
        ]
    }

    private static func overview(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now)
        let key = Bodies.Key(
            number: number, sequence: file.sequence, permit: permit, language: visit.language, today: visit.today,
            late: visit.desk.late(file, visit.store.policy.practice, visit.now), staffChanges: visit.store.staffChanges,
            links: file.links.map(\.number))
        let all = visit.desk.bodies.body(key, for: visit) { body($0, file, permit) }
        return visit.page(visit.say("case.title", ["number": number]), here: "/cases", all)
    }

    private static func body(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        let number = file.number
        let forms = visit.country.sections.filter {
            file.answers[$0.id]?.isEmpty == false
        }
        return """
            <h1>\(visit.say("case.title", ["number": number])) \(visit.tag(file.status.rawValue))\(risk(visit, file))</h1>
            \(visit.origin(of: file))\(warnings(visit, file, permit))\(next(visit, file, permit))\(acts(visit, file, permit))\(due(visit, file))
            <div class="grid2"><section><h2>\(visit.say("case.access"))</h2>\(access(visit, file))</section>
            <section><h2>\(visit.say("case.consents"))</h2>\(ConsentPages.list(visit, file, permit))</section></div>
            <h2>\(visit.say("case.referrals"))</h2>\(ReferralPages.list(visit, file, permit))
            <h2>\(visit.say("case.services"))</h2>\(ServicePages.list(visit, file))
            <h2>\(visit.say("case.known"))</h2>\(forms.map { form -> HTML in "<h3>\(visit.pack(form.title))</h3>\(visit.facts(form, file.answers[form.id] ?? Answers()))" })\(if: forms.isEmpty, "<p>\(visit.say("case.nothingYet"))</p>")
            \(if: !file.notes.isEmpty, "<h2>\(visit.say("case.notes"))</h2>\(ActPages.notes(visit, file))")
            <p class="actions">\(if: permit.may.contains(.history), "<a class=\"button quiet\" href=\"/cases/\(number)/history\">\(visit.say("case.history"))</a> ")\(if: permit.may.contains(.looks), "<a class=\"button quiet\" href=\"/cases/\(number)/looks\">\(visit.say("case.looks"))</a>")</p>
            """
    }

    /// The risk as a record judged it last, else as the case tells it.
    private static func risk(_ visit: Visit, _ file: SeenCase) -> HTML {
        let judged = file.records.reversed().lazy.compactMap { record -> (FieldID, String)? in
            guard let id = visit.country.practice.records[record.form]?.risk else { return nil }
            return record.answers[id]?.text.map { (id, $0) }
        }.first
        let told = visit.country.risk.flatMap { id in file.answers.values.lazy.compactMap { $0[id]?.text }.first.map { (id, $0) } }
        guard let (id, level) = judged ?? told else { return .none }
        let name = visit.choice(level, of: visit.country.fieldsByID[id]?.choices ?? [])
        return " <span class=\"tag risk\">\(visit.say("case.risk", ["level": name]))</span>"
    }

    /// What waits, the most urgent first, and the way to all stages.
    private static func due(_ visit: Visit, _ file: SeenCase) -> HTML {
        let dues = file.dues(by: visit.store.policy.practice)
        let all: HTML = "<p><a href=\"/cases/\(file.number)/journey\">\(visit.say("journey.all"))</a></p>"
        guard !dues.isEmpty else { return all }
        return
            "<h2>\(visit.say("due.title"))</h2>\(visit.dueTable(dues.prefix(6).map { DueRow($0, file) }, number: file.number))\(all)"
    }

    /// What whoever opens the case must know first: an emergency opening, a request to close, a hold.
    private static func warnings(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        var all = HTML.none
        if permit.relation == .emergency {
            let until = file.broken.filter { $0.by == permit.actor.account }.map(\.glass.until).max()
            all += "<p class=\"notice\">\(visit.say("glass.open", ["date": until.map { visit.say($0) } ?? ""]))</p>"
        }
        for broken in file.broken where broken.isJustified == nil && broken.by != permit.actor.account {
            all +=
                "<p class=\"notice\">\(visit.say("glass.by", ["name": visit.name(broken.by), "date": visit.say(broken.at)]))</p>"
        }
        if let asked = file.closureAsked, permit.relation != .emergency {
            all +=
                "<p class=\"notice\">\(visit.say("closure.askedOn", ["date": visit.say(asked.at), "name": visit.name(asked.by)]))</p>"
        }
        if let told = file.matches.last(where: \.match.isTold) {
            all +=
                "<p class=\"notice\">\(visit.say("known.told", ["name": visit.name(told.by), "date": visit.say(told.at)]))</p>"
        }
        for link in file.links where link.kind == .same {
            all +=
                "<p class=\"notice\">\(visit.say("known.is.same")): <a class=\"number\" href=\"/cases/\(link.number)\">\(link.number)</a></p>"
        }
        if file.isHeld { all += "<p class=\"notice\">\(visit.say("retention.isHeld"))</p>" }
        return all
    }

    /// The one thing to do now.
    private static func next(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        let path = "/cases/\(file.number)"
        var step: (key: String, address: String)?
        if let waiting = file.referrals.first(where: { $0.status == .sent && $0.to == permit.actor.agency }),
            permit.may.contains(.decide)
        {
            step = ("next.decide", "\(path)/referrals/\(waiting.id)")
        } else if file.status == .closed {
            step = nil
        } else if permit.may.contains(.answer), file.answers[visit.country.screening.form.id] == nil, file.screenings.isEmpty {
            step = ("next.screen", "\(path)/forms/\(visit.country.screening.form.id)")
        } else if permit.may.contains(.consent), file.agreements.allSatisfy({ $0.withdrawn != nil }) {
            step = ("next.consent", "\(path)/consents")
        } else if permit.may.contains(.refer), file.referrals.isEmpty {
            step = ("next.refer", "\(path)/referrals")
        } else if permit.may.contains(.serve), file.services.isEmpty {
            step = ("next.serve", "\(path)/services")
        } else if permit.may.contains(.answer) {
            step = ("next.answer", "\(path)/tasks")
        }
        guard let step else { return .none }
        return
            "<div class=\"next\"><h2>\(visit.say("next.title"))</h2><p><a class=\"button\" href=\"\(step.address)\">\(visit.say(step.key))</a></p></div>"
    }

    /// Everything this worker may do with the case as it stands.
    private static func acts(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        let all: [(Ability, String, String)] = [
            (.answer, "tasks", "act.answer"), (.screen, "screenings", "act.screen"), (.consent, "consents", "act.consent"),
            (.refer, "referrals", "act.refer"),
            (.serve, "services", "act.serve"), (.note, "notes", "act.note"), (.task, "todo", "act.task"),
            (.attach, "attachments", "act.attach"), (.link, "known", "act.known"),
            (.assign, "assignment", "act.assign"),
            (.transfer, "transfer", "act.transfer"), (.exclude, "exclusions", "act.exclude"), (.approve, "reviews", "act.review"),
            (permit.may.contains(.close) ? .close : .askClosure, "closure", "act.close"), (.reopen, "reopening", "act.reopen"),
            (permit.may.contains(.erase) ? .erase : .hold, "retention", "act.retention"),
        ]
        let links = all.filter { permit.may.contains($0.0) && CaseFile.isAllowed($0.0, when: file.status) }.map { act -> HTML in
            "<a class=\"button quiet\" href=\"/cases/\(file.number)/\(act.1)\">\(visit.say(act.2))</a> "
        }
        return links.isEmpty ? .none : "<nav class=\"actions\" aria-label=\"\(visit.say("act.title"))\">\(links)</nav>"
    }

    private static func access(_ visit: Visit, _ file: SeenCase) -> HTML {
        let helping = file.referrals.filter(\.isOpen).map {
            "<dt>\(visit.agency($0.to))</dt><dd>\(visit.tag($0.status.rawValue))</dd>" as HTML
        }
        return """
            <dl class="facts"><dt>\(visit.say("case.owner"))</dt><dd>\(visit.agency(file.owner))</dd>
            <dt>\(visit.say("case.assignee"))</dt><dd>\(file.assignee.map { visit.name($0) } ?? visit.say("case.nobody"))</dd>
            <dt>\(visit.say("list.opened"))</dt><dd>\(visit.say(file.opened))</dd>\(helping)</dl>
            """
    }

    // MARK: What happened, and who looked

    private static func history(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        let actor = try visit.actor()
        let entries = try await visit.store.history(number, as: actor, at: visit.now)
        let on = Day(visit.query.first("on"))
        let known = on.map { day in entries.filter { visit.country.zone.day(of: $0.stamp.at) <= day } } ?? entries
        let items = known.reversed().map { entry -> HTML in
            """
            <li><strong>\(visit.say("action.\(entry.action.word)"))</strong><br>\(visit.say(entry.stamp.at)) - \(visit.name(entry.stamp.author)), \(visit.agency(entry.stamp.agency))\(answers(visit, entry.action))</li>
            """
        }
        let title = visit.say("history.title", ["number": number])
        return visit.page(
            title,
            """
            \(visit.crumb(number))<h1>\(title)</h1>
            <form method="get" class="filters"><div class="field"><label for="on">\(visit.say("history.on"))</label><input id="on" name="on" type="date" value="\(on?.description ?? "")"></div>\(visit.button("history.show"))</form>
            \(on.map { asKnown(visit, $0, known) } ?? .none)<h2>\(visit.say("history.entries"))</h2><ol class="timeline">\(items)</ol>
            """)
    }

    /// The case as it was known at the end of a day.
    private static func asKnown(_ visit: Visit, _ day: Day, _ entries: [Entry<CaseAction>]) -> HTML {
        let known = CaseFile(folding: entries).answers
        let forms = visit.country.sections.filter {
            known[$0.id] != nil
        }
        return """
            <h2>\(visit.say("history.knownOn", ["date": visit.say(day)]))</h2>\(if: entries.isEmpty, "<p>\(visit.say("history.notYet"))</p>")
            \(forms.map { form -> HTML in "<h3>\(visit.pack(form.title))</h3>\(visit.facts(form, known[form.id] ?? Answers()))" })
            """
    }

    private static func answers(_ visit: Visit, _ action: CaseAction) -> HTML {
        let answers = action.answers
        guard !answers.isEmpty else { return .none }
        let fields = Dictionary(visit.country.fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = answers.values.map { id, answer -> HTML in
            let field = fields[id]
            let shown = field.map { visit.shown(answer, to: $0) } ?? "\(answer.text ?? "")"
            return "<dt>\(field.map { visit.pack($0.label) } ?? visit.say("history.text"))</dt><dd>\(shown)</dd>"
        }
        return "<details><summary>\(visit.say("history.answers"))</summary><dl class=\"facts\">\(rows)</dl></details>"
    }

    private static func looks(_ visit: Visit) throws -> Reply {
        let number = try visit.named("case")
        let rows = try visit.store.looks(number, as: try visit.actor(), at: visit.now).map { look -> [HTML] in
            [
                "\(visit.say(look.at))", "\(visit.name(look.by))", "\(visit.agency(look.agency))",
                "\(visit.say("purpose.\(look.purpose.rawValue)"))",
            ]
        }
        let title = visit.say("looks.title", ["number": number])
        let heads = ["looks.when", "looks.who", "list.agency", "looks.why"].map { visit.say($0) }
        return visit.page(title, "\(visit.crumb(number))<h1>\(title)</h1>\(visit.table(title, heads, rows))")
    }
}
