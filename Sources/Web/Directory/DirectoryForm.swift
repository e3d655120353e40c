import OrderedCollections
import Pack
import Register
import Store

/// A provider as a form: the questions of the program about every provider, then those of the country.
enum DirectoryForm {
    private static let name: FieldID = "listing-name"
    private static let agency: FieldID = "listing-agency"
    private static let services: FieldID = "listing-services"
    private static let districts: FieldID = "listing-districts"

    static func new(_ visit: Visit) throws -> Reply { try page(visit, nil).ask(SubmittedAnswers()) }

    static func edit(_ visit: Visit) throws -> Reply {
        let provider = try DirectoryPages.found(visit)
        let page = try page(visit, provider)
        return page.ask(SubmittedAnswers(answers(provider), of: page.form.fields))
    }

    static func list(_ visit: Visit) async throws -> Reply {
        try await take(visit, try page(visit, nil)) { listing, answers in
            try await visit.store.list(
                listing, answers, id: try visit.entryID(), as: try visit.actor(), at: visit.now, today: visit.today)
        }
    }

    static func change(_ visit: Visit) async throws -> Reply {
        let provider = try DirectoryPages.found(visit)
        return try await take(visit, try page(visit, provider)) { listing, answers in
            try await visit.store.record(
                .changed(listing, answers: answers), id: try visit.entryID(), to: provider.id, as: try visit.actor(), at: visit.now,
                today: visit.today)
            return provider.id
        }
    }

    private static func take(
        _ visit: Visit, _ page: FormPage, _ keep: (Provider.Listing, Answers) async throws -> ChronicleID
    ) async throws -> Reply {
        try await page.record { all in
            let own = Set(fields(visit).map(\.id))
            let listing = Provider.Listing(
                name: all[name]?.text ?? "", agency: AgencyCode(all[agency]?.text ?? ""),
                services: (all[services]?.all ?? []).map { ServiceCode($0) }, districts: all[districts]?.all ?? [])
            return "/directory/\(try await keep(listing, all.filter { !own.contains($0) }))"
        }
    }

    private static func page(_ visit: Visit, _ known: SeenProvider?) throws -> FormPage {
        guard DirectoryPages.mayKeep(visit), let own = visit.country.provider else { throw Fault.notFound }
        let form = Form(id: own.id, title: own.title, why: own.why, fields: fields(visit) + own.fields)
        let above = known.map { ("/directory/\($0.id)", $0.listing.name) } ?? ("/directory", visit.say("directory.title"))
        return FormPage(
            visit: visit, form: form, path: known.map { "/directory/\($0.id)/listing" } ?? "/directory/new",
            recorded: known.map { answers($0) }, crumb: "<p><a href=\"\(above.0)\">\(above.1)</a></p>",
            continueWord: "directory.record")
    }

    private static func fields(_ visit: Visit) -> [Field] {
        let agencies = visit.country.agencies.map { Choice(code: $0.code.rawValue, label: $0.name) }
        let offered = visit.country.services.map { Choice(code: $0.code.rawValue, label: $0.label) }
        return [
            Field(id: name, kind: .text, label: Wording(said: visit.say("directory.name")), fieldClass: .coded, isRequired: true),
            Field(
                id: agency, kind: .choice, label: Wording(said: visit.say("list.agency")), fieldClass: .coded, isRequired: true,
                choices: agencies),
            Field(
                id: services, kind: .choices, label: Wording(said: visit.say("directory.services")), fieldClass: .coded,
                isRequired: true,
                choices: offered),
            Field(
                id: districts, kind: .choices, label: Wording(said: visit.say("directory.district")),
                hint: Wording(said: visit.say("directory.districtHint")),
                fieldClass: .coded, choices: visit.districts),
        ]
    }

    private static func answers(_ provider: SeenProvider) -> Answers {
        var all = provider.answers
        all[name] = .text(provider.listing.name)
        all[agency] = .text(provider.listing.agency.rawValue)
        all[services] = .codes(provider.listing.services.map(\.rawValue))
        if !provider.listing.districts.isEmpty { all[districts] = .codes(provider.listing.districts) }
        return all
    }
}
