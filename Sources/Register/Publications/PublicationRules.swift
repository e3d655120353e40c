/// What may happen to the figures of a year, when, and by whom.
extension Publication {
    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(
        _ action: Action, by account: AccountID, duties: Set<Duty>, _ practice: Practice, on today: Day
    ) throws(Refusal) {
        guard duties.contains(.figures), let terms = practice.statistics.publication else { throw Refusal("notPermitted") }
        if asking != nil {
            switch action {
            case .returned, .signed: break
            case .frozen, .drafted, .noted, .asked: throw Refusal("waitsForSignature")
            }
        }
        switch action {
        case .frozen(let cohort):
            guard cohort.year <= today.year else { throw Refusal("yearNotBegun", ["year": String(cohort.year)]) }
        case .drafted(let drawn):
            try checkYear(practice, today)
            guard drawn.snapshot == snapshot?.act.id else { throw Refusal("newerSnapshot") }
            if drawn.method == .suppressed, tablesTold + drawn.tables > terms.mostTables {
                throw Refusal("withheld.too-many-tables", ["most": String(terms.mostTables)])
            }
        case .noted:
            guard snapshot != nil else { throw Refusal("notFrozen") }
        case .asked:
            try checkYear(practice, today)
            guard draft != nil else { throw Refusal("notDrafted") }
            if next > 1, notes.isEmpty { throw Refusal("correctionSaysWhat") }
        case .returned(let answers):
            guard asking != nil else { throw Refusal("notAsked") }
            guard answers[.text]?.text?.isEmpty == false else { throw Refusal("returnSaysWhy") }
        case .signed(let digest):
            try checkYear(practice, today)
            guard let asking else { throw Refusal("notAsked") }
            guard digest == asking.digest else { throw Refusal("otherFigures") }
            guard !hands.contains(account) else { throw Refusal("secondPerson") }
        }
    }

    /// Whether somebody may sign what waits: no hand of theirs is in it.
    package func waits(for account: AccountID) -> Bool { asking != nil && !hands.contains(account) }

    /// A year must be over, and frozen since.
    private func checkYear(_ practice: Practice, _ today: Day) throws(Refusal) {
        guard let snapshot else { throw Refusal("notFrozen") }
        guard year < today.year else { throw Refusal("yearNotOver", ["year": String(year)]) }
        guard practice.calendar.day(of: snapshot.cohort.asOf).year > year else { throw Refusal("frozenTooEarly") }
    }
}
