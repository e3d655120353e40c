import HTTPTypes
import Foundation
import Pack
import Register
import Store

/// The codes of a campaign: short links and squares to photograph, and the visits by them as totals per day.
enum CampaignCodes {
    static var routes: [Route] {
        [
            .get("/campaigns/{campaign}/codes") { try codes($0) },
            .get("/campaigns/{campaign}/codes/{code}") { try square($0) },
            Route(method: .get, path: "/c/{code}", door: .sealed { follow($0) }),
        ]
    }

    /// Where a short link leads: the home of the public site.
    static let home = "/public"

    /// Counts one visit more on that day, and nothing of who came. A code that is none leads home all the same.
    private static func follow(_ inbound: Inbound) -> Reply {
        let code = (inbound.parameters["code"] ?? "").uppercased()
        let home = inbound.country.door == nil || inbound.site.isPublicHost(inbound.host) ? "/" : home
        let asked = inbound.query.first("lang")
        let language = inbound.country.languages.contains(asked) ? "lang=\(asked)" : ""
        guard let store = inbound.site.openDesk?.store, (try? store.isCode(code)) == true else {
            return .redirect(language.isEmpty ? home : "\(home)?\(language)")
        }
        if !inbound.wantsHeadOnly { store.visited(code, on: inbound.today) }
        return .redirect("\(home)?c=\(code)\(language.isEmpty ? "" : "&\(language)")")
    }

    private static func codes(_ visit: Visit) throws -> Reply {
        let campaign = try visit.campaign()
        let title = visit.say("campaign.codes")
        let waves = campaign.waves(by: visit.campaignTerms)
        let cards = waves.map { wave -> HTML in
            let own = campaign.codes(of: wave).map { card(visit, campaign, $0, hasEnded: !wave.channels.contains($0.channel)) }
            return "<h2>\(wave.name), \(visit.span(wave.from, wave.until))</h2><div class=\"codes\">\(own)</div>"
        }
        return visit.page(
            title,
            """
            \(visit.crumb(campaign))<h1>\(title)</h1><p>\(visit.say("campaign.codesWhy"))</p>\(if: cards.isEmpty, "<p class=\"hint\">\(visit.say("campaign.nothingYet"))</p>")\(cards)
            """)
    }

    private static func card(_ visit: Visit, _ campaign: Campaign, _ code: Campaign.Code, hasEnded: Bool) -> HTML {
        let name: HTML = "<h3>\(visit.label(code.channel, .channels))</h3><p class=\"code\">\(code.code)</p>"
        // What hangs on a wall stays there: its calls count on, but nobody prints it any more.
        if hasEnded { return "<section class=\"card\">\(name)<p>\(visit.say("campaign.codeEnded"))</p></section>" }
        let link = link(visit, code.code)
        return """
            <section class="card">\(name)<p>\(link)</p>\(QR.svg(link, label: visit.say("campaign.qr", ["code": code.code])))<p><a class="button quiet" href="/campaigns/\(campaign.number)/codes/\(code.code)" download>\(visit.say("campaign.qrSave"))<span class="visually-hidden">: \(code.code)</span></a></p></section>
            """
    }

    /// The square as a file of its own, to be printed at any size.
    private static func square(_ visit: Visit) throws -> Reply {
        let campaign = try visit.campaign()
        let name = try visit.named("code")
        let waves = campaign.waves(by: visit.campaignTerms)
        guard let code = campaign.codes.first(where: { $0.code == name }),
            waves.contains(where: { $0.id == code.wave && $0.channels.contains(code.channel) })
        else { throw Fault.notFound }
        let svg = QR.svg(link(visit, code.code), label: visit.say("campaign.qr", ["code": code.code]), isFile: true)
        var reply = Reply(body: Data(svg.text.utf8))
        reply.headers[.contentType] = "image/svg+xml"
        reply.headers[.contentDisposition] = "attachment; filename=\"\(code.code).svg\""
        return reply
    }

    /// Under the public host where there is one, else at the address of the site: a poster outlives the way this worker came.
    private static func link(_ visit: Visit, _ code: String) -> String {
        guard let host = visit.site.publicHost else { return visit.inbound.address("/c/\(code)") }
        return "\(PublicAddress.isLocal(host) ? "http" : "https")://\(host)/c/\(code)"
    }

    /// The form of a report with the codes of the waves that have begun to choose from; without any, the question is not asked.
    static func offered(in form: Form, _ visit: Visit) -> Form {
        guard let id = visit.campaignTerms.code, let field = form[id] else { return form }
        let codes = ((try? visit.store.codes(on: visit.today)) ?? []).map { code in
            Choice(code: code.code, label: Wording(said: "\(code.code) - \(visit.label(code.channel, .channels)), \(code.wave)"))
        }
        let fields = form.fields.compactMap { each -> Field? in
            guard each.id == id else { return each }
            guard !codes.isEmpty else { return nil }
            return Field(
                id: id, kind: .choice, label: field.label, hint: field.hint, fieldClass: field.fieldClass,
                compartment: field.compartment, choices: codes, when: field.when)
        }
        return Form(id: form.id, title: form.title, why: form.why, fields: fields)
    }
}
