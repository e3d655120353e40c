import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// The certificate of a destruction: to be read, printed, or pressed.
enum DestructionPages {
    static var routes: [Route] {
        [
            .get("/destructions/{destruction}") { try page($0, .none) },
            .post("/destructions/{destruction}/paper") { try await paper($0) },
        ]
    }

    private static func page(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let destruction = try found(visit)
        let number = destruction.certificate?.number ?? ""
        let title = visit.say("destruction.title", ["number": number])
        let make: HTML =
            visit.site.press.isAvailable
            ? visit.posting("/destructions/\(number)/paper", visit.button("destruction.paper"))
            : "<p class=\"notice\">\(visit.say("refusal.press.unavailable"))</p>"
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)<p><a href="/retention">\(visit.say("retention.list"))</a></p>
            <div class="sheet"><h1>\(title)</h1>\(body(visit, destruction))</div><div class="actions">\(make)</div>
            """)
    }

    private static func found(_ visit: Visit) throws -> Destruction {
        try visit.store.destruction(try visit.named("destruction"), as: try visit.actor())
    }

    private static func body(_ visit: Visit, _ destruction: Destruction) -> HTML {
        guard let certificate = destruction.certificate else { return .none }
        if let kind = certificate.kind { return body(visit, destruction, certificate, kind) }
        let facts: [(String, String)] =
            [
                ("destruction.case", certificate.caseNumber), ("list.agency", visit.agency(certificate.agency)),
                ("retention.closed", certificate.closed.map { visit.say($0) } ?? ""),
                ("closure.reason", visit.choice(certificate.reason, of: visit.country.closureReasons)),
                ("destruction.why", visit.say("retention.\(certificate.erasure.rawValue)")),
                ("destruction.asked", "\(visit.name(certificate.askedBy)), \(visit.say(certificate.askedAt))"),
                ("destruction.agreed", destruction.agreedBy.map { visit.name($0) } ?? ""),
                ("destruction.on", visit.say(destruction.at)), ("destruction.entries", String(certificate.entries)),
                ("destruction.files", String(certificate.files)),
            ] + (certificate.report.map { [("destruction.report", $0)] } ?? [])
        return """
            <p>\(visit.say("destruction.says"))</p><p>\(visit.say("destruction.copies"))</p>
            <dl class="facts">\(facts.map { "<dt>\(visit.say($0.0))</dt><dd>\($0.1)</dd>" as HTML })</dl>
            """
    }

    /// Of no case: a report whose time was over, or messages that their writer ended.
    private static func body(
        _ visit: Visit, _ destruction: Destruction, _ certificate: Destruction.Certificate, _ kind: Destruction.Certificate.Kind
    ) -> HTML {
        let facts: [(String, String)] =
            (certificate.report.map { [(kind == .workshop ? "workshop.number" : "destruction.report", $0)] } ?? []) + [
                ("list.agency", visit.agency(certificate.agency)), ("destruction.by", visit.name(certificate.askedBy)),
                ("destruction.on", visit.say(destruction.at)), ("destruction.entries", String(certificate.entries)),
                ("destruction.files", String(certificate.files)),
            ]
        return """
            <p>\(visit.say("destruction.says.\(kind.rawValue)"))</p><p>\(visit.say("destruction.copies"))</p>
            <dl class="facts">\(facts.map { "<dt>\(visit.say($0.0))</dt><dd>\($0.1)</dd>" as HTML })</dl>
            """
    }

    /// Dated as the destruction, so that it is the same paper whenever it is asked for; its digest is kept.
    private static func paper(_ visit: Visit) async throws -> Reply {
        let destruction = try found(visit)
        let number = destruction.certificate?.number ?? ""
        let title = visit.say("destruction.title", ["number": number])
        let paper = Paper(
            title: title, language: visit.language, country: visit.country.name.english, foot: visit.say("destruction.foot"),
            body: "<h1>\(title)</h1>\(body(visit, destruction))")
        do {
            let pdf = try await visit.press(paper, at: destruction.at)
            try await visit.store.print(number, digest: Store.digest(pdf), as: try visit.actor(), at: visit.now)
            var reply = Reply(body: pdf)
            reply.headers[.contentType] = "application/pdf"
            reply.headers[.contentDisposition] = "attachment; filename=\"\(number).pdf\""
            return reply
        } catch let fault as Press.Fault { return try page(visit, visit.refused(fault)) }
    }
}
