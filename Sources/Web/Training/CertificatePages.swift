import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// Certificates: all of a workshop in one file, one's own with its badge, and the page on which anyone checks one.
enum CertificatePages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/certificates") { try await list($0) },
            .get("/workshops/{workshop}/certificates/print") { try await print($0) },
            .get("/workshops/{workshop}/certificates/paper") { try await paper($0) },
            Route(method: .get, path: "/t/{token}/certificate", door: .anyone { try await ownPaper($0) }),
            Route(method: .get, path: "/t/{token}/badge", door: .anyone { try ownBadge($0) }),
            Route(method: .get, path: "/verify", door: .anyone { ask($0) }),
            Route(method: .post, path: "/verify", door: .anyone { find($0) }),
            Route(method: .get, path: "/verify/{serial}", door: .anyone { try verify($0) }),
        ]
    }

    // MARK: Of a workshop

    private static func certificates(_ visit: Visit) async throws -> [Certificate] {
        let (workshop, hand) = try await visit.store.workshop(try visit.named("workshop"), as: try visit.actor(), at: visit.now)
        guard hand == .trainer, !workshop.certificates.isEmpty else { throw Fault.notFound }
        return workshop.certificates
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let certificates = try await certificates(visit)
        let path = "/workshops/\(try visit.named("workshop"))"
        let rows = certificates.map { certificate -> [HTML] in
            [
                "\(certificate.holder.name)", "\(visit.agency(certificate.holder.agency))",
                "<a href=\"/verify/\(certificate.serial)\">\(certificate.serial)</a>",
                "\(visit.say(certificate.expiresOn)) \(tag(certificate, visit))",
            ]
        }
        let title = visit.say("certificate.list")
        let heads = ["certificate.holder", "list.agency", "certificate.serial", "certificate.validUntil"].map { visit.say($0) }
        let press: HTML =
            visit.site.press.isAvailable
            ? "<a class=\"button\" href=\"\(path)/certificates/paper\">\(visit.say("certificate.paper"))</a>"
            : "<a class=\"button\" href=\"\(path)/certificates/print\">\(visit.say("certificate.print"))</a>"
        return visit.page(
            title,
            """
            <p><a href="\(path)">\(visit.say("certificate.back"))</a></p><h1>\(title)</h1><p class="actions">\(press)</p>
            \(visit.table(title, heads, rows))
            """)
    }

    private static func print(_ visit: Visit) async throws -> Reply {
        let valid = try await certificates(visit).filter { $0.revokedOn == nil }
        return visit.page(visit.say("certificate.list"), CertificatePaper(visit: visit, certificates: valid).page)
    }

    private static func paper(_ visit: Visit) async throws -> Reply {
        let valid = try await certificates(visit).filter { $0.revokedOn == nil }
        return try await pressed(visit, valid, named: "certificates-\(try visit.named("workshop")).pdf")
    }

    /// Shape: dated by the last issue, so that the same certificates are the same bytes.
    private static func pressed(_ visit: Visit, _ certificates: [Certificate], named name: String) async throws -> Reply {
        guard let last = certificates.map(\.issuedOn).max() else { throw Fault.notFound }
        do {
            let pdf = try await visit.press(
                CertificatePaper(visit: visit, certificates: certificates).paper,
                at: visit.store.policy.practice.calendar.start(of: last))
            return saved(pdf, "application/pdf", name)
        } catch let fault as Press.Fault {
            return visit.page(
                visit.say("certificate.list"), isFaulty: true,
                "\(visit.refused(fault))\(CertificatePaper(visit: visit, certificates: certificates).page)")
        }
    }

    private static func saved(_ data: Data, _ type: String, _ name: String) -> Reply {
        var reply = Reply(body: data)
        reply.headers[.contentType] = type
        reply.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return reply
    }

    // MARK: One's own

    private static func own(_ visit: Visit) throws -> Certificate {
        let (workshop, participant) = try visit.store.participant(try visit.named("token"))
        guard let certificate = workshop.certificate(of: participant.id) else { throw Fault.notFound }
        return certificate
    }

    private static func ownPaper(_ visit: Visit) async throws -> Reply {
        let certificate = try own(visit)
        return try await pressed(visit, [certificate], named: "certificate-\(certificate.serial).pdf")
    }

    private static func ownBadge(_ visit: Visit) throws -> Reply {
        let certificate = try own(visit)
        let calendar = visit.store.policy.practice.calendar
        let badge = OpenBadge(
            address: visit.inbound.address("/verify/\(certificate.serial)"), issuer: visit.country.name,
            achievement: certificate.course, criteria: visit.say("certificate.criteria", ["course": certificate.course]),
            holder: certificate.holder.name, from: calendar.start(of: certificate.issuedOn),
            until: calendar.end(of: certificate.expiresOn))
        let token = try badge.token(signedBy: visit.store.badgeKey(at: visit.now))
        return saved(Data(token.utf8), "application/jwt", "badge-\(certificate.serial).jwt")
    }

    // MARK: Checking

    /// In the frame of the public pages for whoever is not signed in, since anybody may hold the paper.
    private static func page(_ visit: Visit, _ title: String, isFaulty: Bool = false, _ body: HTML) -> Reply {
        guard visit.session == nil else { return visit.page(title, isFaulty: isFaulty, body) }
        if visit.country.door != nil { return visit.publicPage("verify", isFaulty: isFaulty, body) }
        var reply = visit.page(title, isFaulty: isFaulty, body)
        reply.isPublic = true
        return reply
    }

    private static func form(_ visit: Visit, _ serial: String, _ fault: HTML = .none) -> HTML {
        """
        <form method="post" action="/verify\(if: visit.session == nil, "?lang=\(visit.language)")">\(Page.token(visit.session))<div class="field"><label for="serial">\(visit.say("certificate.serial"))</label><p class="hint" id="serial-hint">\(visit.say("certificate.serialHint"))</p>\(fault)<input id="serial" name="serial" value="\(serial)" autocomplete="off" autocapitalize="characters" aria-describedby="serial-hint"></div>\(visit.button("certificate.checkIt"))</form>
        """
    }

    private static func ask(_ visit: Visit) -> Reply {
        let title = visit.say("certificate.verify")
        return page(visit, title, "<h1>\(title)</h1><p>\(visit.say("certificate.verifyWhy"))</p>\(form(visit, ""))")
    }

    private static func find(_ visit: Visit) -> Reply {
        let serial = visit.form.first("serial").uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        guard !serial.isEmpty, serial.count < 60 else { return ask(visit) }
        return .redirect("/verify/\(serial)\(visit.session == nil ? "?lang=\(visit.language)" : "")")
    }

    /// What the paper says of itself, and the name only if its holder wants that.
    private static func verify(_ visit: Visit) throws -> Reply {
        let title = visit.say("certificate.verify")
        let serial = try visit.named("serial")
        guard let certificate = try visit.store.certificate(serial: serial) else {
            let fault: HTML = "<p class=\"error\" role=\"alert\" tabindex=\"-1\">\(visit.say("certificate.unknown"))</p>"
            var reply = page(visit, title, isFaulty: true, "<h1>\(title)</h1>\(form(visit, serial, fault))")
            reply.status = .notFound
            return reply
        }
        let status = certificate.status(on: visit.today)
        let days = certificate.days.map { visit.say($0) }.joined(separator: ", ")
        let facts: [(String, HTML)] = [
            ("certificate.serial", "\(certificate.serial)"),
            (
                "certificate.holder",
                certificate.showsName
                    ? "\(certificate.holder.name)" : "<span class=\"hint\">\(visit.say("certificate.noName"))</span>"
            ),
            (
                "certificate.course",
                "\(certificate.course), \(visit.say("certificate.version", ["version": String(certificate.version)]))"
            ),
            ("certificate.days", "\(days)"), ("certificate.issued", "\(visit.say(certificate.issuedOn))"),
            ("certificate.validUntil", "\(visit.say(certificate.expiresOn))"),
        ]
        let revoked: HTML =
            certificate.revokedOn.map { "<p>\(visit.say("certificate.revokedOn", ["date": visit.say($0)]))</p>" } ?? .none
        return page(
            visit, title,
            """
            <h1>\(title)</h1><div class="next"><h2>\(visit.say("certificate.is.\(status.rawValue)"))</h2>\(revoked)</div>
            <dl class="facts">\(facts.map { "<div><dt>\(visit.say($0.0))</dt><dd>\($0.1)</dd></div>" as HTML })</dl>
            <p class="hint">\(visit.say("certificate.compare"))</p>
            """)
    }

    static func tag(_ certificate: Certificate, _ visit: Visit) -> HTML {
        let status = certificate.status(on: visit.today)
        let colour = status == .valid ? "done" : status == .expired ? "wait" : "closed"
        return "<span class=\"tag \(colour)\">\(visit.say("certificate.\(status.rawValue)"))</span>"
    }
}
