/// The names of each culture, ready to draw from.
struct NamePools: Sendable {
    private struct Key: Hashable {
        let culture: Culture
        let isMale: Bool
        let language: Int
    }

    private var surnames: [Culture: NamePool] = [:]
    private var given: [Key: NamePool] = [:]

    init() {
        var dice = Dice(seed: 758)
        for culture in Culture.allCases {
            surnames[culture] = NamePool(Surnames.common(in: culture) + Syllables.surnames(of: culture))
            for isMale in [false, true] {
                for language in culture.languages.isEmpty ? [0] : Set(culture.languages).sorted() {
                    given[Key(culture: culture, isMale: isMale, language: language)] = NamePools.given(
                        culture, isMale, language, &dice)
                }
            }
        }
    }

    func surname(_ culture: Culture, _ dice: inout Dice) -> String { surnames[culture]?.draw(&dice) ?? "" }

    func given(_ culture: Culture, isMale: Bool, language: Int, _ dice: inout Dice) -> String {
        given[Key(culture: culture, isMale: isMale, language: language)]?.draw(&dice) ?? ""
    }

    /// Two shared names for one of the culture's own, then the rare ones.
    private static func given(_ culture: Culture, _ isMale: Bool, _ language: Int, _ dice: inout Dice) -> NamePool {
        let rows = culture.languages.isEmpty ? [] : GivenNames.rows.filter { $0.isMale == isMale }
        var shared = rows.map { $0.languages[language] }.shuffled(using: &dice)
        var own = OwnGivenNames.common(in: culture, isMale: isMale)[...]
        var names: [String] = []
        while !shared.isEmpty || !own.isEmpty {
            names += shared.suffix(2)
            shared.removeLast(min(2, shared.count))
            if let name = own.popFirst() { names.append(name) }
        }
        return NamePool(names + Syllables.givenNames(isMale: isMale).shuffled(using: &dice).prefix(700))
    }
}
