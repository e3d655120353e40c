/// The records of a campaign as what they are for.
extension Campaign {
    /// Days in which something is said, by some channels.
    package struct Wave: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let name: String
        package let from: Day
        package let until: Day
        package let channels: [String]

        package func isOn(_ day: Day) -> Bool { from <= day && day <= until }
    }

    package struct Material: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let name: String
        package let version: String
        package let isChecked: Bool
        /// A test of it as it is now says that it may not go out.
        package let isBlocked: Bool
        package let tests: Int
        package let testedWith: Int
        package let printed: Int
        package let sent: Int
        package let left: Int

        /// More went out than was ever printed: a number is wrong, or one is missing.
        package var isShort: Bool { sent > printed }
    }

    package struct Activity: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let wave: EntryID?
        package let name: String
        package let on: Day?
        package let channel: String
        package let places: [String]
        package let language: String
        package let partner: String
        package let cost: Money?

        /// Whether its day lies outside the days of its wave.
        package func isLate(for wave: Wave) -> Bool { on.map { !wave.isOn($0) } ?? false }
        /// Whether its wave does not speak by its channel.
        package func isElsewhere(than wave: Wave) -> Bool { !wave.channels.contains(channel) }
    }

    /// Shape: contacts count a person each time; `unique` counts each once, and is nil where nobody knows.
    package struct Reach: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let wave: EntryID?
        package let channel: String
        package let method: String
        package let source: String
        package let contacts: Int
        package let unique: Int?
        package let places: [String]
        package let audience: [Group]

        /// People of one sex and age band. Shape: empty for what was not said.
        package struct Group: Sendable, Equatable {
            package let sex: String
            package let age: String
            package let count: Int
        }
    }

    package struct Round: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let name: String
        package let from: Day
        package let method: String
        package let sample: String
        /// Whether those asked were drawn by lot: else nothing says how far off a share may be.
        package let isByLot: Bool
        package let responses: [Answers]
    }

    package func name(by terms: CampaignTerms) -> String { answers.text(.name, terms) ?? number }
    package func budget(by terms: CampaignTerms) -> Money? {
        answers.text(.budget, terms).flatMap { Money($0, digits: terms.digits) }
    }

    package func parts(_ kind: CampaignTerms.Kind, by terms: CampaignTerms) -> [Part] {
        parts.filter { terms.kinds[$0.form] == kind }
    }

    /// The waves in the order of their days.
    package func waves(by terms: CampaignTerms) -> [Wave] {
        parts(.wave, by: terms).compactMap { wave($0, terms) }.sorted { ($0.from, $0.until, $0.id) < ($1.from, $1.until, $1.id) }
    }

    func wave(_ id: EntryID, by terms: CampaignTerms) -> Wave? {
        part(id).flatMap { terms.kinds[$0.form] == .wave ? wave($0, terms) : nil }
    }

    private func wave(_ part: Part, _ terms: CampaignTerms) -> Wave? {
        guard let from = part.answers.day(.from, terms) else { return nil }
        // One that was recorded when waves had no limit ends with it.
        let until = min(part.answers.day(.until, terms) ?? from, from.adding(days: Campaign.longestWave - 1))
        return Wave(
            id: part.id, name: part.answers.text(.waveName, terms) ?? "", from: from, until: max(from, until),
            channels: part.answers.codes(.channels, terms))
    }

    package func materials(by terms: CampaignTerms) -> [Material] {
        let tests = Dictionary(grouping: parts(.test, by: terms)) { $0.about }
        let stock = Dictionary(grouping: parts(.stock, by: terms)) { $0.about }
        return parts(.material, by: terms).map { part in
            let sum = { (parts: [Part]?, meaning: CampaignTerms.Meaning) in
                Bounded.sum((parts ?? []).map { $0.answers.whole(meaning, terms) ?? 0 })
            }
            return Material(
                id: part.id, name: part.answers.text(.material, terms) ?? "", version: part.answers.text(.version, terms) ?? "",
                isChecked: isChecked(part.id, by: terms), isBlocked: isBlocked(part.id, by: terms),
                tests: tests[part.id]?.count ?? 0,
                testedWith: sum(tests[part.id], .people), printed: sum(stock[part.id], .printed), sent: sum(stock[part.id], .sent),
                left: sum(stock[part.id], .left))
        }
    }

    /// The activities in the order of their days.
    package func activities(by terms: CampaignTerms) -> [Activity] {
        parts(.activity, by: terms).map { part in
            let answers = part.answers
            return Activity(
                id: part.id, wave: part.about, name: answers.text(.activity, terms) ?? "", on: answers.day(.on, terms),
                channel: answers.text(.channel, terms) ?? "", places: answers.codes(.places, terms),
                language: answers.text(.language, terms) ?? "", partner: answers.text(.partner, terms) ?? "",
                cost: answers.text(.cost, terms).flatMap { Money($0, digits: terms.digits) })
        }.sorted { ($0.on ?? .epoch, $0.id) < ($1.on ?? .epoch, $1.id) }
    }

    package func reach(by terms: CampaignTerms) -> [Reach] {
        parts(.reach, by: terms).map { part in
            let answers = part.answers
            return Reach(
                id: part.id, wave: part.about, channel: answers.text(.reachChannel, terms) ?? "",
                method: answers.text(.method, terms) ?? "", source: answers.text(.source, terms) ?? "",
                contacts: answers.whole(.contacts, terms) ?? 0, unique: answers.whole(.unique, terms),
                places: answers.codes(.reachPlaces, terms), audience: answers.audience(terms))
        }
    }

    /// The rounds in the order of their days.
    package func rounds(by terms: CampaignTerms) -> [Round] {
        parts(.round, by: terms).map { part in
            let sample = part.answers.text(.sample, terms) ?? ""
            return Round(
                id: part.id, name: part.answers.text(.round, terms) ?? "", from: part.answers.day(.opens, terms) ?? .epoch,
                method: part.answers.text(.roundMethod, terms) ?? "", sample: sample, isByLot: terms.lots.contains(sample),
                responses: (responses[part.id] ?? []).map(\.answers))
        }.sorted { ($0.from, $0.id) < ($1.from, $1.id) }
    }

    package func spent(by terms: CampaignTerms) -> Money {
        activities(by: terms).compactMap(\.cost).reduce(Money(minor: 0), +)
    }
}
