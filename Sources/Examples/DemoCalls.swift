import OrderedCollections
import Pack
import Register
import Store

/// The fictional calls and reports of half a year: more of them in a wave, some that lead to a case and a screening.
enum DemoCalls {
    static func fill(
        _ store: Store, _ number: String, of country: Country, staff: [Cast.Member], _ officer: Actor,
        _ told: inout CampaignTelling,
        _ waves: [(Int, Int)], now: Moment
    ) async throws -> Int {
        let terms = country.practice.campaigns
        let takers = able(.report, country, staff)
        let triagers = able(.triage, country, staff)
        guard let form = country.concern, let taker = takers.first,
            let triager = triagers.first(where: { $0.account != taker.account }) ?? triagers.first
        else { return 0 }
        let campaign = try store.campaign(number, as: officer)
        let known = campaign.waves(by: terms)
        var count = 0
        for day in -212..<0 {
            let wave = waves.firstIndex { $0.0...$0.1 ~= day }
            let isAfter = waves.contains { $0.1 < day && day <= $0.1 + 20 }
            let likely = wave != nil ? 62 : isAfter ? 32 : 14
            for _ in 0..<2 where told.chance.isSo(likely) {
                var answers = required(of: form, &told)
                let spoken = wave.flatMap { $0 < known.count ? known[$0] : nil }
                if let heard = terms.heard.flatMap({ form[$0] }) {
                    let channel = spoken.map { told.chance.one(of: $0.channels) }
                    let likely = channel.flatMap { terms.sources[$0] }.map { $0.sorted() } ?? []
                    let code = told.chance.isSo(70) && !likely.isEmpty ? likely[0] : told.chance.one(of: heard.choices).code
                    answers[heard.id] = .text(code)
                    if let channel, let field = terms.code, told.chance.isSo(45),
                        let code = campaign.codes.first(where: { $0.wave == spoken?.id && $0.channel == channel })
                    {
                        answers[field] = .text(code.code)
                    }
                }
                try await call(store, answers, country, taker, triager, staff, &told, at: now.after(days: day))
                count += 1
            }
        }
        for code in campaign.codes {
            guard let wave = known.first(where: { $0.id == code.wave }) else { continue }
            for day in wave.from.number...max(wave.from.number, min(wave.until.number, country.today(now).number - 1)) {
                for _ in 0..<told.chance.below(6) { store.visited(code.code, on: Day.epoch.adding(days: day)) }
            }
        }
        try store.keepVisits(at: now)
        return count
    }

    private static func able(_ duty: Duty, _ country: Country, _ staff: [Cast.Member]) -> [Actor] {
        staff.filter { member in country.roles.contains { $0.code == member.grant.role && $0.duties.contains(duty) } }.map(\.actor)
    }

    private static func required(of form: Form, _ told: inout CampaignTelling) -> Answers {
        var answers = Answers()
        for field in form.fields where field.isRequired && !field.choices.isEmpty {
            answers[field.id] = .text(told.chance.one(of: field.choices).code)
        }
        return answers
    }

    /// One call, looked at by somebody else, and now and then the case that came of it.
    private static func call(
        _ store: Store, _ answers: Answers, _ country: Country, _ taker: Actor, _ triager: Actor, _ staff: [Cast.Member],
        _ told: inout CampaignTelling, at day: Moment
    ) async throws {
        let at = Moment(seconds: day.seconds - told.chance.below(7200))
        let today = country.today(at)
        let urgency = country.urgency.flatMap { answers[$0]?.text } ?? ""
        let number = try await store.report(answers, urgency: urgency, id: told.entry(), as: taker, at: at, today: today)
        guard let outcome = country.concernOutcomes.first, told.chance.isSo(94) else { return }
        let why = Answers([.text: .text("Looked at together.")])
        try await store.record(
            .triaged(
                outcome: told.chance.isSo(50) ? outcome.code : told.chance.one(of: country.concernOutcomes).code, answers: why),
            id: told.entry(), to: number, as: triager, at: Moment(seconds: at.seconds + 900))
        guard told.chance.isSo(22), let opener = opener(country, staff), let instrument = country.instruments.first else { return }
        let file = try await store.open(
            form: country.opening.id, answers: required(of: country.opening, &told), id: told.entry(), prefix: country.casePrefix,
            as: opener,
            at: at, today: today)
        let isFound = told.chance.isSo(55)
        let conclusion: Conclusion = isFound ? .possible : .notNow
        let screening = Screening(
            instrument: instrument.id, version: instrument.version,
            suggestion: (isFound ? Outcome.indicated : .notIndicated).rawValue,
            conclusion: conclusion.rawValue, again: isFound ? nil : today.adding(days: 30))
        for action: CaseAction in [
            .came(from: Origin(kind: .concern, chronicle: try store.chronicle(ofConcern: number), number: number)),
            .screened(screening, answers: Answers()),
        ] {
            // Where only holders of a certificate may screen, some are not screened.
            do { _ = try await store.record(action, id: told.entry(), to: file, as: opener, at: at, today: today) } catch is Refusal
            {
                continue
            }
        }
        try await store.record(
            .led(to: try store.chronicle(ofCase: file), number: file), id: told.entry(), to: number, as: triager,
            at: Moment(seconds: at.seconds + 1800))
    }

    private static func opener(_ country: Country, _ staff: [Cast.Member]) -> Actor? {
        staff.first { member in
            country.roles.contains {
                $0.code == member.grant.role && $0.grants[.none]?.may.contains(.open) == true
                    && $0.grants[.assigned]?.may.contains(.screen) == true && $0.grants[.agency] != nil
            }
        }?.actor
    }
}
