import OrderedCollections
import Pack
import Register

/// The shapes that travel, made from the pack's own forms and codes.
struct OpenAPISchemas {
    let country: Country

    var all: [String: Any] {
        var all: [String: Any] = [
            "Named": object(["code": text, "label": text, "kind": text]),
            "Question": question, "Form": object(["id": text, "title": text, "fields": list(reference("Question"))]),
            "Cases": object([
                "count": integer,
                "cases": list(object(["number": text, "status": text, "owner": text, "opened": moment, "changed": moment])),
            ]),
            "Case": file, "Consent": consent, "Referral": referral, "Service": service, "Closure": closure,
            "Recorded": object(["number": text, "sequence": integer], optional: ["sequence"]),
            "Error": object(["error": failure]),
            "Opening": opening,
            "Act": object(
                [
                    "id": id, "expected": ["type": "integer", "description": "The sequence the caller saw"],
                    "action": ["oneOf": AskedAct.all.map { reference("act-\($0.kind)") }],
                ], optional: ["expected"]),
        ]
        for act in AskedAct.all { all["act-\(act.kind)"] = self.act(act) }
        for form in country.everyForm { all["answers-\(form.id)"] = answers(form.fields, of: form.title.english) }
        return all
    }

    private var text: [String: Any] { ["type": "string"] }
    private var integer: [String: Any] { ["type": "integer"] }
    private var moment: [String: Any] { ["type": "integer", "description": "Seconds since 1970, UTC"] }
    private var day: [String: Any] { ["type": "string", "examples": ["2026-11-23"]] }
    private var uuid: [String: Any] { ["type": "string", "format": "uuid"] }
    private var id: [String: Any] {
        ["type": "string", "format": "uuid", "description": "Made by the caller, so that a retry records once"]
    }

    private func reference(_ name: String) -> [String: Any] { ["$ref": "#/components/schemas/\(name)"] }
    private func list(_ items: [String: Any]) -> [String: Any] { ["type": "array", "items": items] }
    private func oneOf(_ codes: [String]) -> [String: Any] { ["type": "string", "enum": codes] }

    private func object(_ properties: [String: [String: Any]], optional: Set<String> = []) -> [String: Any] {
        ["type": "object", "properties": properties, "required": properties.keys.filter { !optional.contains($0) }.sorted()]
    }

    // MARK: What is read

    private var question: [String: Any] {
        object([
            "id": text, "kind": text, "label": text, "isRequired": ["type": "boolean"], "choices": list(text),
            "fields": list(reference("Question")),
        ])
    }

    private var file: [String: Any] {
        let answers = country.everyForm.map { ($0.id.rawValue, reference("answers-\($0.id)")) }
        return object(
            [
                "number": text, "status": oneOf(["open", "closed"]), "sequence": integer, "owner": text, "assignee": uuid,
                "opened": moment, "changed": moment,
                "answers": ["type": "object", "properties": Dictionary(answers) { first, _ in first }],
                "consents": list(reference("Consent")), "referrals": list(reference("Referral")),
                "services": list(reference("Service")), "closureAsked": reference("Closure"),
            ], optional: ["assignee", "closureAsked"])
    }

    private var consent: [String: Any] {
        object(
            [
                "id": uuid, "purpose": text, "recipient": text, "given": day, "expires": day, "language": text,
                "withdrawn": moment,
            ], optional: ["recipient", "expires", "withdrawn"])
    }

    private var referral: [String: Any] {
        object(
            [
                "id": uuid, "service": text, "from": text, "to": text, "status": oneOf(Referral.Status.allCases.map(\.rawValue)),
                "sent": moment, "due": moment, "packet": list(text), "exception": text, "reason": text, "text": text,
            ], optional: ["exception", "reason", "text"])
    }

    private var service: [String: Any] {
        object(["service": text, "on": day, "by": text, "referral": uuid, "text": text], optional: ["referral", "text"])
    }

    private var closure: [String: Any] {
        object(["reason": oneOf(country.closureReasons.map(\.code)), "by": uuid, "at": moment, "text": text], optional: ["text"])
    }

    private var failure: [String: Any] {
        object(
            [
                "code": text, "message": text, "problems": list(object(["field": text, "message": text])), "expected": integer,
                "sequence": integer,
            ], optional: ["problems", "expected", "sequence"])
    }

    // MARK: What is sent

    private var opening: [String: Any] {
        object(
            ["id": id, "form": oneOf([country.opening.id.rawValue]), "answers": reference("answers-\(country.opening.id)")],
            optional: ["form"])
    }

    private func act(_ act: AskedAct) -> [String: Any] {
        var properties: [String: [String: Any]] = ["kind": ["const": act.kind]]
        if let about = act.about { properties[about.key] = about.name == "id" ? uuid : text }
        let asks = act.asks(country)
        for ask in asks { properties[ask.key] = value(of: ask.kind) }
        return object(properties, optional: Set(asks.filter { !$0.isRequired }.map(\.key)))
    }

    private func value(of kind: AskedAct.Ask.Kind) -> [String: Any] {
        switch kind {
        case .code(let codes): oneOf(codes)
        case .codes(let codes): list(oneOf(codes))
        case .day: day
        case .text: ["type": "string", "maxLength": Field.longestText]
        case .file: ["type": "string", "contentEncoding": "base64", "description": "The whole call is 1 MiB at most"]
        case .number: ["type": ["number", "string"]]
        case .tick: ["type": "boolean"]
        case .reference: ["type": "string", "description": "The id of an entry or an account, or the number of a case"]
        case .answers: ["type": "object", "description": "By question, as answers-FORM; only what is sent changes"]
        }
    }

    private func answers(_ fields: [Field], of title: String) -> [String: Any] {
        let properties = fields.map {
            ($0.id.rawValue, ["anyOf": [answer($0), mark], "description": $0.label.english] as [String: Any])
        }
        return [
            "type": "object", "title": title, "properties": Dictionary(properties) { first, _ in first },
            "additionalProperties": false,
        ]
    }

    /// Shape: "prefer not to say", or taken away.
    private var mark: [String: Any] { object(["mark": oneOf(["declined", "cleared"])]) }

    private func answer(_ field: Field) -> [String: Any] {
        if field.kind == .group {
            return ["type": "array", "maxItems": 50, "items": answers(field.fields, of: field.label.english)]
        }
        let isShort = !field.choices.isEmpty && field.choices.count < 60
        let one = isShort ? oneOf(field.choices.map(\.code)) : text
        return field.kind == .choices || field.kind == .countries ? list(one) : one
    }
}
