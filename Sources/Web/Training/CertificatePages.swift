import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// The certificates of a workshop for its trainer: the list with each person's own link, all in one file, one issued again.
enum CertificatePages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/certificates") { try await list($0) },
            .get("/workshops/{workshop}/certificates.csv") { try await file($0) },
            .get("/workshops/{workshop}/certificates/print") { try await print($0) },
            .get("/workshops/{workshop}/certificates/paper") { try await paper($0) },
            .post("/workshops/{workshop}/people/{id}/replacement") { try await replace($0) },
        ] + OwnCertificatePages.routes + VerifyPages.routes + TranscriptPages.routes + ReminderPages.routes
    }

    private static func workshop(_ visit: Visit) async throws -> Workshop {
        let workshop = try await visit.workshop(for: .trainer)
        guard !workshop.certificates.isEmpty else { throw Fault.notFound }
        return workshop
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let workshop = try await workshop(visit)
        let path = "/workshops/\(workshop.number)"
        let rows = workshop.certificates.map { certificate -> [HTML] in
            [
                "<a href=\"\(path)/people/\(certificate.participant)\">\(certificate.name)</a>",
                "\(visit.participantAgency(certificate.agency))",
                "<a class=\"number\" href=\"/verify/\(certificate.serial)\">\(certificate.serial)</a>",
                "\(visit.say(certificate.expiresOn)) \(tag(certificate, visit))", visit.ownLink(of: certificate, in: workshop),
            ]
        }
        let title = visit.say("certificate.list")
        let heads = [
            "certificate.holder", "list.agency", "certificate.serial", "certificate.validUntil", "certificate.ownLink",
        ].map { visit.say($0) }
        let press: HTML =
            visit.site.press.isAvailable
            ? "<a class=\"button\" href=\"\(path)/certificates/paper\">\(visit.say("certificate.paper"))</a>"
            : "<a class=\"button\" href=\"\(path)/certificates/print\">\(visit.say("certificate.print"))</a>"
        return visit.page(
            title,
            """
            <p><a href="\(path)">\(visit.say("certificate.back"))</a></p><h1>\(title)</h1>
            <p class="actions">\(press) <a class="button quiet" href="\(path)/results">\(visit.say("results.title"))</a> <a class="button quiet" href="\(path)/certificates.csv">\(visit.say("certificate.csv"))</a></p><p class="hint">\(visit.say("certificate.csvWhy"))</p>
            \(visit.table(title, heads, rows))
            """)
    }

    /// For letters: everybody whose certificate was not revoked, with their address and their own link.
    private static func file(_ visit: Visit) async throws -> Reply {
        let workshop = try await workshop(visit)
        let valid = workshop.certificates.filter { $0.revokedOn == nil }
        return mailMerge(visit, valid.map { ($0, workshop) }, named: "certificates-\(workshop.number).csv")
    }

    static func mailMerge(_ visit: Visit, _ all: [(certificate: Certificate, workshop: Workshop)], named name: String) -> Reply {
        var text = "\u{FEFF}" + CSV.line(["name", "email", "own_link", "course", "serial", "valid_until"])
        for (certificate, workshop) in all {
            text += CSV.line([
                certificate.holder.name, certificate.holder.email?.text ?? "", visit.ownAddress(of: certificate, in: workshop),
                certificate.course, certificate.serial, certificate.expiresOn.description,
            ])
        }
        return saved(Data(text.utf8), "text/csv; charset=utf-8", name)
    }

    private static func print(_ visit: Visit) async throws -> Reply {
        let valid = try await workshop(visit).certificates.filter { $0.revokedOn == nil }
        return visit.page(visit.say("certificate.list"), try CertificatePaper(visit, valid).page)
    }

    private static func paper(_ visit: Visit) async throws -> Reply {
        let valid = try await workshop(visit).certificates.filter { $0.revokedOn == nil }
        return try await pressed(visit, valid, named: "certificates-\(try visit.named("workshop")).pdf")
    }

    /// Shape: dated by the last issue, so that the same certificates are the same bytes.
    static func pressed(_ visit: Visit, _ certificates: [Certificate], named name: String) async throws -> Reply {
        guard let last = certificates.map(\.issuedOn).max() else { throw Fault.notFound }
        let sheets = try CertificatePaper(visit, certificates)
        do {
            let pdf = try await visit.press(sheets.paper, at: visit.store.policy.practice.calendar.start(of: last))
            return saved(pdf, "application/pdf", name)
        } catch let fault as Press.Fault {
            return visit.page(visit.say("certificate.list"), isFaulty: true, "\(visit.refused(fault))\(sheets.page)")
        }
    }

    static func saved(_ data: Data, _ type: String, _ name: String) -> Reply {
        var reply = Reply(body: data)
        reply.headers[.contentType] = type
        reply.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return reply
    }

    private static func replace(_ visit: Visit) async throws -> Reply {
        let actor = try visit.asTrainer()
        let (number, id) = (try visit.named("workshop"), try visit.entry("id"))
        do {
            try visit.store.replace(
                visit.form.first("serial"), of: number, because: visit.say("certificate.replacedText"), id: try visit.entryID(),
                as: actor, at: visit.now, today: visit.today)
            return .redirect("/workshops/\(number)/people/\(id)")
        } catch let refusal as Refusal { return try await WorkshopPeoplePages.person(visit, visit.refused(refusal)) }
    }

    // MARK: Parts

    static func tag(_ certificate: Certificate, _ visit: Visit) -> HTML {
        let status = certificate.status(on: visit.today)
        let colour = status == .valid ? "done" : status == .expired ? "wait" : "closed"
        return "<span class=\"tag \(colour)\">\(visit.say("certificate.\(status.rawValue)"))</span>"
    }

    /// On the page of a participant, for a trainer: each certificate, to revoke, or to issue again when the name was put right.
    static func part(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) -> HTML {
        let path = "/workshops/\(workshop.number)/people/\(participant.id)"
        let all = workshop.certificates.filter { $0.participant == participant.id }
        guard !all.isEmpty else { return .none }
        let items = all.map { each -> HTML in
            let why: HTML = each.reason.map { "<br>\($0)" } ?? .none
            let serial: HTML = "<input type=\"hidden\" name=\"serial\" value=\"\(each.serial)\">"
            let again: HTML = """
                <p class="notice">\(visit.say("certificate.replaceWhy", ["name": each.holder.name, "agency": visit.participantAgency(each.holder.agency), "old": each.name, "oldAgency": visit.participantAgency(each.agency)]))</p>\(visit.posting(path + "/replacement", "\(serial)\(visit.button("certificate.replace"))"))
                """
            let revoke: HTML = """
                \(if: each.isOutdated, again)<details><summary>\(visit.say("certificate.revoke"))</summary>\(visit.posting(path + "/revocation", "\(serial)\(visit.textArea("text", visit.say("certificate.revokeWhy"), value: visit.form.first("text")))\(visit.button("certificate.revoke"))"))</details>
                """
            return
                "<li><a class=\"number\" href=\"/verify/\(each.serial)\">\(each.serial)</a> \(tag(each, visit))<br>\(visit.say("certificate.from", ["date": visit.say(each.issuedOn), "end": visit.say(each.expiresOn)]))\(why)\(if: each.revokedOn == nil, revoke)</li>"
        }
        return "<h2>\(visit.say("day.certificates"))</h2><ul>\(items)</ul>"
    }
}

extension Visit {
    /// The address of whoever holds a certificate, as a trainer may send it to them.
    func ownAddress(of certificate: Certificate, in workshop: Workshop) -> String {
        inbound.address("/t/\(workshop.keys.token(of: certificate.participant))")
    }

    func ownLink(of certificate: Certificate, in workshop: Workshop) -> HTML {
        let address = ownAddress(of: certificate, in: workshop)
        return "<a class=\"own\" href=\"\(address)\">\(address.replacing("https://", with: "").replacing("http://", with: ""))</a>"
    }

    /// Who issues certificates, in a language.
    func issuer(in language: String) -> String { country.words.text(country.training?.issuer ?? country.name, language) }
}
