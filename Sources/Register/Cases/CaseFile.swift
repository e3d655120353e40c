/// One person's case: the fold of everything that was recorded about it.
package struct CaseFile: Chronicle, CaseFacts, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, open, closed }

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
        sequence = entry.sequence
        changed = entry.stamp.at
        let act = entry.action.act.each
        reach(act.word, entry.stamp.at)
        act.change(&self, entry)
    }

    mutating func reach(_ name: String, _ at: Moment) {
        milestones[name, default: []].append(Milestone(at: at, sequence: sequence))
    }
}
