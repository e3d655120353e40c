import Foundation
import Pack
import Register

/// What the programs of others read to talk with this one: its addresses. Source: OpenAPI 3.1.
enum OpenAPI {
    static func document(of country: Country) throws -> Data {
        let document: [String: Any] = [
            "openapi": "3.1.0",
            "info": [
                "title": "Anse, \(country.name.english)", "version": "1",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "security": [["token": [String]()]],
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "schemas": OpenAPISchemas(country: country).all,
            ],
            "paths": paths,
        ]
        return try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys])
    }

    private static var paths: [String: Any] {
        let status = parameter("status", "query", ["type": "string", "enum": ["open", "closed"]])
        let page = parameter("page", "query", ["type": "integer", "minimum": 1, "maximum": 100_000])
        let number = parameter("case", "path", ["type": "string"])
        return [
            "/api/v1/agencies": ["get": operation("listAgencies", "The agencies of the country", gives: list(of: "Named"))],
            "/api/v1/services": [
                "get": operation("listServices", "The services people can be referred to", gives: list(of: "Named"))
            ],
            "/api/v1/forms": ["get": operation("listForms", "The forms and their questions", gives: list(of: "Form"))],
            "/api/v1/forms/{form}": [
                "get": operation(
                    "readForm", "One form and its questions", [parameter("form", "path", ["type": "string"])], gives: schema("Form")
                )
            ],
            "/api/v1/cases": [
                "get": operation(
                    "listCases", "The cases this token may see, a hundred a page", [status, page], gives: schema("Cases")),
                "post": operation("openCase", "Open a case", takes: "Opening", gives: schema("Recorded")),
            ],
            "/api/v1/cases/{case}": [
                "get": operation("readCase", "One case; the look is recorded", [number], gives: schema("Case"))
            ],
            "/api/v1/cases/{case}/actions": [
                "post": operation(
                    "actOnCase", "Record an action; sent again it gives the first result", [number], takes: "Act",
                    gives: schema("Recorded"))
            ],
        ]
    }

    private static func schema(_ name: String) -> [String: Any] { ["$ref": "#/components/schemas/\(name)"] }
    private static func list(of name: String) -> [String: Any] { ["type": "array", "items": schema(name)] }

    private static func parameter(_ name: String, _ place: String, _ schema: [String: Any]) -> [String: Any] {
        ["name": name, "in": place, "required": place == "path", "schema": schema]
    }

    private static func answer(_ text: String, _ schema: [String: Any]) -> [String: Any] {
        ["description": text, "content": ["application/json": ["schema": schema]]]
    }

    /// Shape: what takes a body records, and may be refused in more ways.
    private static func operation(
        _ id: String, _ summary: String, _ parameters: [[String: Any]] = [], takes body: String? = nil, gives result: [String: Any]
    ) -> [String: Any] {
        var faults = [
            "400": "Not understood", "401": "No valid token", "403": "The token has not this scope",
            "404": "Absent, or not for this token", "503": "Too busy; try again after Retry-After seconds",
        ]
        var answers: [String: Any] = ["200": answer(body == nil ? "Done" : "Recorded before, or nothing to change", result)]
        if body != nil {
            answers["201"] = answer("Recorded", result)
            faults["409"] = "Refused, or somebody else recorded first (code behind)"
            faults["413"] = "Too large"
            faults["422"] = "Every fault of what was sent"
        }
        for (code, text) in faults { answers[code] = answer(text, schema("Error")) }
        var operation: [String: Any] = ["operationId": id, "summary": summary, "parameters": parameters, "responses": answers]
        if let body {
            operation["requestBody"] = ["required": true, "content": ["application/json": ["schema": schema(body)]]]
        }
        return operation
    }
}
