/// Separation of duties, walls and the clock of retention.
extension CaseFile {
    func acceptTrust(_ action: CaseAction, under permit: Permit, by practice: Practice, at now: Moment) throws(Refusal) {
        switch action {
        case .exceptionReviewed(let id, _):
            guard let referral = referral(id), referral.request.exception != nil, !referral.isReviewed else {
                throw Refusal("noSuchReferral")
            }
        case .attached(let attachment, let answers):
            guard attachment.compartments.isSubset(of: permit.opens) else { throw Refusal("notPermitted") }
            guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
        case .handedOver(let id, let answers):
            guard attachments.contains(where: { $0.id == id }) else { throw Refusal("noSuchAttachment") }
            guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
        case .linked(let link):
            guard link.number != number else { throw Refusal("ownCase") }
            guard !links.contains(link) else { throw Refusal("alreadyLinked") }
        case .unlinked(let other):
            guard links.contains(where: { $0.to == other }) else { throw Refusal("notLinked") }
        case .glassBroken(let glass, let answers):
            guard glass.until > now, glass.until <= now.after(hours: practice.glassHours) else { throw Refusal("glassTooLong") }
            guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
        case .glassReviewed(let id, _, _):
            guard let broken = broken.first(where: { $0.id == id }), broken.isJustified == nil else { throw Refusal("noSuchGlass") }
            guard broken.by != permit.actor.account else { throw Refusal("ownGlass") }
        case .excluded(let exclusion):
            guard !excluded.contains(exclusion) else { throw Refusal("alreadyExcluded") }
            guard exclusion != .agency(owner) else { throw Refusal("excludesOwner") }
            guard !exclusion.bars(permit.actor) else { throw Refusal("excludesSelf") }
        case .readmitted(let exclusion):
            guard excluded.contains(exclusion) else { throw Refusal("notExcluded") }
        case .held: if isHeld { throw Refusal("alreadyHeld") }
        case .released: if !isHeld { throw Refusal("notHeld") }
        case .erasureAsked(let erasure, let answers):
            guard status == .closed else { throw Refusal("notClosed") }
            guard erasureAsked == nil else { throw Refusal("erasureAlreadyAsked") }
            try acceptDestruction(erasure, by: practice, at: now)
            if erasure == .wish, answers[.text] == nil { throw Refusal("reasonNeeded") }
        case .erasureRefused(let answers):
            guard erasureAsked != nil else { throw Refusal("erasureNotAsked") }
            guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
        case .closureAsked:
            guard closureAsked == nil else { throw Refusal("closureAlreadyAsked") }
            try acceptNothingOpen()
        case .closureRefused(let answers):
            guard closureAsked != nil else { throw Refusal("closureNotAsked") }
            guard answers[.text] != nil else { throw Refusal("reasonNeeded") }
        case .closed(let reason, _):
            try acceptNothingOpen()
            guard practice.closureNeedsApproval else { return }
            guard let closureAsked else { throw Refusal("closureNotAsked") }
            guard closureAsked.by != permit.actor.account else { throw Refusal("ownClosure") }
            guard closureAsked.reason == reason else { throw Refusal("otherClosure") }
        default: break
        }
    }

    private func acceptNothingOpen() throws(Refusal) {
        let waiting = referrals.filter(\.isOpen).count
        guard waiting == 0 else { throw Refusal("openReferrals", ["count": String(waiting)]) }
    }

    /// Says nothing when somebody may agree that everything is destroyed: another than who asked, and nothing that keeps it.
    package func acceptErasure(under permit: Permit, by practice: Practice, at now: Moment) throws(Refusal) {
        guard permit.may.contains(.approve) else { throw Refusal("notPermitted") }
        guard let erasureAsked else { throw Refusal("erasureNotAsked") }
        guard erasureAsked.by != permit.actor.account else { throw Refusal("ownErasure") }
        try acceptDestruction(erasureAsked.erasure, by: practice, at: now)
    }

    private func acceptDestruction(_ erasure: Erasure, by practice: Practice, at now: Moment) throws(Refusal) {
        guard status == .closed else { throw Refusal("notClosed") }
        guard !isHeld else { throw Refusal("isHeld") }
        guard erasure == .retention else { return }
        guard let day = destroyFrom(by: practice) else { throw Refusal("keptForever") }
        guard practice.calendar.day(of: now) >= day else { throw Refusal("keptUntil", ["date": day.description]) }
    }

    /// The day from which the case is to be destroyed, nil while it is open or nobody decided how long it is kept.
    package func destroyFrom(by practice: Practice) -> Day? {
        guard let closed, let years = practice.retention(of: closureReason) else { return nil }
        let day = practice.calendar.day(of: closed)
        return Day(year: day.year + years, month: day.month, day: day.day) ?? day.adding(days: years * 365)
    }
}
