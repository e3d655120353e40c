package struct DeadlineID: Code {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A rule of the country: after this, that must follow within a time.
package struct Deadline: Sendable, Equatable {
    /// Whose it is: whoever leads the case, who decides, who oversees the agency.
    package enum Duty: String, Sendable, CaseIterable { case worker, decider, supervisor }

    package let id: DeadlineID
    package let label: Wording
    /// The stage of the journey, 0 to 13.
    package let stage: Int
    /// The milestones that start it; the latest counts.
    package let after: [String]
    /// The milestones that end it, when they come later.
    package let until: [String]
    /// Which of those it is: the third follow-up is met by the third record.
    package let count: Int
    package let within: Span
    package let when: Condition
    package let duty: Duty
    /// Where it is done, below the address of the case.
    package let act: String
    /// How long after its end it goes to the supervisor, then to the focal point of the country.
    package let escalates: [Span]

    package init(
        id: DeadlineID, label: Wording, stage: Int, after: [String], until: [String], count: Int = 1, within: Span,
        when: Condition = .always, duty: Duty = .worker, act: String, escalates: [Span] = []
    ) {
        self.id = id
        self.label = label
        self.stage = stage
        self.after = after
        self.until = until
        self.count = count
        self.within = within
        self.when = when
        self.duty = duty
        self.act = act
        self.escalates = escalates
    }
}

/// Something that waits in a case, and until when.
package struct Due: Sendable, Equatable {
    package enum What: Sendable, Equatable {
        case rule(DeadlineID)
        case task(EntryID)
        case referral(EntryID)
        case rescreening
        case recovery
        /// The day that a record named, such as that of the next hearing.
        case appointment(EntryID, FormID)
    }

    package let what: What
    package let stage: Int
    package let at: Moment
    package let duty: Deadline.Duty
    /// Whoever it was given to; nil for whoever leads the case.
    package let assignee: AccountID?
    package let act: String
    package let supervisorFrom: Moment?
    package let coordinatorFrom: Moment?

    /// A name that stays the same as long as it waits.
    package var key: String {
        switch what {
        case .rule(let id): id.rawValue
        case .task(let id): "task.\(id)"
        case .referral(let id): "referral.\(id)"
        case .rescreening: "rescreening"
        case .recovery: "recovery"
        case .appointment(let id, let form): "appointment.\(form).\(id)"
        }
    }
}
