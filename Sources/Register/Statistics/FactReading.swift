/// What each chronicle says for statistics.
extension CaseFile {
    /// The person, and each service, referral and record of their case.
    ///
    /// - Parameter reported: the day of the report that the case came from.
    package func facts(by terms: StatisticsTerms, _ practice: Practice, reported: Day? = nil) -> [Fact] {
        guard status != .absent, !terms.isEmpty else { return [] }
        let day = { (moment: Moment) in practice.calendar.day(of: moment) }
        var person = Answers()
        for form in answers.keys.sorted() { person.merge(answers[form] ?? Answers()) }
        person.set(.status, status.rawValue)
        func row(_ unit: CountedUnit, _ agency: AgencyCode, _ own: Answers, at day: Day, _ aspects: [CountedAspect: String])
            -> Fact?
        {
            var answers = person
            answers.merge(own)
            answers.set(.agency, agency.rawValue)
            for (aspect, text) in aspects { answers.set(aspect, text) }
            return Fact(unit, answers, at: day, by: terms)
        }
        var facts: [Fact] = []
        if !terms.populations(of: .person).isEmpty {
            var whole = person
            whole.set(.agency, owner.rawValue)
            whole.set(.closure, closureReason)
            whole.set(.conclusion, screenings.last?.screening.conclusion)
            let events = { (name: String) in name == "reported" ? reported : self.milestones[name]?.first.map { day($0.at) } }
            if let fact = Fact(.person, whole, at: day(opened), events: events, by: terms) { facts.append(fact) }
        }
        if !terms.populations(of: .service).isEmpty {
            facts += services.compactMap { service in
                let log = service.log
                let outcome = log.outcome ?? .given
                var own = service.answers
                own.set(.cents, log.cents.map(String.init))
                own.set(.nights, log.nights.map(String.init))
                return row(.service, service.by, own, at: log.on, [.service: log.service.rawValue, .outcome: outcome.rawValue])
            }
        }
        if !terms.populations(of: .referral).isEmpty {
            facts += referrals.compactMap { referral in
                row(
                    .referral, referral.from, Answers(), at: day(referral.sent),
                    [
                        .service: referral.request.service.rawValue, .target: referral.to.rawValue,
                        .outcome: referral.status.rawValue,
                    ])
            }
        }
        if !terms.populations(of: .record).isEmpty {
            facts += records.compactMap { record in
                let dated = practice.records[record.form]?.dated.flatMap { record.answers[$0]?.text }.flatMap { Day($0) }
                return row(.record, record.agency, record.answers, at: dated ?? day(record.at), [.form: record.form.rawValue])
            }
        }
        return facts
    }
}

extension Concern {
    package func facts(by terms: StatisticsTerms, _ practice: Practice) -> [Fact] {
        guard status != .absent, !terms.populations(of: .concern).isEmpty else { return [] }
        var answers = answers
        answers.set(.agency, agency.rawValue)
        answers.set(.channel, lineage?.channel ?? practice.reportSource.flatMap { answers[$0]?.text })
        answers.set(.urgency, urgency)
        answers.set(.outcome, outcome)
        answers.set(.status, status.rawValue)
        return [Fact(.concern, answers, at: practice.calendar.day(of: reported), by: terms)].compactMap(\.self)
    }
}

extension Incident {
    package func facts(by terms: StatisticsTerms, _ practice: Practice) -> [Fact] {
        guard isThere, !terms.populations(of: .incident).isEmpty else { return [] }
        var answers = answers
        answers.set(.agency, agency.rawValue)
        answers.set(.people, String(people.count))
        return [Fact(.incident, answers, at: practice.calendar.day(of: opened), by: terms)].compactMap(\.self)
    }
}

extension Workshop {
    /// The workshop, and everybody on its list.
    package func facts(by terms: StatisticsTerms) -> [Fact] {
        guard let plan, let last = plan.days.max() else { return [] }
        var whole = Answers()
        whole.set(.status, status.rawValue)
        whole.set(.way, plan.isOnline ? "online" : "room")
        whole.set(.cents, plan.cents.map(String.init))
        var facts = [Fact(.workshop, whole, at: last, by: terms)].compactMap(\.self)
        guard !terms.populations(of: .participant).isEmpty, status == .held else { return facts }
        let certified = Set(issued.filter { $0.revoked == nil }.map(\.issue.participant))
        facts += participants.compactMap { participant in
            var answers = Answers()
            answers.set(.agency, participant.person.agency.rawValue)
            answers.set(.post, participant.person.post)
            answers.set(.group, participant.person.group)
            answers.set(.sex, participant.person.sex)
            answers.set(.attended, participant.cameAtAll ? "yes" : "no")
            answers.set(.certified, certified.contains(participant.id) ? "yes" : "no")
            return Fact(.participant, answers, at: last, by: terms)
        }
        return facts
    }
}

extension Campaign {
    package func facts(by terms: StatisticsTerms, _ practice: Practice) -> [Fact] {
        guard status != .absent, !terms.populations(of: .activity).isEmpty else { return [] }
        return parts.compactMap { part in
            var answers = part.answers
            answers.set(.agency, agency.rawValue)
            answers.set(.form, part.form.rawValue)
            return Fact(.activity, answers, at: practice.calendar.day(of: part.at), by: terms)
        }
    }
}

extension Answers {
    fileprivate mutating func set(_ aspect: CountedAspect, _ text: String?) { self[aspect.field] = text.map { .text($0) } }
}
