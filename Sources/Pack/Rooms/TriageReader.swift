import Register

/// Reads how reports of concern are triaged: how long one may wait, and whose they are.
struct TriageReader {
    let concern: Form?
    let urgency: FieldID?
    /// The answers to the question by which way a report came, none where it is not asked.
    let ways: [Choice]
    /// The way of the public door, whose reports no agency took: without a desk nobody would see them.
    let channel: String?
    let agencies: [Country.Agency]

    static let keys: KeyValuePairs<String, Shape> = [
        "triage": .pairs(.span), "triageScope": .word(["desk", "country"], "scope"), "triageDesks": .pairs(.names),
        "reportRetentionDays": .pairs(.count),
    ]

    private var isKnown: Set<Section> { Section.questions.union([.door]) }

    /// Urgencies of the question of the report.
    func triage(_ pack: Yaml, _ faults: inout Faults) -> [String: Span] {
        let field = urgency.flatMap { concern?[$0] }
        return pack.pairs("triage").reduce(into: [:]) { triage, pair in
            if let field {
                faults.check(pair.key, among: field.choices.map(\.code), "no answer to \"\(field.id)\"", of: isKnown)
            }
            triage[pair.key.word] = Span(pair.value.word)
        }
    }

    func desks(_ pack: Yaml, _ faults: inout Faults) -> TriageDesks {
        var terms = TriageDesks()
        terms.isEverywhere = pack.word("triageScope") == "country"
        for (way, desks) in pack.pairs("triageDesks") {
            check(way, &faults)
            if desks.list.isEmpty { faults.add(desks, "write the agencies in brackets") }
            for desk in desks.list {
                faults.check(desk, among: agencies.map(\.code.rawValue), "no agency of agencies.csv", of: [.agencies])
            }
            terms.named[way.word == "other" ? nil : way.word] = Set(desks.list.map { AgencyCode($0.word) })
        }
        if let channel, !terms.isEverywhere, terms.desks(of: channel).isEmpty {
            faults.add(
                pack["triageDesks"] ?? pack,
                "nobody would see reports from the public: name a desk for \"\(channel)\", or triageScope: country",
                of: isKnown.union([.pack]))
        }
        return terms
    }

    /// Days for which a report is kept, by the way it came.
    func retention(_ pack: Yaml, _ faults: inout Faults) -> [String?: Int] {
        pack.pairs("reportRetentionDays").reduce(into: [:]) { days, pair in
            check(pair.key, &faults)
            days[pair.key.word == "other" ? nil : pair.key.word] = pair.value.whole
        }
    }

    private func check(_ way: Yaml, _ faults: inout Faults) {
        let known = ways.map(\.code) + [channel].compactMap(\.self) + ["other"]
        faults.check(way, among: known, "no way by which a report comes, nor \"other\"", of: isKnown)
    }
}
