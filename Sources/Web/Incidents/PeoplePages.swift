import Exchange
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Adding people to an incident: a number of unknown ones, a typed or pasted list, a look at how each line was understood, one button.
enum PeoplePages {
    static var routes: [Route] {
        [
            .get("/incidents/{incident}/people") { visit in
                let incident = try await visit.incident()
                let sitting = sitting(visit, incident)
                let draft = try sitting.draft()
                let sent = visit.typed(in: path(incident)) ?? draft?.sent ?? SubmittedAnswers()
                return ask(incident, sitting, sent, .none, around: (try sitting.notice(of: draft), .none), seeing: draft)
            },
            .post("/incidents/{incident}/people") { try await take($0) },
            .get("/incidents/{incident}/people/check") { try await check($0) },
            .post("/incidents/{incident}/people/check") { try await bring($0) },
        ]
    }

    private static func sitting(_ visit: Visit, _ incident: SeenIncident) -> Sitting {
        Sitting(visit, path(incident), Wording(said: visit.say("people.title", ["number": incident.number])))
    }

    private static func path(_ incident: SeenIncident) -> String { "/incidents/\(incident.number)/people" }

    /// `problems` are faults; what stands `around` the form is none.
    private static func ask(
        _ incident: SeenIncident, _ sitting: Sitting, _ sent: SubmittedAnswers, _ problems: HTML,
        around: (above: HTML, below: HTML) = (.none, .none), seeing draft: Draft? = nil
    ) -> Reply {
        let visit = sitting.visit
        let title = visit.say("people.title", ["number": incident.number])
        let columns = visit.country.people.map { $0.columns.map { visit.pack($0.label) }.joined(separator: "; ") }
        let hint = columns.map { visit.say("people.listHint", ["columns": $0]) }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(around.above)\(visit.crumb(incident))<h1>\(title)</h1><p>\(visit.say("people.why", ["limit": String(Incident.mostAtOnce)]))</p>
            \(visit.posting(path(incident), """
                \(sitting.hidden(seeing: draft))\(if: hint != nil, visit.textArea("list", visit.say("people.list"), hint: hint, value: sent.first("list")))
                <div class="field"><label for="unknown">\(visit.say("people.unknown"))</label><p class="hint" id="unknown-hint">\(visit.say("people.unknownHint"))</p><input id="unknown" name="unknown" type="text" inputmode="numeric" autocomplete="off" aria-describedby="unknown-hint" value="\(sent.first("unknown"))"></div>
                \(visit.button("people.show"))
                """))\(around.below)
            """)
    }

    /// What a draft says, and every fault in it with a link to where it was typed.
    private struct Reading {
        let list: PeopleList?
        let unknown: Int
        let problems: [(field: String, sentence: String)]
        var count: Int { (list?.lines.count ?? 0) + unknown }
    }

    private static func read(_ visit: Visit, _ sent: SubmittedAnswers) -> Reading {
        let list = visit.country.people.map { PeopleList(sent.first("list"), $0, visit.country, today: visit.today) }
        var problems = (list?.faultyLines ?? []).flatMap { line in line.faults.map { ("list", say($0, line.number, visit)) } }
        let typed = sent.first("unknown")
        let unknown = typed.isEmpty ? 0 : Bounded.whole(typed, in: 0...Bounded.largest) ?? -1
        if unknown < 0 { problems.append(("unknown", Question.say(.notANumber, visit))) }
        let count = (list?.lines.count ?? 0) + max(0, unknown)
        if problems.isEmpty, count == 0 { problems.append(("list", visit.say("refusal.nobodyBrought"))) }
        if count > Incident.mostAtOnce {
            problems.append(("list", visit.say("refusal.tooManyBrought", ["limit": String(Incident.mostAtOnce)])))
        }
        return Reading(list: list, unknown: min(max(0, unknown), Incident.mostAtOnce), problems: problems)
    }

    private static func say(_ fault: PeopleList.Fault, _ line: Int, _ visit: Visit) -> String {
        visit.say(
            "people.fault.\(fault.kind.rawValue)",
            ["line": String(line), "column": visit.pack(fault.column), "value": String(fault.value.prefix(60))])
    }

    private static func take(_ visit: Visit) async throws -> Reply {
        let incident = try await visit.incident()
        let sitting = sitting(visit, incident)
        let sent = visit.sentAnswers()
        let reading = read(visit, sent)
        guard reading.problems.isEmpty else {
            let below: HTML = reading.list.map { "<h2>\(visit.say("people.understood"))</h2>\(lines(visit, $0))" } ?? .none
            return ask(incident, sitting, sent, visit.faults(reading.problems), around: (.none, below))
        }
        do {
            guard let other = try sitting.keep(sent.values) else { return .redirect(sitting.check) }
            var reply = ask(incident, sitting, sent, sitting.elsewhere(other, typed(other.sent)), seeing: other)
            reply.status = .conflict
            return reply
        } catch let refusal as Refusal { return ask(incident, sitting, sent, visit.refused(refusal)) }
    }

    /// A list as it was typed.
    private static func typed(_ sent: SubmittedAnswers) -> HTML {
        "<p class=\"said\">\(sent.first("list"))</p>\(if: !sent.first("unknown").isEmpty, "<p>\(sent.first("unknown"))</p>")"
    }

    private static func check(_ visit: Visit) async throws -> Reply {
        let incident = try await visit.incident()
        let sitting = sitting(visit, incident)
        guard let draft = try sitting.draft() else { return .redirect(path(incident)) }
        return check(incident, sitting, draft)
    }

    private static func check(_ incident: SeenIncident, _ sitting: Sitting, _ draft: Draft, above: HTML = .none) -> Reply {
        let visit = sitting.visit
        let reading = read(visit, draft.sent)
        guard reading.problems.isEmpty else { return .redirect(sitting.address) }
        let title = visit.count("people.check", reading.count)
        return visit.page(
            title,
            """
            \(above)\(visit.crumb(incident))\(visit.notice(of: draft))<h1>\(title)</h1>\(reading.list.map { notices(visit, $0) } ?? .none)
            \(if: reading.unknown > 0, "<p>\(visit.count("people.unknownCount", reading.unknown))</p>")
            \(visit.posting(path(incident) + "/check", "\(sitting.hidden(seeing: draft))<div class=\"actions\">\(visit.button("people.bring"))<a class=\"button quiet\" href=\"\(sitting.address)\">\(visit.say("form.change"))</a></div>"))
            \(reading.list.map { lines(visit, $0) } ?? .none)
            """)
    }

    private static func notices(_ visit: Visit, _ list: PeopleList) -> HTML {
        let ignored = list.ignored.map { visit.say("people.ignored", ["column": $0]) }
        let repeated = list.repeated.prefix(20).map {
            visit.say("people.repeated", ["line": String($0.line), "earlier": String($0.earlier)])
        }
        let all = (ignored + repeated).map { "<li>\($0)</li>" as HTML }
        return all.isEmpty ? .none : "<ul>\(all)</ul>"
    }

    /// Every line as it was understood: the answers it gives, by column.
    private static func lines(_ visit: Visit, _ list: PeopleList) -> HTML {
        guard let terms = visit.country.people, !list.lines.isEmpty else { return .none }
        let rows = list.lines.map { line -> [HTML] in
            let forms = Dictionary(line.forms, uniquingKeysWith: { first, _ in first })
            return ["\(line.number)"]
                + zip(terms.columns, line.cells).map { column, cell in
                    if line.faults.contains(where: { $0.column == column.label }) {
                        return "<strong class=\"error\">\(cell)</strong>"
                    }
                    let said = column.places.compactMap { place in
                        forms[place.form]?[place.field.id].map { visit.shown($0, to: place.field) }
                    }
                    return said.reduce(into: HTML.none) { $0 += $0.isEmpty ? $1 : " \($1)" }
                }
        }
        let heads = [visit.say("people.line")] + terms.columns.map { visit.pack($0.label) }
        return visit.table(visit.say("people.understood"), heads, rows)
    }

    private static func bring(_ visit: Visit) async throws -> Reply {
        let incident = try await visit.incident()
        let sitting = sitting(visit, incident)
        let draft: Draft
        switch try sitting.confirmed() {
        case .gone: return .redirect("/incidents/\(incident.number)")
        case .changed(let now, let shown):
            var reply = check(incident, sitting, now, above: sitting.changed(now, shown.map(typed)))
            if reply.status == .ok { reply.status = .conflict }
            return reply
        case .draft(let kept): draft = kept
        }
        let reading = read(visit, draft.sent)
        guard reading.problems.isEmpty else {
            return ask(incident, sitting, draft.sent, visit.faults(reading.problems), seeing: draft)
        }
        let nobody = visit.country.people.map { PeopleList.unknown($0, visit.country) } ?? [(visit.country.opening.id, Answers())]
        let people = (reading.list?.lines.map(\.forms) ?? []) + Array(repeating: nobody, count: reading.unknown)
        do {
            try visit.store.bring(
                people, to: incident.number, prefix: visit.country.casePrefix, id: try visit.entryID(), as: try visit.actor(),
                at: visit.now, today: visit.today)
        } catch let refusal as Refusal { return ask(incident, sitting, draft.sent, visit.refused(refusal), seeing: draft) }
        try sitting.forget()
        return .redirect("/incidents/\(incident.number)")
    }
}
