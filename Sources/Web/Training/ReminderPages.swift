import Pack
import Register
import Store

/// Whose certificate ends soon or has ended, for the trainer who asks them to a refresher: a list, and the same for letters.
enum ReminderPages {
    static var routes: [Route] {
        [
            .get("/training/reminders") { try await list($0) },
            .get("/training/reminders.csv") { visit in
                CertificatePages.mailMerge(visit, try await found(visit), named: "certificates-that-end.csv")
            },
        ]
    }

    private static func found(_ visit: Visit) async throws -> [(certificate: Certificate, workshop: Workshop)] {
        try await visit.store.refreshersWithPeople(as: try visit.asTrainer(), at: visit.now, today: visit.today)
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let found = try await found(visit)
        let title = visit.say("training.refreshers")
        let rows = found.map { each, workshop -> [HTML] in
            let state = each.expiresOn < visit.today ? "certificate.expired" : "certificate.ends"
            return [
                "<a href=\"/workshops/\(workshop.number)/people/\(each.participant)\">\(each.holder.name)</a>",
                "\(visit.participantAgency(each.holder.agency))", "\(each.course)",
                "\(visit.say(each.expiresOn)) <span class=\"tag wait\">\(visit.say(state))</span>",
                visit.ownLink(of: each, in: workshop),
            ]
        }
        let heads = ["certificate.holder", "list.agency", "course.title", "certificate.expires", "certificate.ownLink"].map {
            visit.say($0)
        }
        let body: HTML =
            rows.isEmpty
            ? "<p>\(visit.say("reminders.none"))</p>"
            : """
            <p class="actions"><a class="button quiet" href="/training/reminders.csv">\(visit.say("certificate.csv"))</a></p><p class="hint">\(visit.say("certificate.csvWhy"))</p>\(visit.table(title, heads, rows))
            """
        return visit.page(title, "<h1>\(title)</h1>\(TrainingPages.ways(visit, here: "/training/reminders"))\(body)")
    }

    /// On "my work": how many, and the way to them.
    static func line(_ visit: Visit, _ count: Int) -> HTML {
        count == 0
            ? .none : "<p><a href=\"/training/reminders\">\(visit.count("training.refreshersCount", count))</a></p>"
    }
}
