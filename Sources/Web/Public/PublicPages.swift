import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The public pages that only show: the four doors, the signs, what is kept, how to use them.
enum PublicPages {
    static var routes: [Route] {
        [
            get("/public") { try home($0) },
            get("/public/signs") { try sections($0, "signs", \.signs) },
            get("/public/privacy") { try sections($0, "privacy", \.privacy) },
            get("/public/accessibility") { try sections($0, "accessibility", \.accessibility, languages($0)) },
        ] + PublicQuestions.routes + PublicReplies.routes + PublicServices.routes + PublicSounds.routes
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

    private static func sections(
        _ visit: Visit, _ page: String, _ part: KeyPath<PublicDoor, [PublicDoor.Section]>, _ more: HTML = .none
    ) throws -> Reply {
        let sections = try visit.publicDoor()[keyPath: part].enumerated().map { index, section -> HTML in
            "<h2>\(visit.pack(section.title))</h2>\(visit.inbound.sound("\(page)-\(index + 1)"))<ul>\(section.lines.map { "<li>\(visit.pack($0))</li>" as HTML })</ul>"
        }
        return visit.publicPage(
            page,
            """
            <h1>\(visit.say("public.\(page)"))</h1>\(visit.inbound.sound(page))\(sections)\(more)
            <p class="actions">\(if: page == "signs", "<a class=\"button\" href=\"\(visit.inbound.door("report"))\">\(visit.say("public.door.report"))</a> ")\(visit.toFirst)</p>
            """)
    }

    /// Every language of these pages, also the one that is read now.
    private static func languages(_ visit: Visit) -> HTML {
        let items = visit.country.languages.map { code -> HTML in
            "<li><a href=\"\(visit.inbound.speaking(code).door())\" lang=\"\(code)\" hreflang=\"\(code)\">\(Words.native[code] ?? code)</a></li>"
        }
        return "<h2>\(visit.say("page.languages"))</h2><ul class=\"links\">\(items)</ul>"
    }
}
