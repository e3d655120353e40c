/// What may happen to a campaign, and when.
extension Campaign {
    /// How long a wave or a round may last, so that what is drawn of it has an end. Units: days.
    package static let longestWave = 731

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
        // Somebody who can be recognised is taken out at any time.
        if case .fileWithdrawn(let id, let answers) = action { return try checkFile(id, answers) }
        guard status == .running else { throw Refusal("campaignEnded") }
        switch action {
        case .planned, .ended, .resumed, .fileWithdrawn: break
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
        case .responded(let round, let answers, let sheet):
            guard let part = part(round), terms.kinds[part.form] == .round else { throw Refusal("noSuchRecord") }
            guard !answers.isEmpty else { throw Refusal("emptyResponse") }
            if sheets.contains(where: { $0.id == sheet && $0.round == round && $0.isWithdrawn }) { throw Refusal("sheetIsOut") }
        case .sheetWithdrawn(let round, let sheet):
            guard sheets.contains(where: { $0.id == sheet && $0.round == round && !$0.isWithdrawn }) else {
                throw Refusal("sheetIsOut")
            }
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
        case .stock: try checkStock(of: about, answers, terms)
        case .reach:
            guard let contacts = answers.whole(.contacts, terms) else { return }
            if let unique = answers.whole(.unique, terms), unique > contacts { throw Refusal("uniqueOverContacts") }
            if answers.audience(terms).reduce(0, { $0 + $1.count }) > contacts { throw Refusal("audienceOverContacts") }
        case .plan, .material, .test, .check, .answer: break
        }
    }

    /// What was printed may wait; what could do harm does not go out.
    private func checkStock(of about: EntryID?, _ answers: Answers, _ terms: CampaignTerms) throws(Refusal) {
        let sent = answers.whole(.sent, terms) ?? 0
        let most = sent > 0 ? sent : answers.whole(.printed, terms) ?? .max
        if answers.whole(.left, terms) ?? 0 > most { throw Refusal("leftOverSent") }
        guard sent > 0 else { return }
        guard let about else { throw Refusal("notChecked") }
        guard !isBlocked(about, by: terms) else { throw Refusal("testedBadly") }
        guard isChecked(about, by: terms) else { throw Refusal("notChecked") }
    }

    private func checkFile(_ id: EntryID, _ answers: Answers) throws(Refusal) {
        guard evidence.contains(where: { $0.id == id && $0.withdrawn == nil }) else { throw Refusal("noSuchAttachment") }
        guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
    }

    private func checkDays(
        _ answers: Answers, _ from: CampaignTerms.Meaning, _ until: CampaignTerms.Meaning, _ terms: CampaignTerms
    ) throws(Refusal) {
        guard let first = answers.day(from, terms), !first.isYearOnly else { throw Refusal("wholeDay") }
        guard let last = answers.day(until, terms) else { return }
        guard !last.isYearOnly else { throw Refusal("wholeDay") }
        guard first <= last else { throw Refusal("endsBefore") }
        guard last.number - first.number < Campaign.longestWave else {
            throw Refusal("waveTooLong", ["limit": String(Campaign.longestWave)])
        }
    }

    private func checkMoney(_ answers: Answers, _ meanings: [CampaignTerms.Meaning], _ terms: CampaignTerms) throws(Refusal) {
        for meaning in meanings {
            guard let text = terms[meaning].flatMap({ answers[$0]?.text }) else { continue }
            if Money(text, digits: terms.digits) == nil { throw Refusal("notMoney") }
        }
    }

    /// Whether a check of a material found no harm in it as it is now: what was changed since must be looked at again.
    package func isChecked(_ material: EntryID, by terms: CampaignTerms) -> Bool {
        guard let last = last(.check, of: material, terms) else { return false }
        return terms.must.allSatisfy { last.answers[$0]?.text == "yes" }
    }

    /// Whether the last test of a material as it is now ended so that it may not go out: until it is changed or tested again.
    package func isBlocked(_ material: EntryID, by terms: CampaignTerms) -> Bool {
        last(.test, of: material, terms)?.answers.text(.result, terms).map(terms.blocks.contains) ?? false
    }

    /// The last record of a kind about a material as it is now.
    private func last(_ kind: CampaignTerms.Kind, of material: EntryID, _ terms: CampaignTerms) -> Part? {
        guard let changed = part(material)?.sequence else { return nil }
        return parts.filter { terms.kinds[$0.form] == kind && $0.about == material && $0.sequence > changed }
            .max { $0.sequence < $1.sequence }
    }
}
