/// One person's case: the fold of everything that was recorded about it.
package struct CaseFile: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, open, closed }

    package struct Note: Sendable, Equatable {
        package let id: EntryID
        package let at: Moment
        package let author: AccountID
        package let agency: AgencyCode
        package internal(set) var answers: Answers
    }

    package struct Service: Sendable, Equatable {
        package let log: ServiceLog
        package let by: AgencyCode
        package let at: Moment
        package internal(set) var answers: Answers
    }

    package struct Agreement: Sendable, Equatable {
        package let id: EntryID
        package let consent: Consent
        package internal(set) var answers: Answers
        package internal(set) var withdrawn: Moment?
    }

    /// That somebody asked to close the case; somebody else agrees.
    package struct ClosureAsked: Sendable, Equatable {
        package let reason: String
        package let by: AccountID
        package let at: Moment
        package internal(set) var answers: Answers
    }

    /// That something happened for which a deadline may wait.
    package struct Milestone: Sendable, Equatable {
        package let at: Moment
        package let sequence: Int
    }

    package static let kind = ChronicleKind.file

    package var status = Status.absent
    package var number = ""
    package var sequence = 0
    package var owner: AgencyCode = ""
    package var assignee: AccountID?
    package var opened = Moment(seconds: 0)
    package var changed = Moment(seconds: 0)
    package var origin: Origin?
    package var answers: [FormID: Answers] = [:]
    package var agreements: [Agreement] = []
    package var screenings: [Screened] = []
    package var referrals: [Referral] = []
    package var services: [Service] = []
    package var notes: [Note] = []
    package var records: [Record] = []
    package var decisions: [Decided] = []
    package var recovery: Recovery?
    package var tasks: [CaseTask] = []
    package var delegates: [DeadlineID: AccountID] = [:]
    package var attachments: [Attached] = []
    package var links: [Link] = []
    package var broken: [Broken] = []
    package var excluded: Set<Exclusion> = []
    package var matches: [Matched] = []
    package var isHeld = false
    package var erasureAsked: ErasureAsked?
    package var closureAsked: ClosureAsked?
    package var closureReason: String?
    package var closed: Moment?
    /// What happened, by the names that the deadlines of a pack use.
    package internal(set) var milestones: [String: [Milestone]] = [:]

    package init() {}

    package mutating func apply(_ entry: Entry<CaseAction>) {
        let stamp = entry.stamp
        sequence = entry.sequence
        changed = stamp.at
        reach(entry.action.word, stamp.at)
        switch entry.action {
        case .opened(let number, let form, let answers):
            status = .open
            self.number = number
            owner = stamp.agency
            assignee = stamp.author
            opened = stamp.at
            self.answers[form, default: Answers()].merge(answers)
        case .came(let origin): self.origin = origin
        case .answered(let form, let answers): self.answers[form, default: Answers()].merge(answers)
        case .consented(let consent, let answers):
            agreements.append(Agreement(id: entry.id, consent: consent, answers: answers ?? Answers()))
        case .consentWithdrawn(let id): withdraw(id, at: stamp.at)
        case .referred(let request, let answers):
            referrals.append(
                Referral(
                    id: entry.id, request: request, from: stamp.agency, by: stamp.author, sent: stamp.at, message: answers,
                    status: .sent))
            if request.exception != nil { reach("exception", stamp.at) }
        case .referralDecided(let id, .accepted): settle(id, .accepted)
        case .referralDecided(let id, .declined(let reason)): settle(id, .declined, reason)
        case .referralWithdrawn(let id): settle(id, .withdrawn)
        case .referralCompleted(let id): settle(id, .completed)
        case .referralExpired(let id): settle(id, .expired)
        case .served(let log, let answers): services.append(Service(log: log, by: stamp.agency, at: stamp.at, answers: answers))
        case .noted(let answers):
            notes.append(Note(id: entry.id, at: stamp.at, author: stamp.author, agency: stamp.agency, answers: answers))
        case .assigned(let account): assignee = account
        case .transferred(let agency):
            owner = agency
            assignee = nil
            delegates = [:]
        case .closed(let reason, _):
            status = .closed
            closureReason = reason
            closureAsked = nil
            closed = stamp.at
        case .reopened:
            status = .open
            erasureAsked = nil
            closureReason = nil
            closed = nil
        default: journey(entry)
        }
    }

    mutating func reach(_ name: String, _ at: Moment) {
        milestones[name, default: []].append(Milestone(at: at, sequence: sequence))
    }

    package func referral(_ id: EntryID) -> Referral? { referrals.first { $0.id == id } }

    private mutating func settle(_ id: EntryID, _ status: Referral.Status, _ reason: String? = nil) {
        guard let index = referrals.firstIndex(where: { $0.id == id }) else { return }
        referrals[index].status = status
        referrals[index].reason = reason
    }

    /// Withdrawal closes every open referral that rested on this consent and on no exception or other consent.
    private mutating func withdraw(_ id: EntryID, at moment: Moment) {
        guard let index = agreements.firstIndex(where: { $0.id == id }) else { return }
        agreements[index].withdrawn = moment
        let today = moment.local(offset: 0).day
        for open in referrals where open.isOpen && open.request.exception == nil && !hasConsent(toReferTo: open.to, on: today) {
            settle(open.id, .withdrawn)
        }
    }

    package func hasConsent(toReferTo agency: AgencyCode, on today: Day) -> Bool {
        agreements.contains { $0.withdrawn == nil && $0.consent.covers(Consent.referral, agency, on: today) }
    }
}
