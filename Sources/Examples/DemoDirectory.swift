package import Pack
package import Register
package import Store

/// A fictional directory: each agency that gives services has a desk with an invented name.
package enum DemoDirectory {
    private static let names = [
        "Flamboyant", "Frangipani", "Hibiscus", "Bougainvillea", "Heliconia", "Lantana", "Oleander", "Allamanda", "Ixora",
        "Jasmine",
        "Orchid", "Anthurium", "Poinciana", "Croton", "Plumbago", "Ginger Lily", "Immortelle", "Wild Sage", "Sea Grape", "Rosewood",
    ]
    private static let houses = ["health": "Clinic", "ngo": "House", "international": "Office"]
    private static let hours = ["Day and night", "Monday to Friday, 8:00 to 16:30", "Monday to Saturday, 8:00 to 18:00"]
    private static let audiences = ["Anyone", "Women and their children", "Children and families", "Adults"]

    /// Shape: the same seed gives the same directory. Gives how many providers there are.
    @discardableResult
    package static func fill(
        _ store: Store, of country: Country, staff: [Cast.Member], seed: UInt64, now: Moment
    ) async throws -> Int {
        guard country.provider != nil, let keeper = keeper(country, staff) else { return 0 }
        // Apart from the chance of the cases: the ids of entries come from it too.
        var chance = Chance(seed: ~seed)
        let today = country.today(now)
        let agencies = country.agencies.filter { $0.dutyPost.isEmpty && !offered(by: $0, country).isEmpty }
        for (index, agency) in agencies.enumerated() {
            let listing = listing(agency, named: names[index % names.count], country, &chance)
            let id = try await store.list(
                listing, answers(listing, agency, country, &chance), id: EntryID(uuid: Cast.uuid(&chance)), as: keeper, at: now,
                today: today)
            // One was never checked, and one so long ago that it must be checked again.
            let age = index == 1 ? country.practice.directory.checkDays + 30 : 2 + chance.below(60)
            if index == agencies.count - 1 { continue }
            try await store.record(
                .checked(on: today.adding(days: -age)), id: EntryID(uuid: Cast.uuid(&chance)), to: id, as: keeper, at: now,
                today: today)
        }
        return agencies.count
    }

    private static func keeper(_ country: Country, _ staff: [Cast.Member]) -> Actor? {
        staff.first { member in country.roles.contains { $0.code == member.grant.role && $0.duties.contains(.directory) } }?.actor
    }

    /// A desk gives everything but a bed; who gives nothing else is a shelter.
    private static func offered(by agency: Country.Agency, _ country: Country) -> [ServiceCode] {
        let all = country.services.filter { $0.agencies.contains(agency.code) }.map(\.code)
        let open = all.filter { !country.practice.directory.shelters.contains($0) }
        return open.isEmpty ? all : open
    }

    private static func listing(
        _ agency: Country.Agency, named name: String, _ country: Country, _ chance: inout Chance
    ) -> Provider.Listing {
        let services = offered(by: agency, country)
        let isHidden = services.contains(where: country.practice.directory.shelters.contains)
        let places = country.places.filter(\.parent.isEmpty)
        let near = places.filter { agency.place.hasPrefix($0.name.english) }
        let districts = isHidden || chance.isSo(40) ? [] : (near + [chance.one(of: places)]).map(\.code)
        return Provider.Listing(
            name: "\(name) \(houses[agency.kind] ?? "Desk")", agency: agency.code, services: services,
            districts: districts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }

    private static func answers(
        _ listing: Provider.Listing, _ agency: Country.Agency, _ country: Country, _ chance: inout Chance
    ) -> Answers {
        let terms = country.practice.directory
        let isHidden = listing.services.contains(where: terms.shelters.contains)
        let spoken = terms.languages.flatMap { country.provider?[$0] }?.choices.map(\.code) ?? []
        let capacities = terms.capacity.flatMap { country.provider?[$0] }?.choices.map(\.code) ?? []
        var answers = Answers()
        func say(_ field: FieldID?, _ answer: Answer?) { if let field { answers[field] = answer } }
        say(terms.about, .text("Somebody listens, explains what is possible, and goes along to the first appointment."))
        say(terms.hours, .text(isHidden ? hours[0] : chance.one(of: Array(hours.dropFirst()))))
        say(terms.audience, .text(chance.one(of: audiences)))
        say(
            terms.languages,
            .codes(Array(spoken.prefix(2)) + (spoken.count > 4 && chance.isSo(60) ? [spoken[2 + chance.below(3)]] : [])))
        if !capacities.isEmpty { say(terms.capacity, .text(chance.one(of: capacities))) }
        say(terms.phone, .text(agency.phone))
        say(terms.secret, .text(isHidden ? "yes" : "no"))
        if !isHidden, !agency.place.isEmpty {
            say(terms.address, .text("\(1 + chance.below(90)) Fictional Street, \(agency.place)"))
        }
        return answers
    }
}
