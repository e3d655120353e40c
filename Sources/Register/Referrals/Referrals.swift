extension Referral {
    /// What happens to a request: it is sent, answered, taken back, fulfilled, or nobody answers; and one without consent is looked at.
    package enum Act: ActOfCase {
        case sent(Request)
        case decided(EntryID, Decision)
        case withdrawn(EntryID)
        case completed(EntryID)
        case expired(EntryID)
        case exceptionReviewed(EntryID)

        package var word: String {
            switch self {
            case .sent: "referred"
            case .decided(_, .accepted): "referralAccepted"
            case .decided(_, .declined): "referralDeclined"
            case .withdrawn: "referralWithdrawn"
            case .completed: "referralCompleted"
            case .expired: "referralExpired"
            case .exceptionReviewed: "exceptionReviewed"
            }
        }

        package var ability: Ability {
            switch self {
            case .sent: .refer
            case .decided: .decide
            case .withdrawn, .expired: .withdrawReferral
            case .completed: .complete
            case .exceptionReviewed: .approve
            }
        }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            let agency = now.actor.agency
            switch self {
            case .sent(let request): try file.accept(request, on: now.today)
            case .decided(let id, _):
                guard let referral = file.referral(id), referral.to == agency else { throw Refusal("noSuchReferral") }
                guard referral.status == .sent else { throw Refusal("alreadyDecided", ["status": referral.status.rawValue]) }
            case .withdrawn(let id):
                guard let referral = file.referral(id), referral.isOpen else { throw Refusal("noSuchReferral") }
            case .completed(let id):
                guard let referral = file.referral(id), referral.status == .accepted else { throw Refusal("noSuchReferral") }
                guard referral.to == agency || file.owner == agency else { throw Refusal("notPermitted") }
            case .expired(let id):
                guard let referral = file.referral(id), referral.status == .sent else { throw Refusal("noSuchReferral") }
                guard referral.isOverdue(at: now.now) else { throw Refusal("notOverdue") }
            case .exceptionReviewed(let id):
                guard let referral = file.referral(id), referral.request.exception != nil, !referral.isReviewed else {
                    throw Refusal("noSuchReferral")
                }
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            let stamp = entry.stamp
            switch self {
            case .sent(let request):
                file.referrals.append(
                    Referral(
                        id: entry.id, request: request, from: stamp.agency, by: stamp.author, sent: stamp.at,
                        message: entry.action.answers, status: .sent))
                if request.exception != nil { file.reach("exception", stamp.at) }
            case .decided(let id, .accepted): file.settle(id, .accepted)
            case .decided(let id, .declined(let reason)): file.settle(id, .declined, reason)
            case .withdrawn(let id): file.settle(id, .withdrawn)
            case .completed(let id): file.settle(id, .completed)
            case .expired(let id): file.settle(id, .expired)
            case .exceptionReviewed(let id): file.change(id) { $0.isReviewed = true }
            }
        }

        package var asSent: Self {
            guard case .sent(let request) = self else { return self }
            return .sent(
                Request(
                    service: request.service, to: request.to, packet: request.packet, due: Moment(seconds: 0),
                    exception: request.exception, provider: request.provider))
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }

        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool {
            switch self {
            case .sent(let request): request.to == agency
            case .decided, .withdrawn, .completed, .expired, .exceptionReviewed: false
            }
        }
    }
}

extension CaseFile {
    fileprivate func accept(_ request: Referral.Request, on today: Day) throws(Refusal) {
        guard request.to != owner else { throw Refusal("ownAgency") }
        guard !excluded.contains(.agency(request.to)) else { throw Refusal("keptOut") }
        guard !referrals.contains(where: { $0.isOpen && $0.to == request.to && $0.request.service == request.service }) else {
            throw Refusal("alreadyReferred")
        }
        guard request.exception != nil || hasConsent(toReferTo: request.to, on: today) else { throw Refusal("noConsent") }
    }

    mutating func settle(_ id: EntryID, _ status: Referral.Status, _ reason: String? = nil) {
        change(id) {
            $0.status = status
            $0.reason = reason
        }
    }

    fileprivate mutating func change(_ id: EntryID, _ body: (inout Referral) -> Void) {
        if let index = referrals.firstIndex(where: { $0.id == id }) { body(&referrals[index]) }
    }
}

extension CaseFacts {
    package func referral(_ id: EntryID) -> Referral? { referrals.first { $0.id == id } }
}

extension CaseAction {
    package static func referred(_ request: Referral.Request, answers: Answers) -> CaseAction {
        CaseAction(.referral(.sent(request)), answers)
    }
    package static func referralDecided(_ id: EntryID, _ decision: Referral.Decision) -> CaseAction {
        CaseAction(.referral(.decided(id, decision)))
    }
    package static func referralWithdrawn(_ id: EntryID) -> CaseAction { CaseAction(.referral(.withdrawn(id))) }
    package static func referralCompleted(_ id: EntryID) -> CaseAction { CaseAction(.referral(.completed(id))) }
    package static func referralExpired(_ id: EntryID) -> CaseAction { CaseAction(.referral(.expired(id))) }
    package static func exceptionReviewed(_ id: EntryID, answers: Answers) -> CaseAction {
        CaseAction(.referral(.exceptionReviewed(id)), answers)
    }
}
