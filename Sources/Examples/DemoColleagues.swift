package import Pack
package import Register
package import Store

/// Fictional workers of two agencies who cannot sign in: enough of them that trained and untrained ones can be compared.
package struct DemoColleagues: Sendable {
    package let workers: [Cast.Member]
    /// Who asks that a case of an agency be closed, and who agrees.
    let heads: [AgencyCode: (asks: Cast.Member, agrees: Cast.Member)]

    /// Empty for a country without a role that opens cases, screens and refers.
    package init(of country: Country, seed: UInt64) {
        var chance = Chance(seed: seed ^ 0xC011)
        func member(_ name: String, _ agency: AgencyCode, _ role: RoleCode) -> Cast.Member {
            let called = chance.one(of: Cast.givenNames) + " " + chance.one(of: Cast.familyNames)
            let grant = Account.Grant(name: called, signIn: name, agency: agency, role: role)
            return Cast.Member(account: AccountID(uuid: Cast.uuid(&chance)), grant: grant)
        }
        let fitting = country.roles.filter { role in
            role.grants[.none]?.may.contains(.open) == true
                && role.grants[.assigned]?.may.isSuperset(of: [.screen, .refer]) == true
        }
        let agencies = [1, 3].filter(country.agencies.indices.contains).map { country.agencies[$0].code }
        guard let role = (fitting.last { $0.grants[.agency] == nil } ?? fitting.first)?.code else {
            (workers, heads) = ([], [:])
            return
        }
        workers = (0..<14).map { index in member("colleague-\(index + 1)", agencies[index / 2 % agencies.count], role) }
        let head = country.roles.first { $0.grants[.agency]?.may.contains(.close) == true }?.code
        heads = agencies.reduce(into: [:]) { heads, agency in
            if let head { heads[agency] = (member("head-of-\(agency)", agency, head), member("second-of-\(agency)", agency, head)) }
        }
    }

    package var everybody: [Cast.Member] {
        workers + heads.sorted { $0.key < $1.key }.flatMap { [$0.value.asks, $0.value.agrees] }
    }

    /// A year of opening a case, screening and closing it; whoever was trained does so more often from then on. Gives how many screenings.
    @discardableResult
    package func work(_ store: Store, of country: Country, seed: UInt64, now: Moment) async throws -> Int {
        guard let instrument = country.instruments.first else { return 0 }
        var life = Life(country: country, staff: everybody, seed: seed ^ 0xC012)
        var recorded = 0
        for worker in workers {
            let trainedOn = try store.certificates(of: worker.account).map(\.issued).min()
            var at = Moment(seconds: now.seconds - (300 + life.below(60)) * 86_400)
            func goOn() -> Bool {
                let isTrained = trainedOn.map { $0 < country.today(at) } ?? false
                at = Moment(seconds: at.seconds + (isTrained ? 20 + life.below(40) : 60 + life.below(140)) * 86_400)
                return at.after(hours: 24 * 12) < now
            }
            while goOn() {
                if try await screen(at, worker, with: instrument, store, country, &life) { recorded += 1 }
            }
        }
        return recorded
    }

    private func screen(
        _ at: Moment, _ worker: Cast.Member, with instrument: Instrument, _ store: Store, _ country: Country, _ life: inout Life
    ) async throws -> Bool {
        let number = try await store.open(
            form: country.opening.id, answers: life.answers(to: country.opening), id: life.entry(), prefix: country.casePrefix,
            as: worker.actor, at: at, today: country.today(at))
        func record(_ action: CaseAction, by member: Cast.Member, hours: Int) async throws -> Bool {
            let moment = at.after(hours: hours)
            do {
                _ = try await store.record(
                    action, id: life.entry(), to: number, as: member.actor, at: moment, today: country.today(moment))
                return true
            } catch is Refusal { return false } catch StoreFault.notFound { return false }
        }
        let screening = Screening(
            instrument: instrument.id, version: instrument.version, suggestion: "inconclusive", conclusion: "not-now",
            again: country.today(at.after(hours: 24 * 90)))
        let isScreened = try await record(.screened(screening, answers: Answers()), by: worker, hours: 26)
        if let (asks, agrees) = heads[worker.grant.agency], let reason = country.closureReasons.first?.code {
            _ = try await record(.closureAsked(reason: reason, answers: Answers()), by: asks, hours: 24 * 9)
            _ = try await record(.closed(reason: reason, answers: Answers()), by: agrees, hours: 24 * 10)
        }
        return isScreened
    }
}
