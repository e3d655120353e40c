package import Register

/// What became of calls and reports, as counts only.
package struct CallChain: Sendable, Equatable {
    package let calls: Told
    package let triaged: Told
    /// People whose case came of a call and who were screened then or later, and those found to be trafficked.
    package let screened: Told
    package let found: Told
}

/// What became of the calls of a wave. What is told in one place does not tell what is hidden in another.
package struct WaveChains: Sendable, Equatable {
    /// All calls of the whole days of the wave, and those that named a channel like one of its channels, without any code.
    package let all: CallChain
    package let alike: CallChain
    /// The calls that brought a code of the wave from its first day until today, together and code by code.
    package let brought: CallChain
    package let codes: [(code: Campaign.Code, chain: CallChain)]

    package static func == (a: WaveChains, b: WaveChains) -> Bool {
        a.all == b.all && a.alike == b.alike && a.brought == b.brought && a.codes.elementsEqual(b.codes, by: ==)
    }
}

extension Store {
    /// Shape: cases are read by the program for a count and by nobody, so no look is recorded; small counts are not told.
    /// Errors: `StoreFault.notFound` for whoever may not read campaigns.
    package func chains(of wave: Campaign.Wave, in campaign: Campaign, on today: Day, as actor: Actor) throws -> WaveChains {
        guard mayReadCampaigns(actor) else { throw StoreFault.notFound }
        let terms = policy.practice.campaigns
        let start = wave.from.number
        let rows = try callRows(on: start..<max(start, today.number + 1))
        let during = rows.filter { $0.call.day < min(wave.until.number + 1, today.number) }
        let codes = campaign.codes(of: wave)
        let all = try count(during)
        let alike = try count(during.filter { campaign.isLike(wave, $0.call, by: terms) })
        let each = try codes.map { code in try count(rows.filter { $0.call.code == code.code }) }
        let brought = try count(rows.filter { row in codes.contains { $0.code == row.call.code } })
        let telling = Telling(limit: terms.fewer)
        return WaveChains(
            all: telling.chain(all, exactCalls: true), alike: telling.chain(alike, outOf: all),
            brought: telling.chain(brought, outOfCalls: rows.count),
            codes: Array(zip(codes, telling.chains(each, of: brought))))
    }

    private func callRows(on days: Range<Int>) throws -> [CaseView.CallRow] {
        // A report is destroyed only after somebody looked at it.
        try live.view.calls(on: days)
            + goneCalls(on: days).map { .init(call: $0, at: Moment(seconds: 0), isTriaged: true, cases: [], incidents: []) }
    }

    private func count(_ rows: [CaseView.CallRow]) throws -> Telling.Counts {
        let terms = policy.practice.campaigns
        var people: [ChronicleID: Moment] = [:]
        for row in rows {
            var own = try row.cases.compactMap { try live.view.chronicle(ofNumber: $0) }
            for number in row.incidents {
                guard let id = try live.view.chronicle(ofIncident: number) else { continue }
                own += try whole([id]) { try load($0) as Known<Incident> }.flatMap { $0.chronicle.people.map(\.chronicle) }
            }
            for person in own { people[person] = min(people[person] ?? row.at, row.at) }
        }
        var counts = Telling.Counts(calls: rows.count, triaged: rows.count(where: \.isTriaged))
        for (person, at) in people {
            guard let file = try fileIfThere(person)?.chronicle else { continue }
            if file.screenings.contains(where: { $0.at >= at }) { counts.screened += 1 }
            if terms.isIdentified(file, since: at) { counts.found += 1 }
        }
        return counts
    }
}
