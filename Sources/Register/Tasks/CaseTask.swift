/// Something that somebody is to do in a case by a day.
package struct CaseTask: Sendable, Equatable, Identifiable {
    package struct Request: Codable, Sendable, Equatable {
        package let due: Day
        /// Nil for whoever leads the case.
        package let assignee: AccountID?
        /// The record it was given out in, such as a conference.
        package let about: EntryID?

        package init(due: Day, assignee: AccountID?, about: EntryID?) {
            self.due = due
            self.assignee = assignee
            self.about = about
        }
    }

    package let id: EntryID
    package let request: Request
    package let from: AccountID
    package let agency: AgencyCode
    package internal(set) var what: Answers
    package internal(set) var done: Moment?
}

extension CaseTask {
    /// That something was given to somebody to do, that it was done, and that a deadline of the country was given to a colleague.
    package enum Act: ActOfCase {
        case given(Request)
        case done(EntryID)
        case delegated(DeadlineID, to: AccountID)

        package var word: String {
            switch self {
            case .given: "tasked"
            case .done: "taskDone"
            case .delegated: "delegated"
            }
        }

        package var ability: Ability { .task }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            switch self {
            case .given(let request):
                guard request.due >= now.today else { throw Refusal("taskInPast") }
                if let about = request.about {
                    guard let record = file.record(about), now.practice.records[record.form]?.takesTasks == true else {
                        throw Refusal("noSuchRecord")
                    }
                    guard now.permit.opens.contains(now.practice.compartment(ofRecord: record.form)) else {
                        throw Refusal("notPermitted")
                    }
                }
                try answers.acceptReason()
                if let assignee = request.assignee { try file.acceptHand(assignee) }
            case .done(let id):
                guard file.tasks.contains(where: { $0.id == id && $0.done == nil }) else { throw Refusal("noSuchTask") }
            case .delegated(let rule, let account):
                guard now.practice.deadlines.contains(where: { $0.id == rule }) else { throw Refusal("noSuchTask") }
                try file.acceptHand(account)
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            switch self {
            case .given(let request):
                file.tasks.append(
                    CaseTask(
                        id: entry.id, request: request, from: entry.stamp.author, agency: entry.stamp.agency,
                        what: entry.action.answers, done: nil))
            case .done(let id):
                if let index = file.tasks.firstIndex(where: { $0.id == id }) { file.tasks[index].done = entry.stamp.at }
            case .delegated(let rule, let account): file.delegates[rule] = account
            }
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension CaseAction {
    package static func tasked(_ request: CaseTask.Request, answers: Answers) -> CaseAction {
        CaseAction(.task(.given(request)), answers)
    }
    package static func taskDone(_ id: EntryID) -> CaseAction { CaseAction(.task(.done(id))) }
    package static func delegated(_ rule: DeadlineID, to account: AccountID) -> CaseAction {
        CaseAction(.task(.delegated(rule, to: account)))
    }
}
