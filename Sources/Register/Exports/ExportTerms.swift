/// What a country hands to partners: in which formats, for which reasons, and of whom.
package struct ExportTerms: Sendable, Equatable {
    /// Units: days. An export that nobody takes further ends after them.
    package var days = 14
    package var reasons: [Choice] = []
    package var formats: [ExportFormat] = []
    /// Where a record that came from a published file stands, and the question that says in which layout.
    package var publishedForm: FormID?
    package var layoutField: FieldID?

    package init() {}

    package func format(_ id: String) -> ExportFormat? { formats.first { $0.id == id } }
}

/// A table with a row for each person, as one kind of partner reads it.
package struct ExportFormat: Sendable, Equatable {
    package enum Shape: Sendable, Equatable {
        /// Columns that the pack fills from the answers, in their order.
        case columns([ExportColumn])
        /// Every element of the standard whose question is of one of these classes; words that people wrote only if that is said.
        case standard(Set<Field.Class>, hasTexts: Bool)
    }

    /// Records that came from a file that was published already go out in the same layout, as they came.
    package struct Published: Sendable, Equatable {
        package let layout: String
        /// Shape: in the order of the columns.
        package let fields: [FieldID]

        package init(layout: String, fields: [FieldID]) {
            self.layout = layout
            self.fields = fields
        }
    }

    package let id: String
    package let title: Wording
    /// The purpose that a person must have agreed to.
    package let consent: String
    /// Which people it is about.
    package let people: Condition
    package let shape: Shape
    package let published: Published?

    package init(
        id: String, title: Wording, consent: String, people: Condition = .always, shape: Shape, published: Published? = nil
    ) {
        self.id = id
        self.title = title
        self.consent = consent
        self.people = people
        self.shape = shape
        self.published = published
    }
}
