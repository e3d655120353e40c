import Pack
import Register
import Store

/// What pages say of a provider.
extension Visit {
    /// The question of the country's form that means this.
    func meaning(_ meaning: KeyPath<ProviderTerms, FieldID?>) -> Field? {
        store.policy.practice.directory[keyPath: meaning].flatMap { country.provider?[$0] }
    }

    /// The places that no other place contains.
    var districts: [Choice] { country.places.filter(\.parent.isEmpty).map { Choice(code: $0.code, label: $0.name) } }

    func names(ofDistricts codes: [String]) -> String {
        codes.isEmpty
            ? say("directory.everywhere")
            : codes.map { code in country.place(code).map { pack($0.name) } ?? code }.joined(separator: ", ")
    }

    func languages(_ line: ProviderLine) -> String {
        let choices = meaning(\.languages)?.choices ?? []
        return line.languages.map { choice($0, of: choices) }.joined(separator: ", ")
    }

    func isFull(_ line: ProviderLine) -> Bool { store.policy.practice.directory.isFull(line.capacity) }

    /// Whether it can take somebody, in the words of the pack.
    func places(_ line: ProviderLine) -> HTML {
        guard let code = line.capacity else { return .none }
        let word = choice(code, of: meaning(\.capacity)?.choices ?? [])
        return isFull(line) ? "<span class=\"tag risk\">\(word)</span>" : "\(word)"
    }

    /// When somebody last made sure, marked when that is long ago.
    func checked(_ day: Day?) -> HTML {
        let isStale = store.policy.practice.directory.isStale(day, on: today)
        return
            "\(day.map { say($0) } ?? say("directory.unchecked"))\(if: isStale, " <span class=\"tag wait\">\(say("directory.stale"))</span>")"
    }
}
