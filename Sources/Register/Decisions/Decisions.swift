extension Decision {
    /// A decision, that it was told, and that somebody asks for it to be looked at again.
    package enum Act: ActOfCase {
        /// `form` holds the coded status that follows from the decision.
        case decided(Decision, form: FormID)
        case notified(EntryID, Notice)
        case reviewAsked(EntryID)

        package var word: String {
            switch self {
            case .decided(let decision, _): decision.grounds == .reasonable ? "decidedReasonable" : "decidedConclusive"
            case .notified: "notified"
            case .reviewAsked: "reviewAsked"
            }
        }

        package var ability: Ability {
            switch self {
            case .decided(let decision, _): decision.grounds == .reasonable ? .decideReasonable : .decideConclusive
            case .notified: .notify
            case .reviewAsked: .askReview
            }
        }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            switch self {
            case .decided(let decision, _): try file.accept(decision, answers, now)
            case .notified(let id, let notice):
                guard let decided = file.decision(id) else { throw Refusal("noSuchDecision") }
                guard notice.on <= now.today, notice.on >= decided.decision.on else { throw Refusal("noticeDay") }
                if notice.to == .person, file.isChild(by: now.practice, on: now.today) { throw Refusal("notifyGuardian") }
            case .reviewAsked(let id):
                guard let decided = file.decision(id), decided.stands else { throw Refusal("noSuchDecision") }
                guard decided.reviewAsked == nil else { throw Refusal("reviewAlreadyAsked") }
                try answers.acceptReason()
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            switch self {
            case .decided(let decision, let form): file.decide(decision, form, entry)
            case .notified(let id, let notice): file.change(id) { $0.notices.append(notice) }
            case .reviewAsked(let id): file.change(id) { $0.reviewAsked = entry.stamp.at }
            }
        }

        package var asSent: Self {
            guard case .decided(let decision, let form) = self else { return self }
            let undated = Decision(
                grounds: decision.grounds, isPositive: decision.isPositive, standard: decision.standard, on: .epoch,
                reviews: decision.reviews)
            return .decided(undated, form: form)
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension CaseFile {
    /// Different people decide: first, finally, and when a decision is reviewed.
    fileprivate func accept(_ decision: Decision, _ answers: Answers, _ now: Circumstances) throws(Refusal) {
        guard decision.on <= now.today else { throw Refusal("decisionInFuture") }
        try answers.acceptReason()
        if let reviewed = decision.reviews {
            guard let before = self.decision(reviewed), before.stands, before.decision.grounds == decision.grounds else {
                throw Refusal("noSuchDecision")
            }
            guard before.reviewAsked != nil else { throw Refusal("reviewNotAsked") }
            guard before.by != now.actor.account else { throw Refusal("sameDecider") }
        } else if standing(decision.grounds) != nil {
            throw Refusal("alreadyDecidedCase")
        }
        switch decision.grounds {
        case .reasonable:
            guard !screenings.isEmpty else { throw Refusal("noScreening") }
        case .conclusive:
            guard let first = standing(.reasonable), first.decision.isPositive else { throw Refusal("noReasonableGrounds") }
            guard first.by != now.actor.account else { throw Refusal("sameDecider") }
            let earliest = first.decision.on.adding(days: now.practice.conclusiveAfterDays)
            guard now.today >= earliest || recovery?.isRunning == false else {
                throw Refusal("tooEarly", ["date": earliest.description])
            }
        }
    }

    fileprivate mutating func change(_ id: EntryID, _ body: (inout Decided) -> Void) {
        if let index = decisions.firstIndex(where: { $0.id == id }) { body(&decisions[index]) }
    }

    /// The status that the standard knows follows the decision; a positive first one begins the recovery period.
    fileprivate mutating func decide(_ decision: Decision, _ form: FormID, _ entry: Entry<CaseAction>) {
        let (answers, stamp) = (entry.action.answers, entry.stamp)
        self.answers[form, default: Answers()].merge(answers.filter { $0 != .text })
        decisions.append(
            Decided(
                id: entry.id, decision: decision, by: stamp.author, agency: stamp.agency, reasons: answers.filter { $0 == .text }))
        if let reviewed = decision.reviews { change(reviewed) { $0.reviewedBy = entry.id } }
        let name = "decided.\(decision.grounds.rawValue)"
        reach(name, stamp.at)
        reach("\(name).\(decision.isPositive ? "positive" : "negative")", stamp.at)
        guard decision.grounds == .reasonable else { return }
        if decision.isPositive, let days = decision.recoveryDays, recovery?.isRunning != true {
            recovery = Recovery(start: decision.on, planned: decision.on.adding(days: days))
        }
    }
}

extension CaseFacts {
    package func decision(_ id: EntryID) -> Decided? { decisions.first { $0.id == id } }

    /// The decision of a kind that stands.
    package func standing(_ grounds: Decision.Grounds) -> Decided? {
        decisions.last { $0.decision.grounds == grounds && $0.stands }
    }
}

extension Answers {
    /// What needs a reason in words has one.
    func acceptReason() throws(Refusal) { if self[.text] == nil { throw Refusal("reasonNeeded") } }
}

extension CaseAction {
    package static func decided(_ decision: Decision, form: FormID, answers: Answers) -> CaseAction {
        CaseAction(.decision(.decided(decision, form: form)), answers)
    }
    package static func notified(_ id: EntryID, _ notice: Notice) -> CaseAction { CaseAction(.decision(.notified(id, notice))) }
    package static func reviewAsked(_ id: EntryID, answers: Answers) -> CaseAction {
        CaseAction(.decision(.reviewAsked(id)), answers)
    }
}
