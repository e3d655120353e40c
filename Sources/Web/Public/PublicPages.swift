import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The public pages that only show: the four doors, the signs, the services, what is kept.
enum PublicPages {
    static var routes: [Route] {
        [
            get("/public") { try home($0) }, get("/public/signs") { try sections($0, "signs", \.signs) },
            get("/public/privacy") { try sections($0, "privacy", \.privacy) },
            get("/public/accessibility") { try sections($0, "accessibility", \.accessibility) },
            get("/public/services") { try services($0) }, get("/public/sounds/{language}/{sound}") { try sound($0) },
        ] + PublicQuestions.routes + PublicReplies.routes
    }

    static func get(_ path: String, _ answer: @escaping @Sendable (Visit) async throws -> Reply) -> Route {
        Route(method: .get, path: path, door: .passerby(answer))
    }

    static func post(_ path: String, _ answer: @escaping @Sendable (Visit) async throws -> Reply) -> Route {
        Route(method: .post, path: path, door: .passerby(answer))
    }

    private static func home(_ visit: Visit) throws -> Reply {
        _ = try visit.publicDoor()
        let doors = ["safe", "report", "help"] + (visit.country.provider == nil ? [] : ["services"])
        let items = doors.map { page -> HTML in
            "<li><a href=\"\(visit.inbound.door(page))\">\(visit.say("public.door.\(page)"))<span>\(visit.say("public.door.\(page)Why"))</span></a></li>"
        }
        let figures: HTML =
            try visit.store.published().isEmpty
            ? .none
            : " <a class=\"button quiet\" href=\"\(visit.inbound.door("statistics"))\">\(visit.say("public.figures.title"))</a>"
        return visit.publicPage(
            "home",
            """
            <h1>\(visit.say("public.welcome"))</h1>\(visit.inbound.sound("welcome"))<p>\(visit.say("public.welcomeWhy"))</p>
            <ul class="doors">\(items)</ul>
            <p class="actions"><a class="button" href="\(visit.inbound.door("reply"))">\(visit.say("public.door.reply"))</a> <a class="button quiet" href="\(visit.inbound.door("signs"))">\(visit.say("public.door.signs"))</a> <a class="button quiet" href="tel:\(visit.country.hotline)">\(visit.say("screen.call", ["number": visit.country.hotline]))</a>\(figures)</p>
            """)
    }

    private static func sections(_ visit: Visit, _ page: String, _ part: KeyPath<PublicDoor, [PublicDoor.Section]>) throws -> Reply
    {
        let sections = try visit.publicDoor()[keyPath: part].map { section -> HTML in
            "<h2>\(visit.pack(section.title))</h2><ul>\(section.lines.map { "<li>\(visit.pack($0))</li>" as HTML })</ul>"
        }
        return visit.publicPage(
            page,
            """
            <h1>\(visit.say("public.\(page)"))</h1>\(visit.inbound.sound(page))\(sections)
            <p class="actions">\(if: page == "signs", "<a class=\"button\" href=\"\(visit.inbound.door("report"))\">\(visit.say("public.door.report"))</a> ")<a class="button quiet" href="\(visit.inbound.door())">\(visit.say("public.first"))</a></p>
            """)
    }

    /// Only what the pack has: no path of the disk is made from what was asked.
    private static func sound(_ visit: Visit) throws -> Reply {
        let name = "\(try visit.named("language"))/\(try visit.named("sound"))"
        guard let file = try visit.publicDoor().sounds[name], let bytes = try? Data(contentsOf: file) else { throw Fault.notFound }
        var reply = Reply(body: bytes)
        reply.headers[.contentType] = "audio/ogg"
        return reply
    }

    // MARK: Services

    private static func services(_ visit: Visit) throws -> Reply {
        guard visit.country.provider != nil, visit.country.door != nil else { throw Fault.notFound }
        let shelters = Set(visit.store.policy.practice.directory.shelters)
        let query = { (name: String) in visit.query.first(name).isEmpty ? nil : visit.query.first(name) }
        var wanted = Store.Wanted(service: query("need").map { ServiceCode($0) })
        wanted.district = query("district")
        let wantsShelter = wanted.service.map(shelters.contains) ?? true
        let found = wanted.service.map(shelters.contains) == true ? [] : try visit.store.openProviders(wanted)
        let needs = visit.country.services.map { ($0.code.rawValue, visit.pack($0.need)) }
        let districts = visit.districts.map { ($0.code, visit.pack($0.label)) }
        let hidden = ["lang": visit.language, "c": visit.inbound.campaign].filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" as HTML }
        let path = visit.inbound.door("services").prefix { $0 != "?" }
        return visit.publicPage(
            "services",
            """
            <h1>\(visit.say("public.door.services"))</h1>\(visit.inbound.sound("services"))
            <form method="get" action="\(String(path))" class="filters">\(hidden)\(visit.select("need", visit.say("public.need"), needs, chosen: query("need") ?? ""))\(visit.select("district", visit.say("directory.district"), districts, chosen: query("district") ?? ""))<div class="field">\(visit.button("directory.show"))</div></form>
            \(if: wantsShelter, "<p class=\"notice\">\(visit.say("public.shelter", ["number": visit.country.hotline]))</p>")\(if: found.isEmpty, "<p>\(visit.say("public.noService", ["number": visit.country.hotline]))</p>")
            \(found.map { card(visit, $0.provider) })
            """)
    }

    /// What somebody must know to go there. It leaves out what only staff need.
    private static func card(_ visit: Visit, _ provider: Provider) -> HTML {
        let terms = visit.store.policy.practice.directory
        let known = [terms.about, terms.hours, terms.languages, terms.audience, terms.address].compactMap(\.self)
        let facts = known.compactMap { id in visit.country.provider?[id] }.filter { provider.answers[$0.id] != nil }.map {
            field -> HTML in
            "<dt>\(visit.pack(field.label))</dt><dd>\(visit.shown(provider.answers[field.id], to: field))</dd>"
        }
        let phone = terms.phone.flatMap { provider.answers[$0]?.text }
        let needs = provider.listing.services.compactMap { visit.country.service($0).map { visit.pack($0.need) } }
        let call: HTML =
            phone.map {
                "<p><a class=\"button quiet\" href=\"tel:\($0.filter { !$0.isWhitespace })\">\(visit.say("screen.call", ["number": $0]))</a></p>"
            } ?? .none
        return """
            <section class="card"><h2>\(provider.listing.name)</h2><p>\(needs.joined(separator: "; "))</p>
            <dl class="facts"><dt>\(visit.say("directory.district"))</dt><dd>\(visit.names(ofDistricts: provider.listing.districts))</dd>\(facts)</dl>\(call)</section>
            """
    }
}
