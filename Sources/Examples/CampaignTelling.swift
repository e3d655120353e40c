import OrderedCollections
import Pack
import Register

/// Makes up answers to the campaign forms of any country: what the program reads is given, the rest is chance.
struct CampaignTelling {
    let country: Country
    let forms: CampaignForms
    var chance: Chance
    private var terms: CampaignTerms { country.practice.campaigns }

    static let deeds = [
        "Talk in the evening", "Stall at the market", "Visit to a school", "Walk through the town", "Call-in broadcast",
        "Talk with hotel staff",
    ]
    private static let texts = [
        "Help is free, and nobody is punished for asking.", "People feel that it concerns them, and that they can act.",
        "Call the hotline when something seems wrong.", "Made with people who came through it.",
    ]
    private static let partners = ["Flamboyant Youth Club", "Hibiscus Radio", "Sea Grape Fishers", "Frangipani Sisters"]

    init(country: Country, forms: CampaignForms, seed: UInt64) {
        self.country = country
        self.forms = forms
        chance = Chance(seed: seed)
    }

    mutating func entry() -> EntryID { EntryID(uuid: Cast.uuid(&chance)) }

    func form(_ kind: CampaignTerms.Kind) -> Form? { terms.form(kind).flatMap { forms.record($0) } }

    func day(_ days: Int, _ now: Moment) -> String { country.today(now).adding(days: days).description }

    /// Every question is answered, so that the pages of the demo show all there is.
    mutating func answers(to form: Form, _ known: [CampaignTerms.Meaning: String]) -> Answers {
        var answers = Answers()
        var text = 0
        let given = Dictionary(
            known.compactMap { meaning, value in terms[meaning].map { ($0, value) } }, uniquingKeysWith: { first, _ in first })
        for field in form.fields where field.when.holds(for: answers) {
            if let value = given[field.id] {
                answers[field.id] = .text(value)
            } else if terms.must.contains(field.id) {
                answers[field.id] = .text("yes")
            } else if field.kind == .text || field.kind == .long {
                answers[field.id] = .text(
                    field.id == terms[.partner] ? chance.one(of: CampaignTelling.partners) : CampaignTelling.texts[text % 4])
                text += 1
            } else {
                answers[field.id] = answer(to: field)
            }
        }
        return answers
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
