import Foundation
import OrderedCollections
package import Pack
package import Register
package import Store

/// A fictional campaign of three waves: its plan, its materials, what was done, what people knew, and the calls that followed.
package enum DemoCampaign {
    /// Days from today on which each wave begins and ends: two are over, one runs.
    private static let waves = [(-170, -150), (-100, -80), (-13, 7)]

    /// Shape: the same seed gives the same campaign. Gives how many calls and reports came.
    @discardableResult
    package static func fill(_ store: Store, of country: Country, staff: [Cast.Member], seed: UInt64, now: Moment) async throws
        -> Int
    {
        guard let forms = country.campaigns, let officer = Cast.officer(country, staff) else { return 0 }
        var told = CampaignTelling(country: country, forms: forms, seed: seed &+ 47)
        let terms = country.practice.campaigns
        let start = now.after(days: -190)
        let plan = told.answers(to: forms.plan, [.name: "Safe Work, Safe Home", .budget: "42000", .baseline: told.day(-200, now)])
        let number = try await store.plan(plan, id: told.entry(), as: officer, at: start, today: country.today(start))
        func record(_ kind: CampaignTerms.Kind, about: EntryID? = nil, on day: Int, _ known: [CampaignTerms.Meaning: String])
            async throws
            -> EntryID?
        {
            guard let form = told.form(kind) else { return nil }
            let id = told.entry()
            let action = Campaign.Action.recorded(form: form.id, about: about, answers: told.answers(to: form, known))
            try await store.record(action, id: id, to: number, as: officer, at: now.after(days: min(day, 0)))
            return id
        }
        var ids: [EntryID] = []
        for (index, days) in waves.enumerated() {
            let known: [CampaignTerms.Meaning: String] = [
                .waveName: ["Listen first", "Know the signs", "Call us"][index], .from: told.day(days.0, now),
                .until: told.day(days.1, now), .channels: told.channels(of: index).joined(separator: ";"),
            ]
            if let id = try await record(.wave, on: days.0 - 5, known) { ids.append(id) }
        }
        for (index, name) in ["Two hands", "The open door", "Tell somebody"].enumerated() {
            guard let id = try await record(.material, on: -180, [.material: name, .version: String(index + 1)]) else { break }
            let isLast = index == 2
            let results = told.form(.test).flatMap { form in terms[.result].flatMap { form[$0] } }?.choices.map(\.code) ?? []
            let result = results.first { terms.blocks.contains($0) == isLast } ?? ""
            _ = try await record(
                .test, about: id, on: -179,
                [.people: String(8 + index * 3), .testedOn: told.day(-179, now), .result: result])
            // The last one hurt somebody in its test, and so it does not go out.
            if isLast { break }
            _ = try await record(.check, about: id, on: -178, [:])
            for place in ["Health centre", "Bus stand", "Library"] {
                let sent = 40 + told.chance.below(120)
                _ = try await record(
                    .stock, about: id, on: -160 + told.chance.below(20),
                    [.site: place, .printed: String(sent + 20), .sent: String(sent), .left: String(told.chance.below(sent))])
            }
        }
        var deeds: [EntryID] = []
        for (index, wave) in ids.enumerated() {
            let channels = try store.campaign(number, as: officer).waves(by: terms).first { $0.id == wave }?.channels ?? []
            for turn in 0..<5 {
                let day = min(waves[index].0 + 1 + turn * 3 + told.chance.below(3), -1)
                let cost = String(150 + told.chance.below(30) * 25)
                let channel = channels[turn % channels.count]
                let deed = told.deed(channel)
                let known: [CampaignTerms.Meaning: String] = [
                    .activity: deed.name, .on: told.day(day, now), .cost: cost, .channel: channel, .places: deed.place,
                ]
                if let id = try await record(.activity, about: wave, on: day, known) { deeds.append(id) }
            }
            let contacts = 800 + told.chance.below(3000)
            let known: [CampaignTerms.Meaning: String] = [
                .contacts: String(contacts), .unique: String(contacts * 6 / 10), .reachChannel: channels[0],
                .reachPlaces: told.deed(channels[0]).place,
            ]
            _ = try await record(.reach, about: wave, on: min(waves[index].1, -1), known)
        }
        try await keepFiles(store, number, officer, deeds, &told, now)
        try await survey(store, number, officer, &told, now)
        return try await DemoCalls.fill(store, number, of: country, staff: staff, officer, &told, waves, now: now)
    }

    /// Two files that show what was done: an invoice of one activity and a list of another.
    private static func keepFiles(
        _ store: Store, _ number: String, _ officer: Actor, _ deeds: [EntryID], _ told: inout CampaignTelling, _ now: Moment
    ) async throws {
        for (deed, words) in zip(deeds, ["Invoice of Hibiscus Radio", "How many came, counted at the door"]) {
            let file = Data("\(words). Made for this demonstration, like everything in it.\n".utf8)
            let attachment = Attachment(
                type: "text/plain; charset=utf-8", size: file.count, digest: Store.digest(file), original: nil,
                compartment: .core)
            try await store.record(
                .attached(attachment, about: deed, answers: Answers([.text: .text(words)])), carrying: file, id: told.entry(),
                to: number, as: officer, at: now.after(days: -20))
        }
    }

    /// A round for each that the country names, the last one after most of the waves; people know more from one to the next.
    private static func survey(
        _ store: Store, _ number: String, _ officer: Actor, _ told: inout CampaignTelling, _ now: Moment
    ) async throws {
        let terms = told.country.practice.campaigns
        guard let form = told.form(.round), let asked = told.forms.answer, let which = terms[.round].flatMap({ form[$0] }) else {
            return
        }
        for (index, round) in which.choices.enumerated() {
            let day = -185 + index * 175 / max(which.choices.count - 1, 1)
            let id = told.entry()
            let answers = told.answers(
                to: form,
                [
                    .round: round.code, .opens: told.day(day, now), .closes: told.day(day + 4, now),
                    .sample: terms.lots.sorted().first ?? "",
                ])
            let at = now.after(days: day)
            try await store.record(.recorded(form: form.id, about: nil, answers: answers), id: id, to: number, as: officer, at: at)
            var people: [(id: EntryID, answers: Answers)] = []
            for _ in 0..<(70 + told.chance.below(20)) {
                people.append((told.entry(), told.response(to: asked, knowing: 38 + 16 * index)))
            }
            _ = try store.respond(people, round: id, to: number, as: officer, at: at)
        }
    }
}

extension Cast {
    /// Somebody whose only work is campaigns, else anybody who may.
    static func officer(_ country: Country, _ staff: [Cast.Member]) -> Actor? {
        let able = staff.filter { member in
            country.roles.contains { $0.code == member.grant.role && $0.duties.contains(.campaign) }
        }
        return
            (able.first { member in country.roles.contains { $0.code == member.grant.role && $0.duties == [.campaign] } }
            ?? able.first)?
            .actor
    }
}
