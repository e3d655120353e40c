import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// The same doors for programs: list, read, open and act on cases, and the pack's agencies, services and forms.
enum Api {
    // One by one: as one table the compiler crashes (6.3.1).
    static var routes: [Route] {
        var routes = [Route(method: .get, path: "/api/openapi.json", door: .sealed { try document($0) })]
        routes.append(get("/api/v1/agencies") { try agencies($0) })
        routes.append(get("/api/v1/services") { try services($0) })
        routes.append(get("/api/v1/forms") { try everyForm($0) })
        routes.append(get("/api/v1/forms/{form}") { try oneForm($0) })
        routes.append(get("/api/v1/cases") { try ProgramCases.list($0) })
        routes.append(get("/api/v1/cases/{case}") { try await ProgramCases.read($0) })
        routes.append(post("/api/v1/cases") { try await ProgramActs.open($0) })
        routes.append(post("/api/v1/cases/{case}/actions") { try await ProgramActs.act($0) })
        return routes
    }

    private static func post(_ path: String, _ answer: @escaping @Sendable (Visit) async throws -> Reply) -> Route {
        Route(method: .post, path: path, door: .program(answer))
    }

    private static func get(_ path: String, _ answer: @escaping @Sendable (Visit) async throws -> Reply) -> Route {
        Route(method: .get, path: path, door: .program(answer))
    }

    private static func document(_ inbound: Inbound) throws -> Reply { .json(try OpenAPI.document(of: inbound.country)) }

    private static func agencies(_ visit: Visit) throws -> Reply {
        try json(visit.country.agencies.map { Named(code: $0.code.rawValue, label: $0.name.english, kind: $0.kind) })
    }

    private static func services(_ visit: Visit) throws -> Reply {
        try json(visit.country.services.map { Named(code: $0.code.rawValue, label: $0.label.english, kind: $0.statute.english) })
    }

    private static func everyForm(_ visit: Visit) throws -> Reply { try json(visit.country.everyForm.map { FormBody($0) }) }

    private static func oneForm(_ visit: Visit) throws -> Reply {
        let id = try visit.named("form")
        guard let form = visit.country.everyForm.first(where: { $0.id.rawValue == id }) else { throw Fault.notFound }
        return try json(FormBody(form))
    }

    static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Reply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return .json(try encoder.encode(value), status)
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
            let fields: [Question]

            init(_ field: Field) {
                id = field.id.rawValue
                kind = field.kind.rawValue
                label = field.label.english
                isRequired = field.isRequired
                choices = field.choices.map(\.code)
                fields = field.fields.map(Question.init)
            }
        }
        let id: String
        let title: String
        let fields: [Question]

        init(_ form: Form) {
            id = form.id.rawValue
            title = form.title.english
            fields = form.fields.map(Question.init)
        }
    }
}
