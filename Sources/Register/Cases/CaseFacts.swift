/// What is known of a case: all of it, or what a permit lets through. Everything that is computed from it stands on this.
package protocol CaseFacts: Sendable {
    var status: CaseFile.Status { get }
    var number: String { get }
    var sequence: Int { get }
    var owner: AgencyCode { get }
    var assignee: AccountID? { get }
    var opened: Moment { get }
    var changed: Moment { get }
    var origin: Origin? { get }
    var answers: [FormID: Answers] { get }
    var agreements: [CaseFile.Agreement] { get }
    var screenings: [Screened] { get }
    var referrals: [Referral] { get }
    var services: [CaseFile.Service] { get }
    var notes: [CaseFile.Note] { get }
    var records: [Record] { get }
    var decisions: [Decided] { get }
    var recovery: Recovery? { get }
    var tasks: [CaseTask] { get }
    var delegates: [DeadlineID: AccountID] { get }
    var attachments: [Attached] { get }
    var links: [Link] { get }
    var broken: [Broken] { get }
    var excluded: Set<Exclusion> { get }
    var matches: [Matched] { get }
    var isHeld: Bool { get }
    var erasureAsked: ErasureAsked? { get }
    var closureAsked: CaseFile.ClosureAsked? { get }
    var closureReason: String? { get }
    var closed: Moment? { get }
    var milestones: [String: [CaseFile.Milestone]] { get }
}
