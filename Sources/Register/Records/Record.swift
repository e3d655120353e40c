/// One record of a stage of the journey: a safety check, an assessment, a goal, a hearing. Its form says what it asks.
package struct Record: Sendable, Equatable, Identifiable {
    package let id: EntryID
    package let form: FormID
    /// The record it belongs to: an action to its goal, a hearing to its investigation.
    package let about: EntryID?
    package let at: Moment
    package let author: AccountID
    package let agency: AgencyCode
    package internal(set) var answers: Answers
    package internal(set) var changed: Moment
}

/// How a form is kept when it may be recorded many times.
package struct Keeping: Sendable, Equatable {
    /// The stage of the journey it belongs to, 0 to 13.
    package let stage: Int
    /// Where the whole record stands: one of the investigation is hidden from whoever may not open that.
    package let compartment: Compartment
    /// The question whose day counts for deadlines, such as that of arrival; without it the day of recording counts.
    package let dated: FieldID?
    /// The question whose day stands in the calendar until the next record of its kind, such as that of a hearing.
    package let due: FieldID?
    /// The question whose answer is the level of risk of the case from then on.
    package let risk: FieldID?
    /// Whether tasks are given out in it, as in a conference.
    package let takesTasks: Bool
    /// Whether it is a goal that services and tasks serve.
    package let isGoal: Bool

    package init(
        stage: Int, compartment: Compartment = .core, dated: FieldID? = nil, due: FieldID? = nil, risk: FieldID? = nil,
        takesTasks: Bool = false, isGoal: Bool = false
    ) {
        self.stage = stage
        self.compartment = compartment
        self.dated = dated
        self.due = due
        self.risk = risk
        self.takesTasks = takesTasks
        self.isGoal = isGoal
    }
}
