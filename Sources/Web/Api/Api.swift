import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The same doors for programs: list, read, open and act on cases, and the pack's agencies, services and forms.
enum Api {
    static var routes: [Route] {
        [
            get("/api/v1/agencies") {
                try json($0.country.agencies.map { Named(code: $0.code.rawValue, label: $0.name, kind: $0.kind) })
            },
            get("/api/v1/services") {
                try json($0.country.services.map { Named(code: $0.code.rawValue, label: $0.label, kind: $0.statute) })
            },
            get("/api/v1/forms") { try json($0.country.forms.values.sorted { $0.id < $1.id }.map(FormBody.init)) },
            get("/api/v1/cases", list),
            get("/api/v1/cases/{case}", read),
            Route(method: .post, path: "/api/v1/cases", door: .program(open)),
            Route(method: .post, path: "/api/v1/cases/{case}/actions", door: .program(act)),
            Route(method: .get, path: "/api/openapi.json", door: .sealed { .json(try OpenAPI.document(of: $0.country)) }),
        ]
    }

    private static func get(_ path: String, _ answer: @escaping @Sendable (Visit) async throws -> Reply) -> Route {
        Route(method: .get, path: path, door: .program(answer))
    }

    private struct Named: Encodable {
        let code: String
        let label: String
        let kind: String
    }

    private struct FormBody: Encodable {
        struct Question: Encodable {
            let id: String
            let kind: String
            let label: String
            let isRequired: Bool
            let choices: [String]
        }
        let id: String
        let title: String
        let fields: [Question]

        init(_ form: Form) {
            id = form.id.rawValue
            title = form.title
            fields = form.fields.map {
                Question(
                    id: $0.id.rawValue, kind: $0.kind.rawValue, label: $0.label, isRequired: $0.isRequired,
                    choices: $0.choices.map(\.code))
            }
        }
    }

    static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Reply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return .json(try encoder.encode(value), status)
    }

    // MARK: Reading

    private struct Line: Encodable {
        let number: String
        let status: String
        let owner: String
        let opened: Int
        let changed: Int
    }

    private struct Lines: Encodable {
        let count: Int
        let cases: [Line]
    }

    private static func list(_ visit: Visit) throws -> Reply {
        let status = CaseFile.Status(rawValue: visit.query.first("status"))
        let page = min(max(1, Int(visit.query.first("page")) ?? 1), 100_000)
        let found = try visit.store.cases(as: try visit.actor(), status: status, page: page - 1, size: 100)
        let lines = found.lines.map {
            Line(
                number: $0.number, status: $0.status.rawValue, owner: $0.owner.rawValue, opened: $0.opened.seconds,
                changed: $0.changed.seconds)
        }
        return try json(Lines(count: found.count, cases: lines))
    }

    private struct CaseBody: Encodable {
        struct Request: Encodable {
            let id: String
            let service: String
            let from: String
            let to: String
            let status: String
            let due: Int
        }
        let number: String
        let status: String
        let sequence: Int
        let owner: String
        let answers: [String: Answers]
        let consents: [Consent]
        let referrals: [Request]
        let services: [ServiceLog]
    }

    private static func read(_ visit: Visit) async throws -> Reply {
        let (file, _) = try await visit.store.read(try visit.named("case"), as: try visit.actor(), for: .casework, at: visit.now)
        return try json(
            CaseBody(
                number: file.number, status: file.status.rawValue, sequence: file.sequence, owner: file.owner.rawValue,
                answers: Dictionary(uniqueKeysWithValues: file.answers.map { ($0.key.rawValue, $0.value) }),
                consents: file.agreements.filter { $0.withdrawn == nil }.map(\.consent),
                referrals: file.referrals.map {
                    .init(
                        id: $0.id.description, service: $0.request.service.rawValue, from: $0.from.rawValue, to: $0.to.rawValue,
                        status: $0.status.rawValue, due: $0.request.due.seconds)
                }, services: file.services.map(\.log)))
    }

    // MARK: Acting

    private struct Opening: Decodable {
        let id: EntryID
        let answers: Answers
    }

    private struct Act: Decodable {
        let id: EntryID
        let expected: Int?
        let action: CaseAction
    }

    private struct Result: Encodable {
        let number: String
        let sequence: Int
    }

    private struct Faults: Encodable {
        struct Each: Encodable {
            let field: String
            let message: String
        }
        let errors: [Each]
    }

    private static func body<Value: Decodable>(_ visit: Visit) throws -> Value {
        do { return try JSONDecoder().decode(Value.self, from: visit.body) } catch { throw Fault.notUnderstood }
    }

    /// Answers of a program are checked by the same form as those of a page.
    private static func checked(_ answers: Answers, _ form: Form, _ visit: Visit) throws -> Answers {
        for id in answers.values.keys where form[id] == nil {
            throw FormProblems(problems: [FormProblem(field: id.rawValue, fault: .notAChoice)])
        }
        return try form.accept(SubmittedAnswers(answers, of: form.fields))
    }

    private static func faults(_ found: FormProblems, _ visit: Visit) throws -> Reply {
        let each = found.problems.map { Faults.Each(field: $0.field, message: Question.say($0.fault, visit)) }
        return try json(Faults(errors: each), .unprocessableContent)
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        let opening: Opening = try body(visit)
        do {
            let number = try await visit.store.open(
                form: visit.country.opening.id, answers: try checked(opening.answers, visit.country.opening, visit), id: opening.id,
                prefix: visit.country.casePrefix, as: try visit.actor(), at: visit.now, today: visit.today)
            return try json(Result(number: number, sequence: 1), .created)
        } catch let found as FormProblems { return try faults(found, visit) }
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        var act: Act = try body(visit)
        if case .opened = act.action { throw Fault.notUnderstood }
        do {
            if case .answered(let id, let answers) = act.action {
                guard let form = visit.country.forms[id] else { throw Fault.notUnderstood }
                act = Act(
                    id: act.id, expected: act.expected, action: .answered(form: id, answers: try checked(answers, form, visit)))
            }
            let recorded = try await visit.store.record(
                act.action, id: act.id, to: number, as: try visit.actor(), expected: act.expected, at: visit.now, today: visit.today
            )
            switch recorded {
            case .recorded: return try json(["recorded": true], .created)
            case .again(let sequence): return try json(Result(number: number, sequence: sequence))
            case .behind(let sequence): return try json(Result(number: number, sequence: sequence), .conflict)
            }
        } catch let found as FormProblems { return try faults(found, visit) }
    }
}
