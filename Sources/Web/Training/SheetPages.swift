import Pack
import Register
import Store

/// For a room without phones: a sheet to sign, and the test to print.
enum SheetPages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/sheet") { try await sheet($0) },
            .get("/workshops/{workshop}/sheet/test") { try await test($0) },
        ]
    }

    /// A line for each person, and empty ones.
    private static func sheet(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        let terms = try visit.training()
        guard let plan = workshop.plan else { throw Fault.notFound }
        let halves = plan.halfDays.map { visit.say($0) }
        let own = ["name", "agency", "post", "group", "sex"].map { visit.say("participant.\($0)") }
        let heads = ["#"] + own + halves
        let people = workshop.active.map { each -> [HTML] in
            [
                "\(each.person.name)", "\(visit.participantAgency(each.person.agency))",
                "\(visit.choice(each.person.post, of: terms.posts))", "\(visit.choice(each.person.group, of: terms.groups))",
                "\(visit.choice(each.person.sex, of: terms.sexes))",
            ]
        }
        let lines = people + Array(repeating: [], count: max(5, 25 - people.count))
        let rows = lines.enumerated().map { index, cells -> HTML in
            let empty: [HTML] = Array(repeating: "", count: heads.count - 1 - cells.count)
            return "<tr>\((["\(index + 1)"] + cells + empty).map { "<td>\($0)</td>" as HTML })</tr>"
        }
        let head = heads.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let title = visit.say("sheet.title")
        return visit.page(
            title,
            """
            <div class="screen">\(visit.crumb(workshop))</div><h1>\(title)</h1><p>\(plan.terms.title) - \(visit.days(plan)), \(plan.place)</p><p class="hint screen">\(visit.say("sheet.why"))</p>
            \(if: !plan.terms.test.isEmpty, "<p class=\"actions\"><a class=\"button quiet\" href=\"/workshops/\(workshop.number)/sheet/test\">\(visit.say("sheet.test"))</a></p>")
            <div class="wide signing" role="region" tabindex="0" aria-label="\(title)"><table><caption>\(title)</caption><thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }

    /// The same questions for both times: whoever answers says which one it is.
    private static func test(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        guard let plan = workshop.plan, let test = try visit.training().test(plan.terms.test) else { throw Fault.notFound }
        func line(_ key: String) -> HTML { "<p>\(visit.say(key)): <span class=\"line\"></span></p>" }
        func boxes(_ labels: [String]) -> HTML { "<ul class=\"boxes\">\(labels.map { "<li>\($0)</li>" as HTML })</ul>" }
        let items = test.items.map { item -> HTML in
            "<li><strong>\(visit.pack(item.text))</strong>\(boxes(item.choices.map { visit.pack($0.label) }))</li>"
        }
        let title = visit.pack(test.title)
        return visit.page(
            title,
            """
            <div class="screen">\(visit.crumb(workshop))</div><h1>\(title)</h1><p>\(workshop.number) - \(visit.days(plan)), \(plan.place)</p><p class="hint screen">\(visit.say("paper.sheetWhy"))</p>
            \(line("participant.name"))\(line("participant.agency"))\(boxes(["day.before", "day.after"].map { visit.say($0) }))
            <ol class="paper">\(items)</ol><p><strong>\(visit.say("confidence.question"))</strong></p>\(boxes((1...5).map { visit.say("confidence.\($0)") }))
            """)
    }
}
