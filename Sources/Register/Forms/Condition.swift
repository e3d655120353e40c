/// When a question applies: a small closed language with one evaluator. What a form opens by an answer is asked with its next page,
/// so that no browser has to judge.
package indirect enum Condition: Sendable, Equatable, Codable {
    case always
    case `is`(FieldID, String)
    case isOneOf(FieldID, [String])
    case contains(FieldID, String)
    case answered(FieldID)
    case above(FieldID, Double)
    case below(FieldID, Double)
    case all([Condition])
    case any([Condition])
    case not(Condition)

    package func holds(for answers: Answers) -> Bool {
        switch self {
        case .always: true
        case .is(let field, let value): answers[field]?.text == value
        case .isOneOf(let field, let values): answers[field]?.text.map(values.contains) ?? false
        case .contains(let field, let code): answers[field]?.all.contains(code) ?? false
        case .answered(let field): answers[field].map { !$0.all.allSatisfy(\.isEmpty) } ?? false
        case .above(let field, let limit): number(field, in: answers).map { $0 > limit } ?? false
        case .below(let field, let limit): number(field, in: answers).map { $0 < limit } ?? false
        case .all(let parts): parts.allSatisfy { $0.holds(for: answers) }
        case .any(let parts): parts.contains { $0.holds(for: answers) }
        case .not(let part): !part.holds(for: answers)
        }
    }

    /// The fields it asks about.
    package var fields: [FieldID] {
        switch self {
        case .always: []
        case .is(let id, _), .isOneOf(let id, _), .contains(let id, _), .answered(let id), .above(let id, _), .below(let id, _):
            [id]
        case .all(let parts), .any(let parts): parts.flatMap(\.fields)
        case .not(let part): part.fields
        }
    }

    private func number(_ field: FieldID, in answers: Answers) -> Double? {
        answers[field]?.text.flatMap { Bounded.anyDecimal($0) }
    }
}
