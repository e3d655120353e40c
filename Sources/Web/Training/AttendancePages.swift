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

    private static func name(_ participant: Participant, _ half: Int) -> String { "mark-\(participant.id)-\(half)" }

    /// Those that have begun: nobody is marked for a day to come.
    private static func halves(_ visit: Visit, _ workshop: Workshop) -> [(index: Int, half: HalfDay)] {
        (workshop.plan?.halfDays ?? []).enumerated().filter { $0.element.day <= visit.today }.map { ($0.offset, $0.element) }
    }

    private static func table(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        let halves = halves(visit, workshop)
        let title = visit.say("attendance.title")
        guard !halves.isEmpty, !workshop.active.isEmpty else {
            return visit.page(title, "\(visit.crumb(workshop))<h1>\(title)</h1><p>\(visit.say("attendance.none"))</p>")
        }
        let all = halves.map { index, half in
            select(visit, "all-\(index)", "\(visit.say("attendance.all")), \(visit.say(half))", chosen: nil, isShort: false)
        }
        let rows = workshop.active.map { each -> [HTML] in
            ["\(each.person.name)<br><span class=\"hint\">\(visit.participantAgency(each.person.agency))</span>"]
                + halves.map { index, half in
                    select(
                        visit, name(each, index), "\(each.person.name), \(visit.say(half))", chosen: each.marks[half], isShort: true
                    )
                }
        }
        let heads = [visit.say("participant.name")] + halves.map { visit.say($0.half) }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(workshop))<h1>\(title)</h1><p>\(visit.say("attendance.why"))</p>
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

    /// Only what differs is recorded. A choice for all fills the cells that are still empty.
    private static func keep(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        var marks: [Workshop.Mark] = []
        for each in workshop.active {
            for (index, half) in halves(visit, workshop) {
                let typed = visit.form.first(name(each, index))
                let chosen = Attendance(rawValue: typed.isEmpty ? visit.form.first("all-\(index)") : typed)
                guard let chosen, chosen != each.marks[half] else { continue }
                marks.append(Workshop.Mark(participant: each.id, half: half, attendance: chosen))
            }
        }
        guard !marks.isEmpty else { return .redirect("/workshops/\(workshop.number)") }
        return try await WorkshopPages.record(visit, again: { try await table(visit, $0) }) { .marked(marks) }
    }
}
