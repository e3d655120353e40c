/// What is allowed when: the one table of status and action, then one rule for each action that has more to say.
extension CaseFile {
    package static func isAllowed(_ ability: Ability, when status: Status) -> Bool {
        switch (status, ability) {
        case (.absent, .open): true
        case (.absent, _), (_, .open): false
        case (.open, .reopen): false
        case (.open, _): true
        case (.closed, .reopen), (.closed, .consent), (.closed, .note), (.closed, .read), (.closed, .looks), (.closed, .history),
            (.closed, .link), (.closed, .exclude), (.closed, .hold), (.closed, .erase), (.closed, .breakGlass), (.closed, .approve),
            (.closed, .notify), (.closed, .askReview):
            true
        case (.closed, _): false
        }
    }

    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(
        _ action: CaseAction, under permit: Permit, by practice: Practice = Practice(), on today: Day, at now: Moment
    ) throws(Refusal) {
        guard permit.may.contains(action.ability) else { throw Refusal("notPermitted") }
        guard CaseFile.isAllowed(action.ability, when: status) else { throw Refusal("notNow", ["status": status.rawValue]) }
        switch action {
        case .consented(let consent, let answers):
            guard consent.given <= today else { throw Refusal("consentInFuture") }
            if isChild(by: practice, on: today), consent.by != .guardian, answers?[.text] == nil { throw Refusal("guardianNeeded") }
        case .consentWithdrawn(let id):
            guard agreements.contains(where: { $0.id == id && $0.withdrawn == nil }) else { throw Refusal("noSuchConsent") }
        case .referred(let request, _): try acceptReferral(request, on: today)
        case .referralDecided(let id, _):
            guard let referral = referral(id), referral.to == permit.actor.agency else { throw Refusal("noSuchReferral") }
            guard referral.status == .sent else { throw Refusal("alreadyDecided", ["status": referral.status.rawValue]) }
        case .referralWithdrawn(let id):
            guard let referral = referral(id), referral.isOpen else { throw Refusal("noSuchReferral") }
        case .referralExpired(let id):
            guard let referral = referral(id), referral.status == .sent else { throw Refusal("noSuchReferral") }
            guard referral.isOverdue(at: now) else { throw Refusal("notOverdue") }
        case .referralCompleted(let id):
            guard let referral = referral(id), referral.status == .accepted else { throw Refusal("noSuchReferral") }
            guard referral.to == permit.actor.agency || owner == permit.actor.agency else { throw Refusal("notPermitted") }
        case .served(let log, _):
            guard log.on <= today else { throw Refusal("serviceInFuture") }
        case .transferred(let agency):
            guard agency != owner else { throw Refusal("alreadyOwner") }
            guard !excluded.contains(.agency(agency)) else { throw Refusal("keptOut") }
        case .assigned(let account): try acceptHand(account)
        case .opened, .answered, .noted, .reopened: break
        default: try acceptJourney(action, under: permit, by: practice, on: today, at: now)
        }
    }

    /// Nothing is given to somebody who is kept out: they could not even find it.
    func acceptHand(_ account: AccountID) throws(Refusal) {
        guard !excluded.contains(.worker(account)) else { throw Refusal("workerKeptOut") }
    }

    private func acceptReferral(_ request: Referral.Request, on today: Day) throws(Refusal) {
        guard request.to != owner else { throw Refusal("ownAgency") }
        guard !excluded.contains(.agency(request.to)) else { throw Refusal("keptOut") }
        guard !referrals.contains(where: { $0.isOpen && $0.to == request.to && $0.request.service == request.service }) else {
            throw Refusal("alreadyReferred")
        }
        guard request.exception != nil || hasConsent(toReferTo: request.to, on: today) else { throw Refusal("noConsent") }
    }
}
