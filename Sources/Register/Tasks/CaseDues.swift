import OrderedCollections

/// What waits in a case: computed from what happened and from what the country decided, never stored.
extension CaseFacts {
    package func dues(by practice: Practice) -> [Due] {
        guard status == .open else { return [] }
        let childhood = Childhood(answers, by: practice)
        var all: Answers?
        var dues = practice.deadlines.compactMap { rule -> Due? in
            guard let start = latest(of: rule.after) else { return nil }
            if rule.when.fields.isEmpty { return due(by: rule, since: start, Answers(), practice) }
            if rule.when.fields.contains(where: { $0 != Practice.isChild }), all == nil { all = everything }
            var known = all ?? Answers()
            // The day it starts is the day asked about: what was due stays due whenever it is computed again.
            let isChild = childhood.holds(on: practice.calendar.day(of: start.at))
            known[Practice.isChild] = .text(isChild ? "yes" : "no")
            return due(by: rule, since: start, known, practice)
        }
        let calendar = practice.calendar
        for task in tasks where task.done == nil {
            dues.append(plain(.task(task.id), 8, calendar.end(of: task.request.due), "tasks", task.request.assignee))
        }
        for referral in referrals where referral.status == .sent {
            let at = referral.request.due
            dues.append(
                Due(
                    what: .referral(referral.id), stage: 4, at: at, duty: .worker, assignee: nil, act: "referrals/\(referral.id)",
                    supervisorFrom: at, coordinatorFrom: calendar.end(of: .workingDays(1), from: at)))
        }
        if let last = screenings.last, let again = last.screening.again, decisions.isEmpty {
            dues.append(plain(.rescreening, 3, calendar.end(of: again), "screenings"))
        }
        if let recovery, recovery.isRunning { dues.append(plain(.recovery, 6, calendar.end(of: recovery.planned), "recovery")) }
        for (form, keeping) in practice.records {
            guard let field = keeping.due, let last = records.last(where: { $0.form == form }),
                let day = last.answers[field]?.text.flatMap({ Day($0) }), day.month != nil
            else { continue }
            dues.append(plain(.appointment(last.id, form), keeping.stage, calendar.end(of: day), "records/\(form)"))
        }
        return dues.sorted { $0.at == $1.at ? $0.key < $1.key : $0.at < $1.at }
    }

    private func latest(of names: [String]) -> CaseFile.Milestone? {
        var latest: CaseFile.Milestone?
        for name in names {
            if let one = milestones[name]?.last, one.sequence > latest?.sequence ?? 0 { latest = one }
        }
        return latest
    }

    private func plain(_ what: Due.What, _ stage: Int, _ at: Moment, _ act: String, _ assignee: AccountID? = nil) -> Due {
        Due(
            what: what, stage: stage, at: at, duty: .worker, assignee: assignee, act: act, supervisorFrom: at.after(hours: 24),
            coordinatorFrom: nil)
    }

    private func due(by rule: Deadline, since start: CaseFile.Milestone, _ known: Answers, _ practice: Practice) -> Due? {
        guard rule.when.holds(for: known) else { return nil }
        let met = rule.until.reduce(0) { $0 + (milestones[$1]?.filter { $0.sequence > start.sequence }.count ?? 0) }
        guard met < rule.count else { return nil }
        let at = practice.calendar.end(of: rule.within, from: start.at)
        let later = rule.escalates.map { practice.calendar.end(of: $0, from: at) }
        return Due(
            what: .rule(rule.id), stage: rule.stage, at: at, duty: rule.duty, assignee: delegates[rule.id], act: rule.act,
            supervisorFrom: later.first, coordinatorFrom: later.dropFirst().first)
    }

    /// Everything that is known, the latest of each.
    private var everything: Answers {
        var all = Answers()
        for form in answers.keys.sorted() { if let each = answers[form] { all.merge(each) } }
        for record in records { all.merge(record.answers) }
        return all
    }

    /// Whether the person is under 18 on a day, or is treated so because nobody can be sure.
    package func isChild(by practice: Practice, on day: Day) -> Bool { Childhood(answers, by: practice).holds(on: day) }
}

/// What a case says of the person's age.
private struct Childhood {
    private let birth: Day?
    private let isInBand: Bool

    init(_ answers: [FormID: Answers], by practice: Practice) {
        let all = answers.values
        birth = practice.birth.flatMap { field in all.compactMap { $0[field]?.text }.compactMap { Day($0) }.first }
        isInBand = practice.childBands.contains { field, codes in all.contains { $0[field]?.text.map(codes.contains) ?? false } }
    }

    func holds(on day: Day) -> Bool { birth.map { $0.years(until: day) < 18 } ?? isInBand }
}

extension Day {
    /// Full years from this day to a later one. Of a year alone, the fewest it can be.
    package func years(until later: Day) -> Int {
        let (month, day) = (month ?? 12, day ?? 31)
        let isBefore = (later.month ?? 1, later.day ?? 1) < (month, day)
        return later.year - year - (isBefore ? 1 : 0)
    }
}
