import Pack
import Register
import Store

/// What somebody came to, in one table that prints: one's own, and that of a participant for a trainer.
enum TranscriptPages {
    static var routes: [Route] { [.get("/training/mine") { try mine($0) }] }

    private static func mine(_ visit: Visit) throws -> Reply {
        _ = try visit.training()
        let actor = try visit.actor()
        let transcript = try visit.store.transcript(of: actor.account)
        let title = visit.say("mine.title")
        let who = visit.say(
            "transcript.asOf",
            ["name": visit.name(actor.account), "agency": visit.agency(actor.agency), "date": visit.say(visit.today)])
        let body: HTML =
            transcript.lines.isEmpty
            ? "<p>\(visit.say("mine.none"))</p>"
            : "<p>\(who)</p>\(table(visit, transcript))<p class=\"hint\">\(visit.say("transcript.print"))</p>"
        return visit.page(title, "<h1>\(title)</h1>\(TrainingPages.ways(visit, here: "/training/mine"))\(body)")
    }

    /// Below a participant who is linked to an account. Only for a trainer.
    static func part(_ visit: Visit, _ participant: Participant) async throws -> HTML {
        guard let account = participant.person.account else { return .none }
        let transcript = try await visit.store.transcript(of: account, as: try visit.actor(), at: visit.now)
        guard !transcript.lines.isEmpty else { return .none }
        return "<h2>\(visit.say("transcript.title"))</h2>\(table(visit, transcript, isLinked: true))"
    }

    private static func table(_ visit: Visit, _ transcript: Transcript, isLinked: Bool = false) -> HTML {
        let rows = transcript.lines.map { line -> [HTML] in
            let days = [line.days.first, line.days.count > 1 ? line.days.last : nil].compactMap { $0 }.map { visit.say($0) }
            let number: HTML =
                isLinked
                ? "<a class=\"number\" href=\"/workshops/\(line.workshop)/people/\(line.participant)\">\(line.workshop)</a>"
                : "<span class=\"number\">\(line.workshop)</span>"
            let result = [line.before, line.after].map { $0 == nil ? "–" : visit.percent($0) }.joined(separator: " / ")
            return [
                number, "\(line.course)", "\(days.joined(separator: " – "))",
                "\(visit.say("transcript.of", ["count": String(line.attended), "all": String(line.halfDays)]))",
                "\(line.before == nil && line.after == nil ? "" : result)", certificate(visit, line.certificate),
            ]
        }
        let heads = [
            "workshop.number", "course.title", "workshop.days", "transcript.halfDays", "transcript.result", "day.certificates",
        ].map { visit.say($0) }
        return visit.table(visit.say("mine.title"), heads, rows)
    }

    private static func certificate(_ visit: Visit, _ certificate: Certificate?) -> HTML {
        guard let certificate else { return .none }
        return
            "<a class=\"number\" href=\"/verify/\(certificate.serial)\">\(certificate.serial)</a> \(CertificatePages.tag(certificate, visit))<br>\(visit.say("certificate.from", ["date": visit.say(certificate.issuedOn), "end": visit.say(certificate.expiresOn)]))"
    }
}
