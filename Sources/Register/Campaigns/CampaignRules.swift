/// What may happen to a campaign, and when.
extension Campaign {
    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(_ action: Action, duties: Set<Duty>, by terms: CampaignTerms) throws(Refusal) {
        guard duties.contains(.campaign) else { throw Refusal("notPermitted") }
        if case .planned(_, let answers) = action {
            guard status == .absent else { throw Refusal("alreadyPlanned") }
            return try checkMoney(answers, [.budget], terms)
        }
        guard status != .absent else { throw Refusal("notPermitted") }
        if case .resumed = action {
            guard status == .ended else { throw Refusal("campaignRuns") }
            return
        }
        guard status == .running else { throw Refusal("campaignEnded") }
        switch action {
        case .planned, .ended, .resumed: break
        case .replanned(let answers): try checkMoney(answers, [.budget], terms)
        case .recorded(let form, let about, let answers):
            guard let kind = terms.kinds[form], kind != .plan, kind != .answer else { throw Refusal("noSuchRecord") }
            try checkParent(of: form, about, terms)
            try check(kind, about, answers, terms)
        case .changed(let id, let answers):
            guard let part = part(id), let kind = terms.kinds[part.form] else { throw Refusal("noSuchRecord") }
            var merged = part.answers
            merged.merge(answers)
            try check(kind, part.about, merged, terms)
        case .coded(let wave, let channel, let code):
            guard self.wave(wave, by: terms)?.channels.contains(channel) == true, !code.isEmpty,
                !codes.contains(where: { $0.wave == wave && $0.channel == channel })
            else { throw Refusal("noSuchRecord") }
        case .responded(let round, let answers):
            guard let part = part(round), terms.kinds[part.form] == .round else { throw Refusal("noSuchRecord") }
            guard !answers.isEmpty else { throw Refusal("emptyResponse") }
        case .attached(_, let about, _):
            if let about, part(about) == nil { throw Refusal("noSuchRecord") }
        }
    }

    private func checkParent(of form: FormID, _ about: EntryID?, _ terms: CampaignTerms) throws(Refusal) {
        guard let kind = terms.parents[form] else { return }
        guard let about, let parent = part(about), terms.kinds[parent.form] == kind else { throw Refusal("belongsNowhere") }
    }

    private func check(
        _ kind: CampaignTerms.Kind, _ about: EntryID?, _ answers: Answers, _ terms: CampaignTerms
    ) throws(Refusal) {
        switch kind {
        case .wave: try checkDays(answers, .from, .until, terms)
        case .round: try checkDays(answers, .opens, .closes, terms)
        case .activity: try checkMoney(answers, [.cost], terms)
        case .stock:
            // What was printed may wait; what could do harm does not go out.
            guard answers.whole(.sent, terms) ?? 0 > 0 else { return }
            guard let about, isChecked(about, by: terms) else { throw Refusal("notChecked") }
        case .reach:
            if let unique = answers.whole(.unique, terms), let contacts = answers.whole(.contacts, terms), unique > contacts {
                throw Refusal("uniqueOverContacts")
            }
        case .plan, .material, .test, .check, .answer: break
        }
    }

    private func checkDays(
        _ answers: Answers, _ from: CampaignTerms.Meaning, _ until: CampaignTerms.Meaning, _ terms: CampaignTerms
    ) throws(Refusal) {
        guard let first = answers.day(from, terms), !first.isYearOnly else { throw Refusal("wholeDay") }
        guard let last = answers.day(until, terms) else { return }
        guard !last.isYearOnly else { throw Refusal("wholeDay") }
        guard first <= last else { throw Refusal("endsBefore") }
    }

    private func checkMoney(_ answers: Answers, _ meanings: [CampaignTerms.Meaning], _ terms: CampaignTerms) throws(Refusal) {
        for meaning in meanings {
            guard let text = terms[meaning].flatMap({ answers[$0]?.text }) else { continue }
            if Money(text, digits: terms.digits) == nil { throw Refusal("notMoney") }
        }
    }

    /// Whether a check of a material found no harm in it as it is now: what was changed since must be looked at again.
    package func isChecked(_ material: EntryID, by terms: CampaignTerms) -> Bool {
        guard let changed = part(material)?.sequence else { return false }
        let last = parts.filter { terms.kinds[$0.form] == .check && $0.about == material }.max { $0.sequence < $1.sequence }
        guard let last, last.sequence > changed else { return false }
        return terms.must.allSatisfy { last.answers[$0]?.text == "yes" }
    }
}

extension Answers {
    func day(_ meaning: CampaignTerms.Meaning, _ terms: CampaignTerms) -> Day? { text(meaning, terms).flatMap { Day($0) } }

    func whole(_ meaning: CampaignTerms.Meaning, _ terms: CampaignTerms) -> Int? {
        text(meaning, terms).flatMap(Double.init).flatMap { $0 >= 0 && $0 < 1e12 ? Int($0) : nil }
    }

    func text(_ meaning: CampaignTerms.Meaning, _ terms: CampaignTerms) -> String? { terms[meaning].flatMap { self[$0]?.text } }
    func codes(_ meaning: CampaignTerms.Meaning, _ terms: CampaignTerms) -> [String] {
        terms[meaning].flatMap { self[$0]?.all } ?? []
    }
}
