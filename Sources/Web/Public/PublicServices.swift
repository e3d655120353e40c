import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Find a service: asks what somebody needs, then shows who may help. What was asked for stands in no address.
enum PublicServices {
    static var routes: [Route] {
        [
            PublicPages.get("/public/services") { try show($0) },
            PublicPages.post("/public/services") { try show($0, isAsked: !$0.isTranslating || !$0.form.first("need").isEmpty) },
        ]
    }

    private static func show(_ visit: Visit, isAsked: Bool = false) throws -> Reply {
        guard visit.country.provider != nil, visit.country.door != nil else { throw Fault.notFound }
        let needs = visit.country.services.map { ($0.code.rawValue, visit.pack($0.need)) }
        let ask: HTML = """
            \(visit.select("need", visit.say("public.need"), needs, chosen: visit.form.first("need")))
            <div class="field"><label for="district">\(visit.say("public.district"))</label><select id="district" name="district"><option value="">\(visit.say("public.wholeCountry"))</option>\(visit.placeOptions(visit.form.first("district")))</select></div>
            <div class="actions">\(visit.button("directory.show"))</div>
            """
        return visit.publicPage(
            "services", languages: .form("services"),
            """
            <h1>\(visit.say("public.door.services"))</h1>\(visit.inbound.sound("services"))\(visit.publicForm("services", isMain: true, ask))
            \(isAsked ? try found(visit) : .none)<p class="actions">\(visit.toFirst)</p>
            """)
    }

    private static func found(_ visit: Visit) throws -> HTML {
        let shelters = Set(visit.store.policy.practice.directory.shelters)
        let need = visit.form.first("need")
        let service = need.isEmpty ? nil : ServiceCode(need)
        var wanted = Store.Wanted(service: service)
        // A town has the services of its district.
        wanted.district = visit.country.place(visit.form.first("district")).map { $0.parent.isEmpty ? $0.code : $0.parent }
        let found = service.map(shelters.contains) == true ? [] : try visit.store.openProviders(wanted)
        let number = ["number": visit.country.hotline]
        let shelter: HTML =
            service.map(shelters.contains) ?? true ? "<p class=\"notice\">\(visit.say("public.shelter", number))</p>" : .none
        let count = found.isEmpty ? visit.say("public.noService", number) : visit.count("public.found", found.count)
        return "\(shelter)<h2 tabindex=\"-1\">\(count)</h2>\(found.map { card(visit, $0) })"
    }

    private static func card(_ visit: Visit, _ provider: SeenProvider) -> HTML {
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
            <section class="card"><h3>\(provider.listing.name)</h3><p>\(needs.joined(separator: "; "))</p>
            <dl class="facts"><dt>\(visit.say("directory.district"))</dt><dd>\(visit.names(ofDistricts: provider.listing.districts))</dd>\(facts)</dl>\(call)</section>
            """
    }
}
