import Pack
import Register

extension Form {
    /// The same form with only the questions that a permit shows.
    func shown(to permit: Permit, _ policy: Policy) -> Form {
        Form(
            id: id, title: title, why: why, fields: fields.filter { permit.sees.contains(policy.classOf($0.id) ?? .identifying) },
            keeping: keeping)
    }

    /// Whether some questions are asked only after certain answers.
    var hasConditions: Bool { fields.contains { $0.when != .always } }

    /// What can be read of answers that are still being typed, to know which questions apply.
    func soFar(_ sent: SubmittedAnswers) -> Answers {
        var answers = Answers()
        for field in fields { if case .success(let answer?) = field.check(sent, under: "") { answers[field.id] = answer } }
        return answers
    }

    /// The entries of a change: what is new, and a mark for what was taken away.
    func changes(from old: Answers, to new: Answers) -> Answers {
        var changed = Answers()
        for field in fields where old[field.id] != new[field.id] { changed[field.id] = new[field.id] ?? .cleared }
        return changed
    }
}

extension Field {
    /// A question of the program itself, about work and not about a person of a case.
    init(
        own id: FieldID, _ kind: Kind, _ label: String, hint: String? = nil, isRequired: Bool = false, choices: [Choice] = [],
        range: ClosedRange<Double>? = nil
    ) {
        self.init(
            id: id, kind: kind, label: Wording(said: label), hint: hint.map { Wording(said: $0) }, fieldClass: .coded,
            isRequired: isRequired, choices: choices, range: range)
    }
}
