import OrderedCollections
package import Pack
package import Register
package import Store

/// A fictional partner who is to be given a file: somebody asked for it, and it waits for a second person.
package enum DemoExport {
    /// Nobody holds the secret to this key any more: what is sealed to it stays closed.
    private static let key = "age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84h"
    private static let people = 24

    /// Shape: the same cases give the same export. Gives its number; nil where the country hands out nothing.
    @discardableResult
    package static func fill(_ store: Store, of country: Country, staff: [Cast.Member], seed: UInt64, now: Moment) async throws
        -> String?
    {
        let terms = country.practice.exports
        let asker = staff.first { member in country.roles.contains { $0.code == member.grant.role && $0.duties.contains(.export) } }
        guard let asker, let format = terms.formats.first, let reason = terms.reasons.first else { return nil }
        // Apart from the chance of the cases.
        var chance = Chance(seed: seed &+ 101)
        try await agree(store, of: country, staff: staff, to: format.consent, &chance, now: now)
        let request = Export.Request(
            format: format.id, from: country.today(now).adding(days: -360), until: country.today(now),
            recipient: "Example Institute for Fictional Studies", keys: [try RecipientKey(key)], reason: reason.code)
        let words = Answers([
            .text: .text(
                "They study how people are recruited in a country of the demo. One row for each person, deleted after the year.")
        ])
        do {
            return try await store.ask(
                request, answers: words, id: EntryID(uuid: Cast.uuid(&chance)), as: asker.actor,
                at: Moment(seconds: now.seconds - 7200), today: country.today(now))
        } catch is Refusal { return nil }
    }

    /// Some people agreed to it, each asked by whoever works on their case.
    private static func agree(
        _ store: Store, of country: Country, staff: [Cast.Member], to purpose: String, _ chance: inout Chance, now: Moment
    ) async throws {
        let asking = staff.filter { member in
            country.roles.first { $0.code == member.grant.role }?.grants.values.contains { $0.may.contains(.consent) } == true
        }
        var agreed = 0
        for member in asking {
            for line in try store.cases(as: member.actor, status: .open, size: 100).lines where agreed < people {
                let given = country.today(now).adding(days: -1 - chance.below(20))
                let consent = Consent(
                    purpose: purpose, recipient: nil, given: given, expires: given.adding(days: country.consentExpiryDays),
                    language: country.languages[0])
                do {
                    _ = try await store.record(
                        .consented(consent), id: EntryID(uuid: Cast.uuid(&chance)), to: line.number, as: member.actor,
                        at: now.after(days: -1), today: country.today(now))
                    agreed += 1
                } catch is Refusal { continue } catch StoreFault.notFound { continue }
            }
        }
    }
}
