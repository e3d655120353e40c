import HTTPTypes
import Pack
import Register
import Store

/// Who must have no part in an incident: for them it does not exist, nor any case of it, now or later.
enum ConflictPages {
    static var routes: [Route] {
        [
            .get("/incidents/{incident}/conflicts") { try await page($0, .none) },
            .post("/incidents/{incident}/conflicts") { visit in
                try await record(visit) { .barred(try WallPages.exclusion(visit)) }
            },
            .post("/incidents/{incident}/conflicts/end") { visit in
                try await record(visit) { .unbarred(try WallPages.exclusion(visit)) }
            },
        ]
    }

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let incident = try await visit.incident()
        let title = visit.say("conflicts.title", ["number": incident.number])
        let path = "/incidents/\(incident.number)/conflicts"
        let mayLetIn = visit.store.policy.roles[try visit.actor().role].map(Incident.mayLetIn) ?? false
        let out = incident.barred.map { ($0, visit.name($0)) }.sorted { $0.1 < $1.1 }.map { exclusion, name -> HTML in
            let end = visit.posting(
                path + "/end",
                "<input type=\"hidden\" name=\"who\" value=\"\(WallPages.code(exclusion))\"><button class=\"quiet\">\(visit.say("exclusions.end"))</button>"
            )
            return "<li>\(name)\(if: mayLetIn, end)</li>"
        }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(incident))<h1>\(title)</h1><p>\(visit.say("conflicts.why"))</p>\(if: !out.isEmpty, "<ul>\(out)</ul>")
            \(visit.posting(path, "\(WallPages.who(visit, but: incident.agency))\(visit.button("exclusions.record"))"))
            """)
    }

    private static func record(_ visit: Visit, _ action: () throws -> Incident.Action) async throws -> Reply {
        let incident = try await visit.incident()
        do {
            try visit.store.record(
                try action(), id: try visit.entryID(), to: incident.number, as: try visit.actor(), at: visit.now)
            return .redirect("/incidents/\(incident.number)/conflicts")
        } catch let error where error is Refusal || error is FormProblems {
            return try await page(visit, try visit.problems(error))
        }
    }
}
