import Register

/// A person nobody is: what is true of them, before any clerk wrote it down.
struct InventedPerson: Sendable {
    let culture: Culture
    let isMale: Bool
    let given: [String]
    let family: [String]
    let aliases: [String]
    let birth: Day
    let citizenship: String
    let place: String
    let phone: String?
    let document: String?

    /// A brother or sister shares names, country and often place and telephone; a twin also the birth date.
    init(_ dice: inout Dice, names: NamePools, sibling: InventedPerson? = nil) {
        let culture = sibling?.culture ?? Culture.allCases[dice.pick(shares: Culture.shares)]
        let isMale = dice.falls(0.38)
        let language = culture.languages.isEmpty ? 0 : dice.pick(culture.languages)
        func name(_ dice: inout Dice) -> String { names.given(culture, isMale: isMale, language: language, &dice) }
        let first = name(&dice)
        given = dice.falls(0.45) ? [first, name(&dice)] : [first]
        if let sibling {
            family = sibling.family
        } else {
            let hasTwo = culture == .spanish || dice.falls(0.03)
            family = (0..<(hasTwo ? 2 : 1)).map { _ in names.surname(culture, &dice) }
        }
        let isTwin = sibling != nil && dice.falls(0.03)
        birth = isTwin ? sibling?.birth ?? InventedPerson.birth(&dice) : InventedPerson.birth(&dice)
        citizenship = sibling?.citizenship ?? dice.pick(culture.citizenships)
        let home = Culture.place(in: citizenship, &dice)
        place = dice.falls(0.8) ? sibling?.place ?? home : home
        let ownPhone =
            dice.falls(0.6) ? "\(dice.pick(["1758", "509", "58", "1809", "1868"]))\(2_000_000 + dice.below(8_000_000))" : nil
        phone = sibling != nil && dice.falls(0.4) ? sibling?.phone : ownPhone
        document = dice.falls(0.35) ? InventedPerson.document(&dice) : nil
        aliases = InventedPerson.aliases(of: first, &dice, name: name) { names.surname(culture, &$0) }
        self.culture = culture
        self.isMale = isMale
    }

    /// One person in four is known by other names: short forms, other given names, whole other names.
    private static func aliases(
        of first: String, _ dice: inout Dice, name: (inout Dice) -> String, surname: (inout Dice) -> String
    ) -> [String] {
        guard dice.falls(0.25) else { return [] }
        return (0..<dice.pick([1, 1, 2])).map { _ in
            switch dice.unit() {
            case ..<0.5: Misspelling.nickname(of: first, &dice)
            case ..<0.75: name(&dice)
            default: name(&dice) + " " + surname(&dice)
            }
        }
    }

    static func document(_ dice: inout Dice) -> String {
        "\(dice.pick(["A", "B", "C", "E", "P"]))\(1_000_000 + dice.below(9_000_000))"
    }

    private static func birth(_ dice: inout Dice) -> Day {
        let year = min(2018, max(1955, Int(1998 + 10 * dice.bell())))
        return InventedPerson.day(year, 1 + dice.below(12), 1 + dice.below(28))
    }

    /// No day after the 28th is ever drawn, so that every month has it.
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        guard let day = Day(year: year, month: month, day: day) else { preconditionFailure("no such day") }
        return day
    }
}
