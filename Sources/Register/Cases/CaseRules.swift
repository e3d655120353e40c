/// What is allowed when: the one table of status and action. What more an act asks for stands with the act.
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
        let asked = Circumstances(permit: permit, practice: practice, today: today, now: now)
        try action.act.each.accept(action.answers, in: self, asked)
    }
}
