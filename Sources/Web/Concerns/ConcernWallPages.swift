import HTTPTypes
import Pack
import Register
import Store

/// Who must have no part in a report, and who looked at it.
enum ConcernWallPages {
    static var routes: [Route] {
        [
            .get("/concerns/{concern}/conflicts") { try await page($0, .none) },
            .post("/concerns/{concern}/conflicts") { try await record($0, isOut: true) },
            .post("/concerns/{concern}/conflicts/end") { try await record($0, isOut: false) },
            .get("/concerns/{concern}/looks") { try looks($0) },
        ]
    }

    /// The ways to both, at the end of the report's page.
    static func links(_ visit: Visit, _ path: String) throws -> HTML {
        guard ConcernPages.duties(visit).contains(.triage) else { return .none }
        let looks: HTML = "<a class=\"button quiet\" href=\"\(path)/looks\">\(visit.say("looks.ofConcern"))</a>"
        return """
            <p class="actions"><a class="button quiet" href="\(path)/conflicts">\(visit.say("conflicts.keep"))</a> \(if: visit.store.mayReadLooksOfConcerns(try visit.actor()), looks)</p>
            """
    }

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        guard ConcernPages.duties(visit).contains(.triage) else { throw Fault.notFound }
        let (concern, _) = try await visit.store.concern(try visit.named("concern"), as: try visit.actor(), at: visit.now)
        let title = visit.say("conflicts.ofConcern", ["number": concern.number])
        let path = "/concerns/\(concern.number)/conflicts"
        let mayLetIn = visit.store.policy.roles[try visit.actor().role].map(Incident.mayLetIn) ?? false
        let out = concern.barred.map { ($0, visit.name($0)) }.sorted { $0.1 < $1.1 }.map { exclusion, name -> HTML in
            let end = visit.posting(
                path + "/end",
                "<input type=\"hidden\" name=\"who\" value=\"\(WallPages.code(exclusion))\"><button class=\"quiet\">\(visit.say("exclusions.end"))</button>"
            )
            return "<li>\(name) \(if: mayLetIn, end)</li>"
        }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(crumb(visit, concern.number))<h1>\(title)</h1><p>\(visit.say("conflicts.concernWhy"))</p>\(if: !out.isEmpty, "<ul>\(out)</ul>")
            \(visit.posting(path, "\(WallPages.who(visit, but: concern.agency))\(visit.button("exclusions.record"))"))
            """)
    }

    private static func record(_ visit: Visit, isOut: Bool) async throws -> Reply {
        guard ConcernPages.duties(visit).contains(.triage) else { throw Fault.notFound }
        let number = try visit.named("concern")
        do {
            try visit.store.wall(
                try WallPages.exclusion(visit), isOut: isOut, ofConcern: number, id: try visit.entryID(), as: try visit.actor(),
                at: visit.now)
            return .redirect("/concerns/\(number)/conflicts")
        } catch let error where error is Refusal || error is FormProblems {
            return try await page(visit, try visit.problems(error))
        }
    }

    private static func looks(_ visit: Visit) throws -> Reply {
        let number = try visit.named("concern")
        let rows = try visit.store.looks(ofConcern: number, as: try visit.actor()).map { look -> [HTML] in
            [
                "\(visit.say(look.at))", "\(visit.name(look.by))", "\(visit.agency(look.agency))",
                "\(visit.say("purpose.\(look.purpose.rawValue)"))",
            ]
        }
        let title = visit.say("looks.concernTitle", ["number": number])
        let heads = ["looks.when", "looks.who", "list.agency", "looks.why"].map { visit.say($0) }
        return visit.page(title, "\(crumb(visit, number))<h1>\(title)</h1>\(visit.table(title, heads, rows))")
    }

    private static func crumb(_ visit: Visit, _ number: String) -> HTML {
        "<p><a href=\"/concerns/\(number)\">\(visit.say("concern.title", ["number": number]))</a></p>"
    }
}
