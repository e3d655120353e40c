/// What the stages of the journey ask for before an act.
extension CaseFile {
    func acceptJourney(
        _ action: CaseAction, under permit: Permit, by practice: Practice, on today: Day, at now: Moment
    ) throws(Refusal) {
        switch action {
        case .came: if origin != nil { throw Refusal("alreadyCame") }
        case .screened(let screening, _): try acceptScreening(screening, practice, today)
        case .recorded(let form, let about, let answers):
            try acceptRecord(form, permit, practice)
            if let about, record(about) == nil { throw Refusal("noSuchRecord") }
            if let dated = practice.records[form]?.dated, let day = answers[dated]?.text.flatMap({ Day($0) }), day > today {
                throw Refusal("recordInFuture")
            }
        case .amended(let id, _):
            guard let record = record(id) else { throw Refusal("noSuchRecord") }
            try acceptRecord(record.form, permit, practice)
        case .decided(let decision, _, let answers): try accept(decision, answers, permit, practice, today)
        case .notified(let id, let notice):
            guard let decided = decision(id) else { throw Refusal("noSuchDecision") }
            guard notice.on <= today, notice.on >= decided.decision.on else { throw Refusal("noticeDay") }
            if notice.to == .person, isChild(by: practice, on: today) { throw Refusal("notifyGuardian") }
        case .reviewAsked(let id, let answers):
            guard let decided = decision(id), decided.stands else { throw Refusal("noSuchDecision") }
            guard decided.reviewAsked == nil else { throw Refusal("reviewAlreadyAsked") }
            guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
        case .recoveryExtended(let until, let answers):
            guard let recovery, recovery.isRunning else { throw Refusal("noRecovery") }
            guard until > recovery.planned else { throw Refusal("notLonger") }
            guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
        case .recoveryEnded(let day, let answers):
            guard let recovery, recovery.isRunning else { throw Refusal("noRecovery") }
            guard day >= recovery.start, day <= today else { throw Refusal("recoveryDay") }
            if day < recovery.planned, answers[.text] == nil { throw Refusal("wishNeeded") }
        case .tasked(let request, let answers):
            guard request.due >= today else { throw Refusal("taskInPast") }
            if let about = request.about {
                guard let record = record(about), practice.records[record.form]?.takesTasks == true else {
                    throw Refusal("noSuchRecord")
                }
                guard permit.opens.contains(practice.records[record.form]?.compartment ?? .investigation) else {
                    throw Refusal("notPermitted")
                }
            }
            guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
            if let assignee = request.assignee { try acceptHand(assignee) }
        case .taskDone(let id):
            guard tasks.contains(where: { $0.id == id && $0.done == nil }) else { throw Refusal("noSuchTask") }
        case .delegated(let rule, let account):
            guard practice.deadlines.contains(where: { $0.id == rule }) else { throw Refusal("noSuchTask") }
            try acceptHand(account)
        default: try acceptTrust(action, under: permit, by: practice, at: now)
        }
    }

    private func acceptRecord(_ form: FormID, _ permit: Permit, _ practice: Practice) throws(Refusal) {
        guard let keeping = practice.records[form] else { throw Refusal("noSuchRecord") }
        guard permit.opens.contains(keeping.compartment) else { throw Refusal("notPermitted") }
    }

    private func acceptScreening(_ screening: Screening, _ practice: Practice, _ today: Day) throws(Refusal) {
        guard practice.conclusionsToAskAgain.contains(screening.conclusion) else { return }
        guard let again = screening.again else { throw Refusal("againNeeded") }
        guard again > today else { throw Refusal("againInPast") }
    }

    /// Different people decide: first, finally, and when a decision is reviewed.
    private func accept(
        _ decision: Decision, _ answers: Answers, _ permit: Permit, _ practice: Practice, _ today: Day
    ) throws(Refusal) {
        guard decision.on <= today else { throw Refusal("decisionInFuture") }
        guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
        if let reviewed = decision.reviews {
            guard let before = self.decision(reviewed), before.stands, before.decision.grounds == decision.grounds else {
                throw Refusal("noSuchDecision")
            }
            guard before.reviewAsked != nil else { throw Refusal("reviewNotAsked") }
            guard before.by != permit.actor.account else { throw Refusal("sameDecider") }
        } else if standing(decision.grounds) != nil {
            throw Refusal("alreadyDecidedCase")
        }
        switch decision.grounds {
        case .reasonable:
            guard !screenings.isEmpty else { throw Refusal("noScreening") }
        case .conclusive:
            guard let first = standing(.reasonable), first.decision.isPositive else { throw Refusal("noReasonableGrounds") }
            guard first.by != permit.actor.account else { throw Refusal("sameDecider") }
            let earliest = first.decision.on.adding(days: practice.conclusiveAfterDays)
            guard today >= earliest || recovery?.isRunning == false else {
                throw Refusal("tooEarly", ["date": earliest.description])
            }
        }
    }
}
