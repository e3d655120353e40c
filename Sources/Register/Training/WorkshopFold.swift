/// What each entry makes of a workshop.
extension Workshop {
    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .planned(let number, let keys, let plan):
            self.number = number
            self.keys = keys
            self.plan = plan
            planner = entry.stamp.author
            status = .planned
        case .replanned(let plan): self.plan = plan
        case .cancelled(let text):
            status = .cancelled
            why = text
            shutTest(at: entry.stamp.at)
        case .invited(let invitations): self.invitations = invitations
        case .enlisted(let entrants, let way): for entrant in entrants { add(entrant, way) }
        case .joined(let entrant, let half):
            add(entrant, .joined)
            come(entrant.id, half)
            arrivals[entry.id] = entrant.id
        case .came(let id, let half):
            come(id, half)
            arrivals[entry.id] = id
        case .corrected(let id, let person): change(id) { $0.person = person }
        case .left(let id): change(id) { $0.hasLeft = true }
        case .opened(let sitting):
            if open != sitting { shutTest(at: entry.stamp.at) }
            open = sitting
        case .marked(let marks): for mark in marks { change(mark.participant) { $0.marks[mark.half] = mark.attendance } }
        case .sat(let id, let sitting, let paper): change(id) { $0.papers[sitting] = paper }
        case .rated(let id, let answers): change(id) { $0.rating = answers }
        case .followedUp(let id, let months, let answers):
            change(id) { $0.followUps.append(Participant.FollowUp(months: months, answers: answers)) }
        case .closed:
            status = .held
            shutTest(at: entry.stamp.at)
        case .reopened: status = .planned
        case .condensed(let remains): take(remains, on: entry.stamp.at)
        case .issued(let issues): issued += issues.map { Issued(issue: $0) }
        case .revoked(let serial, let day, let text): revoke(serial, day, text)
        case .replaced(let serial, let issue, let text):
            revoke(serial, issue.on, text)
            issued.append(Issued(issue: issue))
        case .linked(let id, let account): change(id) { $0.person.account = account }
        case .showsName(let id, let isShown): change(id) { $0.showsName = isShown }
        }
    }

    private mutating func shutTest(at moment: Moment) {
        if let open { shut[open] = moment }
        open = nil
    }

    private mutating func add(_ entrant: Participant.Entrant, _ way: Participant.Way) {
        guard participant(entrant.id) == nil else { return }
        participants.append(Participant(entrant, index: participants.count + 1, way: way))
    }

    /// Whoever comes is there for the rest of that day; the trainer changes who leaves early.
    private mutating func come(_ id: EntryID, _ half: HalfDay) {
        let thatDay = (plan?.halfDays ?? []).filter { $0.day == half.day }
        let rest = thatDay.filter { $0 >= half }
        change(id) { participant in
            participant.hasLeft = false
            for each in rest.isEmpty ? Array(thatDay.suffix(1)) : rest where participant.marks[each]?.isThere != true {
                participant.marks[each] = .present
            }
        }
    }

    private mutating func revoke(_ serial: String, _ day: Day, _ text: String) {
        guard let index = issued.firstIndex(where: { $0.issue.serial == serial }) else { return }
        issued[index].revoked = day
        issued[index].reason = text
    }

    private mutating func change(_ id: EntryID, _ change: (inout Participant) -> Void) {
        guard let index = participants.firstIndex(where: { $0.id == id }) else { return }
        change(&participants[index])
    }
}

/// What follows from it.
extension Workshop {
    package func participant(_ id: EntryID) -> Participant? { participants.first { $0.id == id } }
    package var active: [Participant] { participants.filter { !$0.hasLeft } }
    package var firstDay: Day? { plan?.days.min() }
    package var lastDay: Day? { plan?.days.max() }

    /// Units: per cent of the half-days.
    package func attendance(of participant: Participant) -> Int {
        let halves = plan?.halfDays ?? []
        guard !halves.isEmpty else { return 0 }
        return 100 * halves.count { participant.marks[$0]?.isThere == true } / halves.count
    }

    /// Whether they were there long enough and, where the course has a test, know enough.
    package func isPassed(_ participant: Participant) -> Bool {
        guard let terms = plan?.terms, participant.cameAtAll, attendance(of: participant) >= terms.attendance else { return false }
        guard !terms.test.isEmpty else { return true }
        return participant.papers[.after]?.score.map { $0 >= Double(terms.passMark) } ?? false
    }

    /// After how many months somebody is asked now: the last questions only, since those before ask the same.
    package func followUpsDue(of participant: Participant, on day: Day) -> [Int] {
        // Answers are taken only after the last that were given, so the last of those taken is the last reached.
        Array(followUpsTaken(of: participant, on: day).suffix(1))
    }

    /// After how many months answers are taken: earlier ones too, of somebody who began them before the later were asked.
    package func followUpsTaken(of participant: Participant, on day: Day) -> [Int] {
        guard status == .held, participant.cameAtAll else { return [] }
        let answered = participant.followUps.map(\.months).max() ?? 0
        return Workshop.followUpMonths.filter { $0 > answered && isReached($0, on: day) }
    }

    private func isReached(_ months: Int, on day: Day) -> Bool { lastDay.map { $0.adding(months: months) <= day } ?? false }

    /// Who came and lacks a paper of a test that the course has.
    package func lacking(_ sitting: TestPaper.Sitting) -> [Participant] {
        guard plan?.terms.test.isEmpty == false else { return [] }
        return active.filter { $0.cameAtAll && $0.papers[sitting] == nil }
    }
}
