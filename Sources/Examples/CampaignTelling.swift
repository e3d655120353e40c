import OrderedCollections
import Pack
import Register

/// Makes up answers to the campaign forms of any country: what the program reads is given, the rest is chance.
struct CampaignTelling {
    let country: Country
    let forms: CampaignForms
    var chance: Chance
    private var terms: CampaignTerms { country.practice.campaigns }

    private static let partners = ["Flamboyant Youth Club", "Hibiscus Radio", "Sea Grape Fishers", "Frangipani Sisters"]

    /// What stands in the free texts of a form, in their order.
    private func texts(_ kind: CampaignTerms.Kind?, isBad: Bool) -> [String] {
        switch kind {
        case .plan:
            [
                "Help is free, and nobody is punished for asking.", "People feel that it concerns them, and that they can act.",
                "Call the hotline when something seems wrong.", "Call \(country.hotline), day or night.",
            ]
        case .wave: ["You may ask for help, and you decide what happens then."]
        case .material: ["Two hands that meet, the number of the hotline, and: help is free."]
        case .test: ["Members of a youth club", isBad ? "One felt ashamed by it, and left." : "They understood it at once."]
        case .check: ["Nothing to change."]
        case .reach: ["Lists of those who were there, and figures of the station"]
        default: ["Made for this demonstration."]
        }
    }

    init(country: Country, forms: CampaignForms, seed: UInt64) {
        self.country = country
        self.forms = forms
        chance = Chance(seed: seed)
    }

    mutating func entry() -> EntryID { EntryID(uuid: Cast.uuid(&chance)) }

    func form(_ kind: CampaignTerms.Kind) -> Form? { terms.form(kind).flatMap { forms.record($0) } }

    func day(_ days: Int, _ now: Moment) -> String { country.today(now).adding(days: days).description }

    /// Three of the channels that the country has, others from one wave to the next.
    func channels(of wave: Int) -> [String] {
        let all = form(.wave).flatMap { form in terms[.channels].flatMap { form[$0] } }?.choices.map(\.code) ?? []
        return Set((0..<min(3, all.count)).map { (wave * 2 + $0) % all.count }).sorted().map { all[$0] }
    }

    /// Something that was done by a channel, and the district in which it was; the whole country for every third.
    mutating func deed(_ channel: String) -> (name: String, place: String) {
        let words = form(.wave).flatMap { form in terms[.channels].flatMap { form[$0] } }?.choices ?? []
        let label = words.first { $0.code == channel }?.label.english ?? channel
        let districts = country.places.filter(\.parent.isEmpty)
        guard !chance.isSo(33), !districts.isEmpty else { return ("\(label), across the country", "") }
        let place = chance.one(of: districts)
        return ("\(label), \(place.name.english)", place.code)
    }

    /// Every question is answered, so that the pages of the demo show all there is.
    mutating func answers(to form: Form, _ known: [CampaignTerms.Meaning: String]) -> Answers {
        var answers = Answers()
        var text = 0
        let given = Dictionary(
            known.compactMap { meaning, value in terms[meaning].map { ($0, value) } }, uniquingKeysWith: { first, _ in first })
        let texts = texts(terms.kinds[form.id] ?? .plan, isBad: known[.result].map(terms.blocks.contains) ?? false)
        for field in form.fields where field.when.holds(for: answers) {
            if let value = given[field.id] {
                if value.isEmpty { continue }
                answers[field.id] = field.kind == .choices ? .codes(value.split(separator: ";").map(String.init)) : .text(value)
            } else if field.id == terms[.audience] {
                answers[field.id] = .group(audience(field, of: known[.contacts].flatMap(Int.init) ?? 0))
            } else if terms.must.contains(field.id) {
                answers[field.id] = .text("yes")
            } else if field.kind == .text || field.kind == .long {
                answers[field.id] = .text(
                    field.id == terms[.partner] ? chance.one(of: CampaignTelling.partners) : texts[text % texts.count])
                text += 1
            } else {
                answers[field.id] = answer(to: field)
            }
        }
        return answers
    }

    /// Most of those who were reached, by sex and age.
    private mutating func audience(_ field: Field, of contacts: Int) -> [Answers] {
        let terms = terms
        func choices(_ meaning: CampaignTerms.Meaning) -> [String] {
            field.fields.first { $0.id == terms[meaning] }?.choices.map(\.code) ?? []
        }
        let groups = choices(.sex).prefix(2).flatMap { sex in choices(.age).map { (sex, $0) } }
        return groups.map { sex, age in
            let count = contacts * (50 + chance.below(40)) / 100 / max(groups.count, 1)
            let said: [(CampaignTerms.Meaning, String)] = [(.sex, sex), (.age, age), (.count, String(count))]
            var row = Answers()
            for (meaning, value) in said { if let id = terms[meaning] { row[id] = .text(value) } }
            return row
        }
    }

    private mutating func answer(to field: Field) -> Answer? {
        let codes = field.choices.map(\.code)
        switch field.kind {
        case .choice, .place, .yesNo: return codes.isEmpty ? nil : .text(chance.one(of: codes))
        case .choices:
            let first = chance.one(of: codes)
            return .codes([first] + codes.filter { $0 != first && chance.isSo(codes.count > 7 ? 12 : 35) })
        case .number: return .text(String(20 + chance.below(200)))
        case .group:
            let rows = (0..<3).map { _ in
                Answers(field.fields.reduce(into: [:]) { row, each in row[each.id] = answer(to: each) })
            }
            return .group(rows)
        case .text, .long, .name, .day, .country, .countries, .phone: return nil
        }
    }

    /// What one person says who knows so many of a hundred things.
    mutating func response(to form: Form, knowing percent: Int) -> Answers {
        var answers = Answers()
        for (index, field) in form.fields.enumerated() {
            guard let item = terms.items.first(where: { $0.field == field.id }) else {
                answers[field.id] = answer(to: field)
                continue
            }
            let codes = field.choices.map(\.code)
            let wrong = codes.filter { !item.right.contains($0) }
            let isRight = chance.isSo(min(95, percent + index * 3 % 17)) || wrong.isEmpty
            let chosen = isRight ? Array(codes.filter(item.right.contains).prefix(item.least)) : [chance.one(of: wrong)]
            answers[field.id] = field.kind == .choices ? .codes(chosen) : .text(chosen[0])
        }
        return answers
    }
}
