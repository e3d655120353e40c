package import Pack
package import Register
package import Store

/// Fills a store with a fictional year.
package enum DemoCountry {
    /// Everyone's password in the demo.
    package static let password = "fictional people only"

    /// Shape: the same seed gives the same cases. Gives how many actions were recorded.
    @discardableResult
    package static func fill(
        _ store: Store, of country: Country, staff: [Cast.Member], cases: Int, seed: UInt64, now: Moment
    ) async throws -> Int {
        var life = Life(country: country, staff: staff, seed: seed)
        var recorded = 0
        for index in 0..<cases {
            var moment = Moment(seconds: now.seconds - (cases - index) * (330 * 86_400 / max(cases, 1)) - 86_400)
            let today = { country.today($0) }
            let number = try await store.open(
                form: country.opening.id, answers: life.answers(to: country.opening), id: life.entry(), prefix: country.casePrefix,
                as: life.opener(), at: moment, today: today(moment))
            recorded += 1
            for _ in 0..<(3 + life.below(9)) {
                moment = min(moment.after(hours: 2 + life.below(60)), now)
                guard let file = try store.peek(number) else { break }
                let (action, actor) = life.next(after: file, on: today(moment), at: moment)
                do {
                    _ = try await store.record(action, id: life.entry(), to: number, as: actor, at: moment, today: today(moment))
                    recorded += 1
                } catch is Refusal { continue } catch StoreFault.notFound { continue }
            }
            recorded += try await settle(number, store, of: country, &life, at: now)
        }
        return recorded
    }

    /// What was asked long ago has had its answer, or was ended: a work list of real life holds weeks, not a year.
    private static func settle(
        _ number: String, _ store: Store, of country: Country, _ life: inout Life, at now: Moment
    ) async throws -> Int {
        let recently = Moment(seconds: now.seconds - (5 + life.below(16)) * 86_400)
        guard let file = try store.peek(number) else { return 0 }
        var recorded = 0
        for referral in file.referrals where referral.isOverdue(at: recently) {
            guard let (action, actor) = life.answer(to: referral, of: file) else { continue }
            let today = country.today(recently)
            do {
                _ = try await store.record(action, id: life.entry(), to: number, as: actor, at: recently, today: today)
                recorded += 1
            } catch is Refusal { continue } catch StoreFault.notFound { continue }
        }
        return recorded
    }
}
