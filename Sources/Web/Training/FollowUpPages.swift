import HTTPTypes
import Pack
import Register
import Store

/// Who was asked again after three and six months and did not answer: their links, to copy or to send by mail without a word of what.
enum FollowUpPages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/follow-up") { try await page($0, .none) },
            .post("/workshops/{workshop}/follow-up") { try await send($0) },
        ]
    }

    private static func due(_ visit: Visit, _ workshop: Workshop) -> [(participant: Participant, months: [Int])] {
        guard visit.country.training?.followUp != nil else { return [] }
        return workshop.active.map { ($0, workshop.followUpsDue(of: $0, on: visit.today)) }.filter { !$0.1.isEmpty }
    }

    private static func page(_ visit: Visit, _ notice: HTML) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        let due = due(visit, workshop)
        let rows = due.map { participant, months -> [HTML] in
            let link = visit.inbound.address("/t/\(workshop.keys.token(of: participant.id))")
            return [
                "\(participant.person.name)", "\(visit.participantAgency(participant.person.agency))",
                "\(months.map { visit.count("own.later", $0) }.joined(separator: "; "))",
                "<input readonly aria-label=\"\(visit.say("participant.linkLabel"))\" value=\"\(link)\">",
                "\(participant.person.email == nil ? "" : visit.say("followUp.hasAddress"))",
            ]
        }
        let heads = ["participant.name", "participant.agency", "followUp.due", "participant.link", "followUp.mail"].map {
            visit.say($0)
        }
        let title = visit.say("followUp.title")
        let mayMail = visit.site.mailer != nil && due.contains { $0.participant.person.email != nil }
        return visit.page(
            title,
            """
            \(notice)\(visit.crumb(workshop))<h1>\(title)</h1><p>\(visit.say("followUp.why"))</p>
            \(rows.isEmpty ? "<p>\(visit.say("followUp.none"))</p>" : visit.table(title, heads, rows))
            \(if: mayMail, visit.posting("/workshops/\(workshop.number)/follow-up", visit.button("followUp.send")))
            """)
    }

    /// What goes by mail says only that a question waits, and where.
    private static func send(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        guard let mailer = visit.site.mailer else { throw Fault.notFound }
        var sent = 0
        for (participant, _) in due(visit, workshop) {
            guard let address = participant.person.email else { continue }
            let speaking = visit.inbound.speaking(workshop.plan?.language ?? visit.language)
            let link = visit.inbound.address("/t/\(workshop.keys.token(of: participant.id))")
            do {
                try await mailer.send(
                    subject: speaking.say("followUp.subject"), body: speaking.say("followUp.body", ["link": link]), to: address)
                sent += 1
            } catch { continue }
        }
        return try await page(visit, "<p class=\"notice\" role=\"status\">\(visit.count("followUp.sent", sent))</p>")
    }
}
