/// A test of the pack. The same items are asked before and after a workshop, so that each person is compared with themselves.
package struct KnowledgeTest: Sendable, Equatable {
    package struct Item: Sendable, Equatable {
        package let id: String
        package let text: Wording
        package let choices: [Choice]
        /// The code of the right choice.
        package let right: String
        /// Why it is right, shown after the second test.
        package let why: Wording

        package init(id: String, text: Wording, choices: [Choice], right: String, why: Wording) {
            self.id = id
            self.text = text
            self.choices = choices
            self.right = right
            self.why = why
        }
    }

    package let id: String
    package let title: Wording
    package let items: [Item]

    package init(id: String, title: Wording, items: [Item]) {
        self.id = id
        self.title = title
        self.items = items
    }

    /// The paper of somebody who answered. What is no answer to an item is left out; an item without an answer is not right.
    package func paper(_ answers: [String: String], confidence: Int?) -> TestPaper {
        let given = answers.filter { id, code in
            items.contains { item in item.id == id && item.choices.contains { $0.code == code } }
        }
        let right = items.filter { given[$0.id] == $0.right }.map(\.id)
        return TestPaper(test: id, answers: given, right: right, items: items.count, confidence: confidence)
    }
}

/// What one person answered before or after, judged by the test as it stood then: a later change of the pack changes no result.
package struct TestPaper: Codable, Sendable, Equatable {
    package enum Sitting: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable { case before, after }

    package let test: String
    /// The chosen code by item.
    package let answers: [String: String]
    package let right: [String]
    package let items: Int
    /// From 1, not at all, to 5, very.
    package let confidence: Int?

    package init(test: String, answers: [String: String], right: [String], items: Int, confidence: Int?) {
        self.test = test
        self.answers = answers
        self.right = right
        self.items = items
        self.confidence = confidence
    }

    /// Units: per cent. Nil for a paper that asks about confidence alone.
    package var score: Double? { items == 0 ? nil : 100 * Double(right.count) / Double(items) }
}

/// What a country decided on training, as far as rules read it.
package struct TrainingPractice: Sendable, Equatable {
    /// What happens when somebody without a valid certificate records a screening.
    package enum Screening: String, Sendable, CaseIterable { case off, warn, block }

    package var screening = Screening.off
    /// The topics of which a certificate is asked for. Empty: any course counts.
    package var topics: [String] = []
    /// The short questions whose answers in a case are a screening too.
    package var quickScreen: FormID?
    package var tests: [KnowledgeTest] = []
    /// Units: days before its end in which a certificate asks for a refresher.
    package var refresherDays = 60
    /// Whether people are asked again some months later.
    package var asksLater = false
    /// Units: days after the last day of a workshop; then the names of its people are destroyed. Nil: they are kept.
    package var retentionDays: Int?

    package init() {}

    /// Whether what an action records is a screening.
    package func isScreening(_ action: CaseAction) -> Bool {
        switch action.act {
        case .screening: true
        case .section(let section): section.form == quickScreen
        case .opening, .note, .ownership, .consent, .referral, .service, .record, .decision, .recovery, .task, .file, .link, .wall,
            .glass, .closure, .hold, .erasure:
            false
        }
    }

    package func test(_ id: String) -> KnowledgeTest? { tests.first { $0.id == id } }
}
