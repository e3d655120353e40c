import Cleaning
import Exchange
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

    /// What stands beside what is asked for: a key that is misspelt must not pass for one that was left out.
    private static func check(_ visit: Visit, _ known: Set<String>) throws {
        let sent = try? JSONSerialization.jsonObject(with: visit.inbound.body) as? [String: Any]
        let odd = (sent ?? [:]).keys.filter { !known.contains($0) }.sorted()
        guard odd.isEmpty else {
            throw ProgramProblems(problems: odd.map { ProgramProblem(field: $0, message: visit.say("api.notAsked")) })
        }
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
            try check(visit, ["id", "form", "answers"])
            if let asked = opening.form, asked != form.id {
                throw ProgramProblems(problems: [ProgramProblem(field: "form", message: visit.say("fault.notAChoice"))])
            }
            let isAgain = try visit.store.number(openedBy: id, as: try visit.actor()) != nil
            let number = try await visit.store.open(
                form: form.id, answers: try visit.checked(opening.answers, by: form), id: id,
                prefix: visit.country.casePrefix, as: try visit.actor(), at: visit.now, today: visit.today)
            return try Api.json(Result(number: number, sequence: 1), isAgain ? .ok : .created)
        } catch let found as ProgramProblems { return faults(found, visit) }
    }

    static func act(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        let asked: Acting = try body(visit)
        do {
            try check(visit, ["id", "expected", "action"])
            let (act, sent) = try asked.action.visit(visit, asked.id)
            do {
                switch act.way {
                case .entry(let make): return try await record(try make(sent), asked, number, visit, nil)
                case .reading(let make):
                    let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now)
                    let action = try make(sent, AskedAct.Read(file: file, permit: permit, answers: asked.action.answers))
                    return try await record(action, asked, number, visit, file.sequence)
                case .apart(let run):
                    guard asked.expected == nil else {
                        throw ProgramProblems(problems: [ProgramProblem(field: "expected", message: visit.say("api.notAsked"))])
                    }
                    let before = sequence(asked, number, visit)
                    try await run(sent, number)
                    let result = Result(number: number, sequence: before ?? sequence(asked, number, visit))
                    return try Api.json(result, before == nil ? .created : .ok)
                }
            } catch let refusal as AttachmentRefusal {
                let message = visit.say(refusal.key, refusal.holes)
                throw ProgramProblems(problems: [ProgramProblem(field: "file", message: message)])
            } catch let found as FormProblems {
                let keys = Dictionary(act.asks(visit.country).map { ($0.name, $0.key) }) { first, _ in first }
                throw ProgramProblems(
                    problems: found.problems.map {
                        ProgramProblem(field: keys[$0.field] ?? $0.field, message: Question.say($0.fault, visit))
                    })
            }
        } catch let found as ProgramProblems { return faults(found, visit) }
    }

    /// What it was recorded as, when it was and this account can still see it.
    private static func sequence(_ asked: Acting, _ number: String, _ visit: Visit) -> Int? {
        guard let actor = try? visit.actor() else { return nil }
        return (try? visit.store.sequence(of: visit.entry(asked.id), in: number, as: actor, at: visit.now)) ?? nil
    }

    /// `now` is the sequence of the case that was read for it.
    private static func record(
        _ action: CaseAction, _ asked: Acting, _ number: String, _ visit: Visit, _ now: Int?
    ) async throws -> Reply {
        // Sent again, nothing is left to change: what it was recorded as is the answer.
        if let now, action.changesNothing {
            return try Api.json(Result(number: number, sequence: sequence(asked, number, visit) ?? now))
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
                .init(code: "behind", message: visit.say("api.behind", holes), expected: asked.expected, sequence: sequence))
        }
    }

    private static func record(_ action: CaseAction, _ asked: Acting, _ number: String, _ visit: Visit) async throws -> Recorded {
        try await visit.store.record(
            action, id: visit.entry(asked.id), to: number, as: try visit.actor(), expected: asked.expected, at: visit.now,
            today: visit.today)
    }
}

extension Recorded {
    fileprivate var sequence: Int? { if case .again(let sequence) = self { sequence } else { nil } }
}
