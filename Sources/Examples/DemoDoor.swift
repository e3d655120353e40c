import OrderedCollections
package import Pack
package import Register
package import Store

/// Fictional reports by the public door: one that the team answered, so that its code can be tried, and two that wait.
package enum DemoDoor {
    private static let said = [
        "Two women work in a house near ours. They never go out, and a man carries their papers.",
        "I saw many men sleep in one room behind the shop. They look tired and afraid.",
        "My friend was promised work in a hotel. Now she cannot leave, and nobody pays her.",
    ]

    /// Gives the code of the one that was answered. Nil for a country without a public door.
    @discardableResult
    package static func fill(
        _ store: Store, of country: Country, staff: [Cast.Member], now: Moment
    ) async throws -> ReplyCode? {
        guard let door = country.door, let triager = triager(country, staff) else { return nil }
        var first: (code: ReplyCode, pass: ReplyPass)?
        for (index, text) in said.enumerated() {
            let at = Moment(seconds: now.seconds - (said.count - index) * 20 * 3600)
            guard let what = door.report.form.fields.first(where: { $0.kind == .long })?.id else { return nil }
            let answers = Answers([what: .text(text)])
            let received = try Received(
                seed: Store.token(),
                answers: door.report.report(of: answers, urgencyField: country.urgency, campaign: ""),
                urgency: door.report.urgency(of: answers), channel: door.channel, form: door.report.form.id,
                language: country.languages[0])
            let code = try store.replyCode(for: received)
            let key = try store.replyKey(for: code.digits)
            try store.receive(received, under: key, at: at, today: country.today(at))
            if index == 0, let pass = try store.pass(under: key, at: now) { first = (code, pass) }
        }
        guard let first, let number = try store.concerns(as: triager).lines.filter(\.isPublic).map(\.number).min() else {
            return nil
        }
        func say(_ text: String) -> Answers { Answers([.text: .text(text)]) }
        try await store.record(
            .answered(answers: say("Thank you. Are there children in the house?")), id: .made(at: now), toConcern: number,
            as: triager, at: Moment(seconds: now.seconds - 30 * 3600))
        if let reading = door.standings.dropFirst().first?.code {
            try await store.record(.marked(standing: reading), id: .made(at: now), toConcern: number, as: triager, at: now)
        }
        try await store.write(say("I do not know. I hear a small child at night."), id: .made(at: now), with: first.pass, at: now)
        return first.code
    }

    private static func triager(_ country: Country, _ staff: [Cast.Member]) -> Actor? {
        staff.first { member in country.roles.contains { $0.code == member.grant.role && $0.duties.contains(.triage) } }?.actor
    }
}
