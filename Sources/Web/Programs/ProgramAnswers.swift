import OrderedCollections
import Pack
import Register

/// What is wrong with what a program sent, by the place in its JSON.
struct ProgramProblem: Encodable {
    let field: String
    let message: String
}

struct ProgramProblems: Error {
    let problems: [ProgramProblem]
}

/// Answers of a program are checked by the same form as those of a page, and all at once.
extension Visit {
    /// Errors: `ProgramProblems` with every fault.
    func checked(_ answers: Answers, by form: Form) throws(ProgramProblems) -> Answers {
        var problems = misshapen(answers, form.fields, under: "")
        do {
            let accepted = try form.accept(SubmittedAnswers(answers, of: form.fields))
            for (id, answer) in answers.values where form[id] != nil && !Visit.isEmpty(answer) && accepted[id] == nil {
                problems.append(ProgramProblem(field: id.rawValue, message: say("api.notAsked")))
            }
            if problems.isEmpty { return accepted }
        } catch {
            let known = Set(problems.map(\.field))
            problems += error.problems.filter { !known.contains($0.field) }
                .map { ProgramProblem(field: $0.field, message: Question.say($0.fault, self)) }
        }
        throw ProgramProblems(problems: problems)
    }

    /// Only what was sent changes; what is cleared goes. Nothing else of the section is touched.
    func changes(_ sent: Answers, to form: Form, from now: Answers) throws(ProgramProblems) -> Answers {
        let hidden = misshapen(sent, form.fields, under: "")
        guard hidden.isEmpty else { throw ProgramProblems(problems: hidden) }
        var whole = now
        whole.merge(sent)
        let asked = whole.filter { form[$0] != nil && (sent[$0] != nil || form.applying(to: whole).map(\.id).contains($0)) }
        let accepted = try checked(asked, by: form)
        return form.changes(from: now, to: accepted).filter { sent[$0] != nil }
    }

    private static func isEmpty(_ answer: Answer) -> Bool {
        switch answer {
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .codes(let codes): codes.allSatisfy(\.isEmpty)
        case .group(let rows): rows.allSatisfy { $0.values.values.allSatisfy(isEmpty) }
        case .declined: false
        case .cleared: true
        }
    }

    /// Fields that the form does not have, and answers that are not of their field's shape, which a form could not have sent.
    private func misshapen(_ answers: Answers, _ fields: [Field], under prefix: String) -> [ProgramProblem] {
        answers.values.sorted { $0.key < $1.key }.flatMap { id, answer -> [ProgramProblem] in
            let name = prefix + id.rawValue
            guard let field = fields.first(where: { $0.id == id }) else {
                return [ProgramProblem(field: name, message: say("api.notAsked"))]
            }
            switch (answer, field.kind) {
            case (.declined, _), (.cleared, _), (.codes, .choices), (.codes, .countries), (.text, .choices), (.text, .countries):
                return []
            case (.group([]), _): return []
            case (.group(let rows), .group):
                if rows.count > 50 { return [ProgramProblem(field: name, message: say("api.tooMany"))] }
                return rows.enumerated().flatMap { misshapen($1, field.fields, under: "\(name).\($0).") }
            case (.codes, _), (.group, _), (.text, .group): return [ProgramProblem(field: name, message: say("api.shape"))]
            case (.text, _): return []
            }
        }
    }
}
