import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// What a program records: a new case, or an action on one. The caller chooses an id as a mark, so that a retry
/// records once; what is recorded has one of the server's.
enum ProgramActs {
    private struct Opening: Decodable {
        let id: Mark
        let form: FormID?
        let answers: Answers
    }

    private struct Acting: Decodable {
        let id: Mark
        let expected: Int?
        let action: ProgramAct
    }

    private struct Result: Encodable {
        let number: String
        let sequence: Int?
    }

    private static func body<Value: Decodable>(_ visit: Visit) throws -> Value {
        guard JSONDepth.isWithin(visit.inbound.body) else { throw Fault.notUnderstood }
        do { return try JSONDecoder().decode(Value.self, from: visit.inbound.body) } catch { throw Fault.notUnderstood }
    }

    /// Whether it is one of the two, whatever it asks for.
    static func isReadable(_ body: Data) -> Bool {
        guard JSONDepth.isWithin(body) else { return false }
        let decoder = JSONDecoder()
        return (try? decoder.decode(Opening.self, from: body)) != nil || (try? decoder.decode(Acting.self, from: body)) != nil
    }

    private static func faults(_ found: ProgramProblems, _ visit: Visit) -> Reply {
        Program.reply(
            .unprocessableContent, .init(code: "answers", message: visit.say("form.problems"), problems: found.problems))
    }

    static func open(_ visit: Visit) async throws -> Reply {
        let opening: Opening = try body(visit)
        let id = visit.entry(opening.id)
        let form = visit.country.opening
        do {
            if let asked = opening.form, asked != form.id {
                throw ProgramProblems(problems: [ProgramProblem(field: "form", message: visit.say("fault.notAChoice"))])
            }
            if let number = try visit.store.number(openedBy: id, as: try visit.actor()) {
                return try Api.json(Result(number: number, sequence: 1))
            }
            let number = try await visit.store.open(
                form: form.id, answers: try visit.checked(opening.answers, by: form), id: id,
                prefix: visit.country.casePrefix, as: try visit.actor(), at: visit.now, today: visit.today)
            return try Api.json(Result(number: number, sequence: 1), .created)
        } catch let found as ProgramProblems { return faults(found, visit) }
    }

    static func act(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        let asked: Acting = try body(visit)
        do {
            let action: CaseAction
            if asked.action.kind == "answered" {
                let (change, now) = try await answered(asked.action, number, visit)
                // Sent again, nothing is left to change: what it was recorded as is the answer.
                if change.answers.isEmpty {
                    let first = try visit.store.sequence(
                        of: visit.entry(asked.id), in: number, as: try visit.actor(), at: visit.now)
                    return try Api.json(Result(number: number, sequence: first ?? now))
                }
                action = change
            } else {
                action = try asked.action.action(visit)
            }
            switch try await record(action, asked, number, visit) {
            case .recorded:
                // Asked again, the store gives the sequence; it cannot to one who handed the case over.
                let known = try? await record(action, asked, number, visit)
                return try Api.json(Result(number: number, sequence: known?.sequence), .created)
            case .again(let sequence): return try Api.json(Result(number: number, sequence: sequence))
            case .behind(let sequence):
                let holes = ["expected": String(asked.expected ?? 0), "sequence": String(sequence)]
                return Program.reply(
                    .conflict,
                    .init(
                        code: "behind", message: visit.say("api.behind", holes), expected: asked.expected, sequence: sequence))
            }
        } catch let found as ProgramProblems { return faults(found, visit) }
    }

    private static func record(_ action: CaseAction, _ asked: Acting, _ number: String, _ visit: Visit) async throws -> Recorded {
        try await visit.store.record(
            action, id: visit.entry(asked.id), to: number, as: try visit.actor(), expected: asked.expected, at: visit.now,
            today: visit.today)
    }

    /// The change of one section, within the questions that this account may see. The look is recorded, as on the page.
    private static func answered(_ act: ProgramAct, _ number: String, _ visit: Visit) async throws -> (CaseAction, Int) {
        let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now)
        guard let form = visit.country.everyForm.first(where: { $0.id == act.form }), let answers = act.answers else {
            let field = act.answers == nil ? "answers" : "form"
            throw ProgramProblems(problems: [ProgramProblem(field: field, message: visit.say("fault.missing"))])
        }
        let shown = form.shown(to: permit, visit.store.policy)
        let change = try visit.changes(answers, to: shown, from: file.answers[form.id] ?? Answers())
        return (.answered(form: form.id, answers: change), file.sequence)
    }
}

extension Recorded {
    fileprivate var sequence: Int? { if case .again(let sequence) = self { sequence } else { nil } }
}
