import Foundation
import Pack
import Register

/// What the programs of others read to talk with this one. Source: OpenAPI 3.1.
enum OpenAPI {
    static func document(of country: Country) throws -> Data {
        let document: [String: Any] = [
            "openapi": "3.1.0",
            "info": [
                "title": "Anse, \(country.name)", "version": "1", "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "security": [["token": [String]()]],
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "schemas": schemas(country),
            ],
            "paths": paths,
        ]
        return try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys])
    }

    private static var paths: [String: Any] {
        [
            "/api/v1/agencies": ["get": operation("listAgencies", "The agencies of the country")],
            "/api/v1/services": ["get": operation("listServices", "The services people can be referred to")],
            "/api/v1/forms": ["get": operation("listForms", "The forms and their questions")],
            "/api/v1/cases": [
                "get": operation(
                    "listCases", "The cases this token may see", [parameter("status", "query"), parameter("page", "query")]),
                "post": operation("openCase", "Open a case", body: "Opening", success: "201"),
            ],
            "/api/v1/cases/{case}": ["get": operation("readCase", "One case; the look is recorded", [parameter("case", "path")])],
            "/api/v1/cases/{case}/actions": [
                "post": operation(
                    "actOnCase", "Record an action; sent again it gives the first result", [parameter("case", "path")], body: "Act",
                    success: "201")
            ],
        ]
    }

    private static func parameter(_ name: String, _ place: String) -> [String: Any] {
        ["name": name, "in": place, "required": place == "path", "schema": ["type": "string"]]
    }

    private static func operation(
        _ id: String, _ summary: String, _ parameters: [[String: Any]] = [], body: String? = nil, success: String = "200"
    ) -> [String: Any] {
        var answers: [String: Any] = [
            success: ["description": "Done", "content": ["application/json": ["schema": [String: Any]()]]]
        ]
        let faults = ["401": "No valid token", "403": "The token has not this scope", "404": "Absent, or not for this token"]
        let more = [
            "200": "Recorded before", "400": "Not understood", "409": "Refused, or somebody else recorded first",
            "413": "Too large", "422": "Every fault of the answers",
        ]
        for (code, text) in faults.merging(body == nil ? [:] : more, uniquingKeysWith: { a, _ in a }) where answers[code] == nil {
            answers[code] = ["description": text]
        }
        var operation: [String: Any] = ["operationId": id, "summary": summary, "parameters": parameters, "responses": answers]
        if let body {
            operation["requestBody"] = [
                "required": true, "content": ["application/json": ["schema": ["$ref": "#/components/schemas/\(body)"]]],
            ]
        }
        return operation
    }

    private static func schemas(_ country: Country) -> [String: Any] {
        let id: [String: Any] = [
            "type": "string", "format": "uuid", "description": "Made by the caller, so that a retry records once",
        ]
        let answers = Dictionary(uniqueKeysWithValues: country.opening.fields.map { ($0.id.rawValue, question($0)) })
        return [
            "Opening": [
                "type": "object", "required": ["id", "answers"],
                "properties": ["id": id, "answers": ["type": "object", "properties": answers, "additionalProperties": false]],
            ],
            "Act": [
                "type": "object", "required": ["id", "action"],
                "properties": [
                    "id": id, "expected": ["type": "integer", "description": "The sequence the caller saw"],
                    "action": ["type": "object", "description": "One action by its name, as in the case's history"],
                ],
            ],
        ]
    }

    private static func question(_ field: Field) -> [String: Any] {
        var schema: [String: Any] = ["type": "string", "description": field.label]
        if !field.choices.isEmpty, field.choices.count < 60 { schema["enum"] = field.choices.map(\.code) }
        return field.kind == .choices || field.kind == .countries ? ["type": "array", "items": schema] : schema
    }
}
