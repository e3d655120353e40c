import Register

/// What a clerk writes down of an invented person, with all that usually goes wrong.
struct Observation {
    var corruptions: Set<Corruption> = []
    let person: InventedPerson
    /// How carelessly this agency writes: 1 is usual.
    let carelessness: Double

    static func record(
        of person: InventedPerson, carelessness: Double, names: NamePools, _ dice: inout Dice
    ) -> (person: KnownPerson, corruptions: Set<Corruption>) {
        var observation = Observation(person: person, carelessness: carelessness)
        var known = observation.names(names, &dice)
        known.birth = observation.birth(&dice)
        known.sex = dice.falls(0.03) ? nil : person.isMale != dice.falls(0.01) ? "male" : "female"
        known.citizenships =
            dice.falls(0.10) ? [] : [dice.falls(0.96) ? person.citizenship : dice.pick(["LC", "VE", "HT", "GY", "DO"])]
        known.place =
            dice.falls(0.30) ? nil : dice.falls(0.08 * carelessness) ? Misspelling.typo(person.place, &dice) : person.place
        known.phones = observation.phone(&dice).map { [$0] } ?? []
        known.documents = observation.document(&dice).map { [$0] } ?? []
        return (known, observation.corruptions)
    }

    private init(person: InventedPerson, carelessness: Double) {
        self.person = person
        self.carelessness = carelessness
    }

    /// Notes the corruption when it happens.
    private mutating func suffers(_ corruption: Corruption, _ probability: Double, _ dice: inout Dice) -> Bool {
        let happens = dice.falls(probability)
        if happens { corruptions.insert(corruption) }
        return happens
    }

    private mutating func names(_ names: NamePools, _ dice: inout Dice) -> KnownPerson {
        var (given, family) = (person.given, person.family)
        var aliases = person.aliases.filter { _ in dice.falls(0.55) }
        if let row = GivenNames.rows.first(where: { $0.languages.contains(given[0]) }), dice.falls(0.09 * carelessness) {
            let other = dice.pick(row.languages)
            if other != given[0] { corruptions.insert(.translated) }
            given[0] = other
        }
        if suffers(.nicknamed, 0.05 * carelessness, &dice) {
            if dice.falls(0.4) { aliases.append(given[0]) }
            given[0] = Misspelling.nickname(of: given[0], &dice)
        }
        if given.count > 1, suffers(.givenNameDropped, 0.4, &dice) { given = [dice.falls(0.8) ? given[0] : given[1]] }
        if family.count > 1, suffers(.familyNameDropped, 0.4, &dice) { family = [dice.falls(0.8) ? family[0] : family[1]] }
        if !person.isMale, suffers(.married, 0.035 * carelessness, &dice) {
            let name = names.surname(person.culture, &dice)
            family = dice.falls(0.4) ? family + [name] : [name]
        }
        if !person.aliases.isEmpty, suffers(.knownByAlias, 0.05 * carelessness, &dice) {
            let words = dice.pick(person.aliases).split(separator: " ").map(String.init)
            if dice.falls(0.5) { aliases.append((given + family).joined(separator: " ")) }
            if words.count > 1, words[0] != "ti" { (given, family) = ([words[0]], [words[words.count - 1]]) } else { given = words }
        }
        return spelled(given.joined(separator: " "), family.joined(separator: " "), aliases, &dice)
    }

    private mutating func spelled(_ given: String, _ family: String, _ aliases: [String], _ dice: inout Dice) -> KnownPerson {
        var (given, family) = (noisy(given, &dice), noisy(abbreviated(family, &dice), &dice))
        let aliases = aliases.map { noisy($0, &dice) }
        if suffers(.fieldsSwapped, 0.045 * carelessness, &dice) { swap(&given, &family) }
        if suffers(.familyNameMissing, 0.015 * carelessness, &dice) { family = "" }
        return KnownPerson(given: given, family: family, aliases: aliases)
    }

    private mutating func abbreviated(_ family: String, _ dice: inout Dice) -> String {
        let forms = [
            ("jn ", ["jean ", "jn", "jean"]), ("jean ", ["jn ", "jean", "jan "]), ("st ", ["saint ", "st", "ste "]),
            ("saint ", ["st ", "st", "sen "]),
        ]
        guard let (form, others) = forms.first(where: { family.hasPrefix($0.0) }), suffers(.abbreviated, 0.3 * carelessness, &dice)
        else { return family }
        return dice.pick(others) + family.dropFirst(form.count)
    }

    private mutating func noisy(_ name: String, _ dice: inout Dice) -> String {
        let words = name.split(separator: " ").map(String.init).map { word in
            var word = word
            if word.count > 2, suffers(.spelledBySound, 0.10 * carelessness, &dice) { word = Misspelling.soundalike(word, &dice) }
            if word.count > 2, suffers(.mistyped, 0.05 * carelessness, &dice) { word = Misspelling.typo(word, &dice) }
            return word
        }
        return words.joined(separator: " ")
    }
}
