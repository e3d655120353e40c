/// Which rows are counted, and the day by which each falls into a year.
package struct Population: Sendable, Equatable, Identifiable, Codable {
    package let id: String
    package let label: Wording
    /// What exactly is counted, for whoever reads the figure.
    package let definition: Wording
    package let unit: CountedUnit
    /// Of a person: what happened, by the words that deadlines use; the first of them that did gives the day.
    package let events: [String]
    /// The question whose day counts, where it is answered; else the day on which the row was recorded.
    package let dated: FieldID?
    package let when: Condition
    /// Rows with the same answer here are one: several cases may share an investigation.
    package let once: FieldID?
    /// The number that can be summed.
    package let sum: FieldID?

    package var hasValue: Bool { once != nil || sum != nil }

    package init(
        id: String, label: Wording, definition: Wording, unit: CountedUnit, events: [String] = [], dated: FieldID? = nil,
        when: Condition = .always, once: FieldID? = nil, sum: FieldID? = nil
    ) {
        (self.id, self.label, self.definition, self.unit, self.events) = (id, label, definition, unit, events)
        (self.dated, self.when, self.once, self.sum) = (dated, when, once, sum)
    }
}
