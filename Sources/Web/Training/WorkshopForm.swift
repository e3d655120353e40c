import Foundation
import OrderedCollections
import Pack
import Register
import Store

/// The plan of a workshop as a form: when, where, by whom, paid by whom, for how many.
enum WorkshopForm {
    private static let (day, days, halves): (FieldID, FieldID, FieldID) = ("day", "days", "halves")
    private static let (place, online, language): (FieldID, FieldID, FieldID) = ("place", "online", "language")
    private static let (staff, outside): (FieldID, FieldID) = ("staff", "outside")
    private static let (funder, cost, capacity): (FieldID, FieldID, FieldID) = ("funder", "cost", "capacity")

    static func page(_ visit: Visit, path: String, title: String, crumb: HTML) throws -> FormPage {
        _ = try visit.asTrainer()
        let say = { (key: String) in visit.say(key) }
        let spoken = visit.country.languages.map { Choice(code: $0, label: Wording(said: Words.native[$0] ?? $0)) }
        let parts = Halves.allCases.map { Choice(code: $0.rawValue, label: Wording(said: say("workshop.halves.\($0.rawValue)"))) }
        let form = Form(
            id: "workshop", title: Wording(said: title), why: Wording(said: say("workshop.why")),
            fields: [
                Field(own: day, .day, say("workshop.firstDay"), isRequired: true),
                Field(
                    own: days, .number, say("workshop.howManyDays"), hint: say("workshop.daysHint"), isRequired: true, range: 1...60
                ),
                Field(own: halves, .choice, say("workshop.halves"), isRequired: true, choices: parts),
                Field(own: place, .text, say("workshop.place")),
                Field(
                    own: online, .choices, say("workshop.how"),
                    choices: [Choice(code: "online", label: Wording(said: say("workshop.online")))]),
                Field(own: language, .choice, say("workshop.language"), isRequired: true, choices: spoken),
                Field(own: staff, .choices, say("workshop.staffTrainers"), choices: trainers(visit)),
                Field(own: outside, .long, say("workshop.outsideTrainers"), hint: say("workshop.outsideHint")),
                Field(own: funder, .text, say("workshop.funder")),
                Field(
                    own: cost, .number, visit.say("workshop.cost", ["sign": visit.country.currencySign]), range: 0...100_000_000),
                Field(
                    own: capacity, .number, say("workshop.capacity"), hint: say("workshop.capacityHint"), isRequired: true,
                    range: 1...Double(Workshop.mostPeople)),
            ])
        return FormPage(visit: visit, form: form, path: path, crumb: crumb, continueWord: "workshop.record", wantsWholeDays: true)
    }

    /// Whoever may train.
    private static func trainers(_ visit: Visit) -> [Choice] {
        visit.store.staff().filter { _, account in
            !account.isDisabled
                && account.grant.flatMap { visit.store.policy.roles[$0.role] }?.duties.contains(.train) == true
        }.map { Choice(code: $0.key.description, label: Wording(said: $0.value.grant?.name ?? "")) }
            .sorted { $0.label.english < $1.label.english }
    }

    static func plan(_ visit: Visit, _ answers: Answers, of course: ChronicleID, version: Int, terms: Course.Plan) -> Workshop.Plan
    {
        let number = { (id: FieldID) in answers[id]?.text.flatMap { Bounded.decimal($0) } }
        let first = answers[day]?.text.flatMap { Day($0) }
        let count = min(max(1, Bounded.whole(of: number(days) ?? 0)), 60)
        let named = (answers[outside]?.text ?? "").split(separator: "\n").compactMap { line -> Workshop.Trainer? in
            let parts = line.split(separator: ";").map { SubmittedAnswers(["": [String($0)]]).first("") }
            guard let name = parts.first, !name.isEmpty else { return nil }
            return Workshop.Trainer(account: nil, name: name, trainedIn: parts.dropFirst().first?.uppercased())
        }
        let known = (answers[staff]?.all ?? []).compactMap { AccountID($0) }.map {
            Workshop.Trainer(account: $0, name: visit.name($0))
        }
        return Workshop.Plan(
            course: course, version: version, terms: terms,
            days: first.map { first in first.isYearOnly ? [first] : (0..<count).map { first.adding(days: $0) } } ?? [],
            halves: Halves(rawValue: answers[halves]?.text ?? "") ?? .whole, place: answers[place]?.text ?? "",
            isOnline: answers[online]?.all.isEmpty == false, language: answers[language]?.text ?? "en", trainers: known + named,
            funder: answers[funder]?.text ?? "", cents: number(cost).map { Bounded.whole(of: $0 * 100) },
            capacity: Bounded.whole(of: number(capacity) ?? 0))
    }

    static func answers(_ plan: Workshop.Plan, day first: Day?) -> Answers {
        var answers = Answers([
            days: .text(String(plan.days.count)), halves: .text(plan.halves.rawValue), language: .text(plan.language),
            capacity: .text(String(plan.capacity)),
        ])
        if let first { answers[day] = .text(first.description) }
        if !plan.place.isEmpty { answers[place] = .text(plan.place) }
        if plan.isOnline { answers[online] = .codes(["online"]) }
        if !plan.funder.isEmpty { answers[funder] = .text(plan.funder) }
        if let cents = plan.cents {
            answers[cost] = .text(
                cents % 100 == 0 ? String(cents / 100) : "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)")
        }
        let known = plan.trainers.compactMap(\.account).map(\.description)
        let named = plan.trainers.filter { $0.account == nil }.map { $0.name + ($0.trainedIn.map { "; \($0)" } ?? "") }
        if !known.isEmpty { answers[staff] = .codes(known) }
        if !named.isEmpty { answers[outside] = .text(named.joined(separator: "\n")) }
        return answers
    }
}
