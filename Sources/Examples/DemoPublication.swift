import OrderedCollections
package import Pack
package import Register
package import Store

/// The figures of last year, published by two people, and those of this year, frozen and waiting.
package enum DemoPublication {
    /// Gives the year that was published. Nil where nobody, or only one person, may publish.
    @discardableResult
    package static func fill(_ store: Store, of country: Country, staff: [Cast.Member], now: Moment) async throws -> Int? {
        let able = staff.map(\.actor).filter { store.mayPublish($0) }
        guard let second = able.first, let first = able.last, first.account != second.account else { return nil }
        let today = country.today(now)
        let year = today.year - 1
        func freeze(_ year: Int) async throws {
            let frozen = try store.freeze(year, asOf: now, as: first)
            try await store.keep(frozen, id: .made(at: now), as: first, at: now, today: today)
        }
        func act(_ action: Publication.Action, _ actor: Actor) async throws {
            try await store.record(action, id: .made(at: now), to: year, as: actor, at: now, today: today)
        }
        try await freeze(year)
        let drawing = try store.draw(year, country: country.name.english, as: first, today: today)
        try await store.keep(drawing, id: .made(at: now), as: first, at: now, today: today)
        try await act(.noted(answers: Answers([.text: .text("The first figures of this program. All of it is invented.")])), first)
        try await store.ask(year, id: .made(at: now), as: first, at: now, today: today)
        try await act(.signed(digest: try store.publication(year, as: second).asking?.digest ?? ""), second)
        try await freeze(today.year)
        return year
    }
}
