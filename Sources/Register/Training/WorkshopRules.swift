/// Who may do what with a workshop, and when.
extension Workshop {
    /// In which part somebody acts.
    package enum Hand: Sendable, Equatable {
        case trainer
        /// Puts people of one agency on the list.
        case nominator(AgencyCode)
        /// Somebody who came through the door, or with the link of one who did.
        case participant
        /// A participant who sends a paper that they began while its test was open.
        case sitter(begun: Moment, now: Moment)
    }

    /// In which part an actor acts. Nil: for them it does not exist.
    package static func hand(of actor: Actor, holding role: Role) -> Hand? {
        if role.duties.contains(.train) { return .trainer }
        return role.grants[.agency]?.may.contains(.approve) == true ? .nominator(actor.agency) : nil
    }

    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(_ action: Action, by hand: Hand, on today: Day) throws(Refusal) {
        guard action.isFor(hand) else { throw Refusal("notPermitted") }
        guard condensed == nil else { throw Refusal("workshopForgotten") }
        switch action {
        case .planned(_, _, let plan):
            guard status == .absent else { throw Refusal("workshopThere") }
            try plan.check()
        case .replanned(let plan):
            try stillPlanned()
            try plan.check()
            let dropped = Set(self.plan?.halfDays ?? []).subtracting(plan.halfDays)
            guard participants.allSatisfy({ dropped.isDisjoint(with: $0.marks.keys) }) else { throw Refusal("daysMarked") }
        case .cancelled(let text):
            try stillPlanned()
            guard !text.isEmpty else { throw Refusal("reasonNeeded") }
            guard !participants.contains(where: \.cameAtAll) else { throw Refusal("workshopBegan") }
        case .invited, .opened: try stillPlanned()
        case .enlisted(let entrants, _): try acceptList(entrants, by: hand)
        case .joined(let entrant, let half):
            try acceptCome(half)
            try acceptList([entrant], by: hand)
        case .came(let id, let half):
            try known(id)
            try acceptCome(half)
        case .corrected(let id, let person):
            try known(id)
            guard !person.name.isEmpty else { throw Refusal("nobodyEnlisted") }
        case .left(let id): try acceptLeave(id, by: hand)
        case .marked(let marks):
            guard status == .planned || status == .held else { throw Refusal("workshopOver") }
            for mark in marks {
                try known(mark.participant)
                guard plan?.halfDays.contains(mark.half) == true, mark.half.day <= today else { throw Refusal("notThatDay") }
            }
        case .closed:
            try stillPlanned()
            guard let first = firstDay, first <= today else { throw Refusal("workshopToCome") }
        case .reopened:
            guard status == .held else { throw Refusal("workshopNotClosed") }
            guard issued.isEmpty else { throw Refusal("certificatesThere") }
        case .sat(let id, let sitting, let paper): try acceptPaper(of: id, sitting, paper, by: hand, on: today)
        case .rated(let id, let answers): try acceptRating(of: id, answers)
        case .followedUp(let id, let months, let answers): try acceptFollowUp(of: id, after: months, answers, today)
        case .issued(let issues): try accept(issues)
        case .revoked(let serial, let day, let text): try acceptRevoking(serial, on: day, text, today)
        case .replaced(let serial, let issue, let text): try acceptReplacing(serial, by: issue, text, today)
        case .showsName(let id, _): try acceptShowingName(of: id)
        case .linked(let id, let account): try acceptLink(id, to: account)
        // Only the end of its time makes one, and never in a workshop that is there.
        case .condensed: throw Refusal("notPermitted")
        }
    }

    private func stillPlanned() throws(Refusal) { guard status == .planned else { throw Refusal("workshopOver") } }

    private func known(_ id: EntryID) throws(Refusal) {
        guard participant(id) != nil else { throw Refusal("noSuchParticipant") }
    }

    private func acceptCome(_ half: HalfDay) throws(Refusal) {
        try stillPlanned()
        guard plan?.days.contains(half.day) == true else { throw Refusal("notToday") }
    }

    private func acceptList(_ entrants: [Participant.Entrant], by hand: Hand) throws(Refusal) {
        // A sheet that was signed on paper may be entered after the end.
        if hand != .trainer || status != .held { try stillPlanned() }
        guard !entrants.isEmpty, entrants.allSatisfy({ !$0.person.name.isEmpty }) else { throw Refusal("nobodyEnlisted") }
        guard participants.count + entrants.count <= Workshop.mostPeople else {
            throw Refusal("tooManyEnlisted", ["limit": String(Workshop.mostPeople)])
        }
        if case .nominator(let agency) = hand {
            guard entrants.allSatisfy({ $0.person.agency == agency }) else { throw Refusal("notPermitted") }
        }
    }

    private func acceptLeave(_ id: EntryID, by hand: Hand) throws(Refusal) {
        if hand != .trainer || status != .held { try stillPlanned() }
        guard let participant = participant(id), !participant.hasLeft else { throw Refusal("noSuchParticipant") }
        if case .nominator(let agency) = hand, participant.person.agency != agency { throw Refusal("noSuchParticipant") }
        guard !participant.cameAtAll else { throw Refusal("alreadyCameToIt") }
    }

    private func acceptPaper(
        of id: EntryID, _ sitting: TestPaper.Sitting, _ paper: TestPaper, by hand: Hand, on today: Day
    ) throws(Refusal) {
        guard let participant = participant(id) else { throw Refusal("noSuchParticipant") }
        guard takesPapers(sitting, by: hand), paper.test == plan?.terms.test, !paper.test.isEmpty else {
            throw Refusal("testNotOpen")
        }
        guard let first = firstDay, first <= today else { throw Refusal("workshopToCome") }
        guard participant.papers[sitting] == nil else { throw Refusal(hand == .trainer ? "paperThere" : "alreadyAnswered") }
    }

    /// A participant while the test is open, or soon after when they began before it was shut; a trainer from paper, also after the
    /// end.
    private func takesPapers(_ sitting: TestPaper.Sitting, by hand: Hand) -> Bool {
        guard status == .planned || status == .held else { return false }
        switch hand {
        case .trainer: return true
        case .participant: return open == sitting
        case .sitter(let begun, let now):
            guard open != sitting else { return true }
            return shut[sitting].map { begun <= $0 && now.seconds - $0.seconds <= Workshop.graceSeconds } ?? false
        case .nominator: return false
        }
    }

    private func acceptRating(of id: EntryID, _ answers: Answers) throws(Refusal) {
        guard let participant = participant(id) else { throw Refusal("noSuchParticipant") }
        guard open == .after || status == .held else { throw Refusal("testNotOpen") }
        guard participant.rating == nil else { throw Refusal("alreadyAnswered") }
        guard !answers.isEmpty else { throw Refusal("nothingAnswered") }
    }

    private func acceptFollowUp(of id: EntryID, after months: Int, _ answers: Answers, _ today: Day) throws(Refusal) {
        guard let participant = participant(id) else { throw Refusal("noSuchParticipant") }
        guard followUpsTaken(of: participant, on: today).contains(months) else { throw Refusal("alreadyAnswered") }
        guard !answers.isEmpty else { throw Refusal("nothingAnswered") }
    }
}

extension Workshop.Action {
    fileprivate func isFor(_ hand: Workshop.Hand) -> Bool {
        switch (self, hand) {
        case (.joined, .participant), (.came, .participant): true
        case (.joined, _), (.came, _): false
        case (.sat, .participant), (.sat, .sitter), (.sat, .trainer): true
        case (.sat, _), (.rated, _), (.followedUp, _), (.showsName, _), (.linked, _): hand == .participant
        case (.enlisted(_, let way), .nominator): way == .nominated
        case (.left, .nominator): true
        case (_, .trainer): true
        case (_, .nominator), (_, .participant), (_, .sitter): false
        }
    }
}

extension Workshop.Plan {
    fileprivate func check() throws(Refusal) {
        guard !days.isEmpty, days.allSatisfy({ !$0.isYearOnly }), Set(days).count == days.count, days.count <= 60 else {
            throw Refusal("workshopDays")
        }
        guard (1...Workshop.mostPeople).contains(capacity) else {
            throw Refusal("workshopCapacity", ["limit": String(Workshop.mostPeople)])
        }
        guard isOnline || !place.isEmpty else { throw Refusal("workshopPlace") }
        guard (cents ?? 0) >= 0 else { throw Refusal("workshopCost") }
    }
}
