package import Pack
package import Register
package import Store

extension DemoTraining {
    /// A few screenings of open cases, by those who were trained more often. Gives how many.
    @discardableResult
    package static func screen(
        _ store: Store, of country: Country, staff: [Cast.Member], seed: UInt64, now: Moment
    ) async throws -> Int {
        guard let instrument = country.instruments.first else { return 0 }
        var chance = Chance(seed: seed ^ 0x5C2E)
        var recorded = 0
        for member in staff {
            let mine = try store.cases(as: member.actor, status: .open, size: 8).lines.filter(\.isMine)
            let isTrained = try !store.certificates(of: member.account).isEmpty
            for line in mine.prefix(isTrained ? 4 : 2) {
                let at = Moment(seconds: now.seconds - (2 + chance.below(150)) * 86_400)
                let screening = Screening(
                    instrument: instrument.id, version: instrument.version, suggestion: "indicated", conclusion: "possible",
                    again: nil)
                do {
                    _ = try await store.record(
                        .screened(screening, answers: Answers()), id: entry(&chance), to: line.number, as: member.actor, at: at,
                        today: country.today(at))
                    recorded += 1
                } catch is Refusal { continue } catch StoreFault.notFound { continue }
            }
        }
        return recorded
    }
}
