extension CampaignTerms {
    /// A question of a survey, and the answers that are right.
    package struct Item: Sendable, Equatable {
        package enum Area: String, Sendable, CaseIterable { case knowledge, attitude, practice }
        package let field: FieldID
        package let area: Area
        package let right: Set<String>
        /// How many of the right answers are needed.
        package let least: Int
        /// Answers that undo the right ones: who ticks all boxes does not know.
        package let wrong: Set<String>

        package init(field: FieldID, area: Area, right: Set<String>, least: Int = 1, wrong: Set<String> = []) {
            self.field = field
            self.area = area
            self.right = right
            self.least = least
            self.wrong = wrong
        }

        /// Nil when it was not answered.
        package func isRight(_ answers: Answers) -> Bool? {
            guard let given = answers[field]?.all, !given.isEmpty else { return nil }
            return given.filter(right.contains).count >= least && !given.contains(where: wrong.contains)
        }
    }
}
