import Exchange
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The directory: who gives which service, in which language, where, and when somebody last asked. All staff read it; some keep it.
enum DirectoryPages {
    static var routes: [Route] {
        [
            .get("/directory") { try list($0) },
            .get("/directory/export") { try export($0) },
            .get("/directory/new") { try DirectoryForm.new($0) },
            .post("/directory/new") { try await DirectoryForm.list($0) },
            .get("/directory/{provider}") { try one($0, .none) },
            .get("/directory/{provider}/listing") { try DirectoryForm.edit($0) },
            .post("/directory/{provider}/listing") { try await DirectoryForm.change($0) },
            .post("/directory/{provider}/check") { visit in try await record(visit, .checked(on: visit.today)) },
            .post("/directory/{provider}/withdrawal") { try await record($0, .withdrawn) },
            .post("/directory/{provider}/return") { try await record($0, .relisted) },
        ]
    }

    static func mayKeep(_ visit: Visit) -> Bool { ConcernPages.duties(visit).contains(.directory) }

    /// The provider of this address. Errors: `Fault.notFound`, `StoreFault.notFound`.
    static func found(_ visit: Visit) throws -> SeenProvider {
        guard visit.country.provider != nil, let id = ChronicleID(try visit.named("provider")) else { throw Fault.notFound }
        return try visit.store.provider(id, as: try visit.actor())
    }

    // MARK: The list

    private static func list(_ visit: Visit) throws -> Reply {
        guard visit.country.provider != nil else { throw Fault.notFound }
        let actor = try visit.actor()
        let query = { (name: String) in visit.query.first(name).isEmpty ? nil : visit.query.first(name) }
        var wanted = Store.Wanted(service: query("need").map { ServiceCode($0) })
        wanted.language = query("language")
        wanted.district = query("district")
        let lines = try visit.store.providers(wanted, as: actor)
        wanted.status = .withdrawn
        let withdrawn = mayKeep(visit) ? try visit.store.providers(wanted, as: actor) : []
        let title = visit.say("directory.title")
        return visit.page(
            title, here: "/directory",
            """
            <h1>\(title)</h1><p>\(visit.say("directory.why"))</p>
            <p class="actions">\(if: mayKeep(visit), "<a class=\"button\" href=\"/directory/new\">\(visit.say("directory.new"))</a> ")<a class="button quiet" href="/directory/export">\(visit.say("directory.export"))</a></p>
            \(filters(visit))<p>\(visit.count("directory.count", lines.count))</p>
            \(if: !lines.isEmpty, table(visit, title, lines))
            \(if: !withdrawn.isEmpty, "<h2>\(visit.say("status.withdrawn"))</h2>\(table(visit, visit.say("status.withdrawn"), withdrawn))")
            """)
    }

    private static func filters(_ visit: Visit) -> HTML {
        let needs = visit.country.services.map { ($0.code.rawValue, visit.pack($0.need)) }
        let languages = visit.meaning(\.languages)?.choices.map { ($0.code, visit.pack($0.label)) } ?? []
        let districts = visit.districts.map { ($0.code, visit.pack($0.label)) }
        let select = { (name: String, choices: [(code: String, label: String)]) in
            choices.isEmpty
                ? HTML.none : visit.select(name, visit.say("directory.\(name)"), choices, chosen: visit.query.first(name))
        }
        return """
            <form method="get" action="/directory" class="filters">\(select("need", needs))\(select("language", languages))\(select("district", districts))<div class="field">\(visit.button("directory.show"))</div></form>
            """
    }

    private static func table(_ visit: Visit, _ caption: String, _ lines: [ProviderLine]) -> HTML {
        let rows = lines.map { line -> [HTML] in
            [
                "<a href=\"/directory/\(line.id)\">\(line.name)</a><br><span class=\"hint\">\(visit.agency(line.agency))</span>",
                "\(line.services.map { visit.service($0) }.joined(separator: "; "))", "\(visit.languages(line))",
                "\(visit.names(ofDistricts: line.districts))", visit.places(line), visit.checked(line.checked),
            ]
        }
        let heads = ["provider", "services", "language", "district", "places", "checked"].map { visit.say("directory.\($0)") }
        return visit.table(caption, heads, rows)
    }

    private static func export(_ visit: Visit) throws -> Reply {
        guard visit.country.provider != nil else { throw Fault.notFound }
        var reply = Reply.json(try HSDS(visit.country).file(of: try visit.store.directory()))
        reply.headers[.contentDisposition] = "attachment; filename=\"directory.json\""
        return reply
    }

    // MARK: One provider

    private static func one(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let provider = try found(visit)
        guard let form = visit.country.provider else { throw Fault.notFound }
        let listing = provider.listing
        let isSecret = provider.isSecret && visit.meaning(\.address) != nil
        return visit.page(
            listing.name, here: "/directory", isFaulty: !problems.isEmpty,
            """
            \(problems)<p><a href="/directory">\(visit.say("directory.title"))</a></p>
            <h1>\(listing.name)\(if: provider.status == .withdrawn, " <span class=\"tag closed\">\(visit.say("status.withdrawn"))</span>")</h1>
            <dl class="facts"><dt>\(visit.say("list.agency"))</dt><dd>\(visit.agency(listing.agency))</dd>
            <dt>\(visit.say("directory.services"))</dt><dd>\(listing.services.map { visit.service($0) }.joined(separator: "; "))</dd>
            <dt>\(visit.say("directory.district"))</dt><dd>\(visit.names(ofDistricts: listing.districts))</dd>
            <dt>\(visit.say("directory.checked"))</dt><dd>\(visit.checked(provider.checked))\(provider.checker.map { ", \(visit.name($0))" as HTML } ?? .none)</dd></dl>
            \(visit.facts(form, provider.answers))\(if: isSecret, "<p class=\"notice\">\(visit.say("directory.secret"))</p>")
            \(if: mayKeep(visit), acts(visit, provider))
            """)
    }

    private static func acts(_ visit: Visit, _ provider: SeenProvider) -> HTML {
        let path = "/directory/\(provider.id)"
        guard provider.status == .listed else { return visit.posting(path + "/return", visit.button("directory.relist")) }
        return """
            <p class="hint">\(visit.say("directory.checkWhy"))</p>
            <div class="actions">\(visit.posting(path + "/check", visit.button("directory.check")))<a class="button quiet" href="\(path)/listing">\(visit.say("directory.change"))</a>\(visit.posting(path + "/withdrawal", "<button class=\"quiet\">\(visit.say("directory.withdraw"))</button>"))</div>
            """
    }

    private static func record(_ visit: Visit, _ action: Provider.Action) async throws -> Reply {
        let id = try found(visit).id
        guard mayKeep(visit) else { throw Fault.notFound }
        do {
            try await visit.store.record(
                action, id: try visit.entryID(), to: id, as: try visit.actor(), at: visit.now, today: visit.today)
            return .redirect("/directory/\(id)")
        } catch let refusal as Refusal { return try one(visit, visit.refused(refusal)) }
    }
}
