import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// One's own certificate at one's own address: as a paper, as a badge, whether it shows the name, and the link to one's account.
enum OwnCertificatePages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/t/{token}/certificate", door: .anyone { try await paper($0) }),
            Route(method: .get, path: "/t/{token}/badge", door: .anyone { try badge($0) }),
            Route(
                method: .post, path: "/t/{token}/name",
                door: .anyone { visit in
                    let isShown = visit.form.first("shown-name") == "yes"
                    return try ParticipantPages.act(visit) { try visit.recordOwn { .showsName($0.id, isShown) } }
                }),
            Route(method: .post, path: "/t/{token}/account", door: .anyone { try link($0) }),
        ]
    }

    private static func own(_ visit: Visit) throws -> Certificate {
        let (workshop, participant) = try visit.store.participant(try visit.named("token"))
        guard let certificate = workshop.certificate(of: participant.id) else { throw Fault.notFound }
        return certificate
    }

    private static func paper(_ visit: Visit) async throws -> Reply {
        let certificate = try own(visit)
        return try await CertificatePages.pressed(visit, [certificate], named: "certificate-\(certificate.serial).pdf")
    }

    private static func badge(_ visit: Visit) throws -> Reply {
        let certificate = try own(visit)
        let calendar = visit.store.policy.practice.calendar
        let criteria =
            certificate.isTested
            ? visit.say("certificate.criteria", ["course": certificate.course])
            : visit.say(
                "certificate.criteriaAttended", ["course": certificate.course, "share": String(certificate.terms.attendance)])
        let badge = OpenBadge(
            address: visit.inbound.address("/verify/\(certificate.serial)"), issuer: visit.issuer(in: visit.language),
            course: "urn:uuid:\(certificate.courseID)#version-\(certificate.version)", achievement: certificate.course,
            criteria: criteria, holder: certificate.name, from: calendar.start(of: certificate.issuedOn),
            until: calendar.end(of: certificate.expiresOn))
        let key = try visit.store.badgeKey(at: visit.now)
        let token = try badge.token(of: key.did, signedBy: key.signature)
        return CertificatePages.saved(Data(token.utf8), "application/jwt", "badge-\(certificate.serial).jwt")
    }

    private static func link(_ visit: Visit) throws -> Reply {
        let account = try visit.actor().account
        guard visit.form.first("form-token") == visit.session?.formToken else { throw Fault(.forbidden, "oldForm") }
        return try ParticipantPages.act(visit) {
            try visit.store.link(
                try visit.named("token"), to: account, id: try visit.entryID(), at: visit.now, today: visit.today)
        }
    }

    // MARK: Parts of the page

    static func certificate(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) throws -> HTML {
        guard let certificate = workshop.certificates.last(where: { $0.participant == participant.id }) else { return .none }
        let status = certificate.status(on: visit.today)
        let endsSoon =
            status == .valid
            && certificate.expiresOn <= visit.today.adding(days: visit.store.policy.practice.training.refresherDays)
        let names: HTML = """
            \(visit.posting(try visit.ownPath("/name"), "\(visit.radios("shown-name", visit.say("own.showName"), [("yes", visit.say("own.showName.yes")), ("no", visit.say("own.showName.no"))], chosen: participant.showsName ? "yes" : "no"))<button class=\"quiet\">\(visit.say("participant.keep"))</button>"))
            """
        let own = try visit.ownPath()
        let paper: HTML = "<a class=\"button\" href=\"\(own)/certificate\">\(visit.say("own.paper"))</a> "
        let files: HTML = """
            <p class="actions">\(if: visit.site.press.isAvailable, paper)<a class="button quiet" href="\(own)/badge">\(visit.say("own.badge"))</a></p>
            """
        return """
            <h2>\(visit.say("own.certificate"))</h2>\(if: status != .revoked, files)<p><a class="number" href="/verify/\(certificate.serial)">\(certificate.serial)</a> \(CertificatePages.tag(certificate, visit))<br>\(visit.say("certificate.from", ["date": visit.say(certificate.issuedOn), "end": visit.say(certificate.expiresOn)]))</p>
            \(if: endsSoon || status == .expired, "<p class=\"notice\">\(visit.say("own.refresh"))</p>")\(if: status != .revoked, names)
            """
    }

    /// Only where nobody is linked yet, and this account is not in the workshop as somebody else.
    static func account(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) throws -> HTML {
        guard let actor = try? visit.actor(), participant.person.account == nil,
            (try? workshop.acceptLink(participant.id, to: actor.account)) != nil
        else { return .none }
        return
            "<h2>\(visit.say("participant.account"))</h2><p>\(visit.say("own.linkWhy"))</p>\(visit.posting(try visit.ownPath("/account"), "<button class=\"quiet\">\(visit.say("own.link"))</button>"))"
    }
}
