import HTTPTypes
import Register
import Store

/// Attendance in one table, a column for each half-day. Whoever joined is there already; the trainer changes the exceptions.
enum AttendancePages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/attendance") { try await table($0, .none) },
            .post("/workshops/{workshop}/attendance") { try await keep($0) },
        ]
    }

    /// One person at one half-day. Its name in the form tells what stood there, so that a mark made meanwhile is seen.
    private struct Cell {
        let participant: Participant
        let index: Int
        let half: HalfDay

        var now: Attendance? { participant.marks[half] }

        func name(_ shown: Attendance?) -> String { "mark-\(participant.id)-\(index)-\(shown?.rawValue ?? "none")" }

        /// What the page showed here, and what was chosen. Nil when the page did not have this cell.
        func sent(_ form: SubmittedAnswers) -> (shown: Attendance?, chosen: Attendance?)? {
            for shown in [nil] + Attendance.allCases where !form[name(shown)].isEmpty {
                return (shown, Attendance(rawValue: form.first(name(shown))))
            }
            return nil
        }
    }

    /// Those that have begun: nobody is marked for a day to come.
    private static func halves(_ visit: Visit, _ workshop: Workshop) -> [(index: Int, half: HalfDay)] {
        (workshop.plan?.halfDays ?? []).enumerated().filter { $0.element.day <= visit.today }.map { ($0.offset, $0.element) }
    }

    private static func table(_ visit: Visit, _ problems: HTML, notice: HTML = .none) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        let halves = halves(visit, workshop)
        let title = visit.say("attendance.title")
        guard !halves.isEmpty, !workshop.active.isEmpty else {
            return visit.page(title, "\(visit.crumb(workshop))<h1>\(title)</h1><p>\(visit.say("attendance.none"))</p>")
        }
        let all = halves.map { index, half in
            select(
                visit, "all-\(index)", "\(visit.say("attendance.all")), \(visit.say(half))",
                chosen: Attendance(rawValue: visit.form.first("all-\(index)")), isShort: false)
        }
        let rows = workshop.active.map { each -> [HTML] in
            ["\(each.person.name)<br><span class=\"hint\">\(visit.participantAgency(each.person.agency))</span>"]
                + halves.map { index, half in
                    let cell = Cell(participant: each, index: index, half: half)
                    let typed = problems.isEmpty ? nil : cell.sent(visit.form)
                    return select(
                        visit, cell.name(cell.now), "\(each.person.name), \(visit.say(half))",
                        chosen: typed.map { $0.chosen ?? cell.now } ?? cell.now, isShort: true)
                }
        }
        let heads = [visit.say("participant.name")] + halves.map { visit.say($0.half) }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(notice)\(visit.crumb(workshop))<h1>\(title)</h1><p>\(visit.say("attendance.why"))</p>
            <form method="post" action="/workshops/\(workshop.number)/attendance">\(visit.hidden)\(visit.table(title, heads, rows))
            <fieldset class="card"><legend>\(visit.say("attendance.all"))</legend><p class="hint">\(visit.say("attendance.allHint"))</p>\(all)</fieldset>
            <div class="actions">\(visit.button("attendance.record"))</div></form>
            """)
    }

    private static func select(_ visit: Visit, _ name: String, _ label: String, chosen: Attendance?, isShort: Bool) -> HTML {
        let options = Attendance.allCases.map { each -> HTML in
            "<option value=\"\(each.rawValue)\"\(if: each == chosen, " selected")>\(visit.say("attendance.\(each.rawValue)"))</option>"
        }
        let select: HTML =
            "<select id=\"\(name)\" name=\"\(name)\"\(if: isShort, " aria-label=\"\(label)\"")><option value=\"\"></option>\(options)</select>"
        return isShort ? select : "<div class=\"field\"><label for=\"\(name)\">\(label)</label>\(select)</div>"
    }

    /// Only what the trainer changed is recorded, and only where nobody marked meanwhile. A choice for all fills the cells that are empty.
    private static func keep(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        var marks: [Workshop.Mark] = []
        var changed = 0
        for each in workshop.active {
            for (index, half) in halves(visit, workshop) {
                let cell = Cell(participant: each, index: index, half: half)
                guard let sent = cell.sent(visit.form) else { continue }
                var chosen = sent.chosen == sent.shown ? nil : sent.chosen
                if sent.shown == nil, chosen == nil { chosen = Attendance(rawValue: visit.form.first("all-\(index)")) }
                guard let chosen, chosen != cell.now else { continue }
                guard sent.shown == cell.now else {
                    changed += sent.chosen == nil ? 0 : 1
                    continue
                }
                marks.append(Workshop.Mark(participant: each.id, half: half, attendance: chosen))
            }
        }
        guard changed > 0 || !marks.isEmpty else { return .redirect("/workshops/\(workshop.number)") }
        if !marks.isEmpty {
            do { try visit.record(.marked(marks), to: workshop) } catch let refusal as Refusal {
                return try await table(visit, visit.refused(refusal))
            }
        }
        guard changed > 0 else { return .redirect("/workshops/\(workshop.number)") }
        return try await table(
            visit, .none, notice: "<p class=\"notice\" role=\"status\">\(visit.count("attendance.changed", changed))</p>")
    }
}
