import Foundation
import Register

/// Reads the folder `public` of a pack. A country without it has no public door.
struct PublicDoorReader {
    let reader: FormReader
    let concern: Form?
    let urgency: FieldID?
    let source: FieldID?

    func door(_ folder: PackFolder, _ home: inout [FieldID: FormID], _ faults: inout Faults) -> PublicDoor? {
        guard folder.hasFolder("public") else { return nil }
        let yaml = ["door", "report", "help", "safe"].map { Yaml.read(folder, "public/\($0).yml", &faults) }
        guard let door = yaml[0], let report = yaml[1], let help = yaml[2], let safe = yaml[3] else { return nil }
        faults.allow(["channel", "standings", "signs", "privacy", "accessibility"], in: door)
        let channel = faults.need("channel", in: door)
        if let source, concern?[source]?.choices.contains(where: { $0.code == channel }) != true {
            faults.add(door["channel"] ?? door, "\"\(channel)\" is no answer to \"\(source)\"")
        }
        let standings = Country.choices(door["standings"], &faults)
        if standings.isEmpty { faults.add(door, "\"standings\" needs at least one: what a person reads before anybody looked") }
        return PublicDoor(
            channel: channel, report: intake(report, &home, &faults), help: intake(help, &home, &faults),
            safe: Country.Screening(
                form: reader.form(safe, &faults),
                advice: (safe["advice"]?.list ?? []).map { entry in
                    Country.Screening.Advice(
                        id: faults.need("id", in: entry), level: faults.need("level", in: entry),
                        when: entry["when"].map { reader.condition($0, &faults) } ?? .always,
                        text: faults.need("text", in: entry))
                }),
            signs: sections("signs", door, &faults), privacy: sections("privacy", door, &faults),
            accessibility: sections("accessibility", door, &faults), standings: standings, sounds: sounds(folder))
    }

    private func sections(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> [PublicDoor.Section] {
        if yaml[key]?.list.isEmpty ?? true { faults.add(yaml, "\"\(key)\" is missing") }
        return (yaml[key]?.list ?? []).map { entry in
            faults.allow(["title", "lines"], in: entry)
            return PublicDoor.Section(
                title: faults.need("title", in: entry), lines: (entry["lines"]?.list ?? []).map { faults.need("text", in: $0) })
        }
    }

    private func intake(_ yaml: Yaml, _ home: inout [FieldID: FormID], _ faults: inout Faults) -> PublicDoor.Intake {
        let form = reader.form(yaml, &faults)
        for field in form.fields {
            if let other = home.updateValue(form.id, forKey: field.id) {
                faults.add(yaml, "the field \"\(field.id)\" stands in \(other) and in \(form.id); a question has one place")
            }
        }
        var becomes: [FieldID: Field] = [:]
        for (key, value) in yaml["becomes"]?.pairs ?? [] {
            let (from, to) = (FieldID(key.text ?? ""), FieldID(value.text ?? ""))
            if let fault = mismatch(form[from], concern?[to]) { faults.add(key, fault) }
            becomes[from] = concern?[to]
        }
        var set: [FieldID: String] = [:]
        for (key, value) in yaml["set"]?.pairs ?? [] {
            let field = concern?[FieldID(key.text ?? "")]
            if field?.choices.contains(where: { $0.code == value.text }) != true {
                faults.add(key, "\"\(value.text ?? "")\" is no answer to a question \"\(key.text ?? "")\" of a report")
            }
            set[FieldID(key.text ?? "")] = value.text
        }
        let code = yaml["code"]?.text.map { FieldID($0) }
        if let code, concern?[code]?.kind != .text {
            faults.add(yaml["code"] ?? yaml, "\"\(code)\" is no question of a report for a text")
        }
        let rules = (yaml["urgency"]?.list ?? []).map { entry -> (when: Condition, is: String) in
            faults.allow(["when", "is"], in: entry)
            let condition = entry["when"].map { reader.condition($0, &faults) } ?? .always
            for field in condition.fields where form[field] == nil {
                faults.add(entry, "\"\(field)\" is no question of this form")
            }
            return (condition, level("is", entry, &faults))
        }
        let contact = yaml["contact"]
        if let contact { faults.allow(["fields", "call"], in: contact) }
        let fields = (contact?["fields"]?.list ?? []).map { FieldID($0.text ?? "") }
        let mayCall = contact?["call"].map { reader.condition($0, &faults) } ?? .always
        for field in fields + mayCall.fields where form[field] == nil {
            faults.add(contact ?? yaml, "\"\(field)\" is no question of this form")
        }
        return PublicDoor.Intake(
            form: form, becomes: becomes, set: set, code: code, urgency: rules, otherwise: level("otherwise", yaml, &faults),
            contact: fields, mayCall: mayCall, needs: needs(yaml, form, &faults))
    }

    /// What one answer asks of another.
    private func needs(_ yaml: Yaml, _ form: Form, _ faults: inout Faults) -> [(when: Condition, field: FieldID, text: String)] {
        (yaml["needs"]?.list ?? []).map { entry in
            faults.allow(["when", "field", "text"], in: entry)
            let condition = entry["when"].map { reader.condition($0, &faults) } ?? .always
            let field = FieldID(faults.need("field", in: entry))
            for field in condition.fields + [field] where form[field] == nil {
                faults.add(entry, "\"\(field)\" is no question of this form")
            }
            return (condition, field, faults.need("text", in: entry))
        }
    }

    /// One of the answers to how urgent a report is.
    private func level(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> String {
        let code = faults.need(key, in: yaml)
        if let urgency, concern?[urgency]?.choices.contains(where: { $0.code == code }) != true {
            faults.add(yaml[key] ?? yaml, "\"\(code)\" is no answer to \"\(urgency)\"")
        }
        return code
    }

    /// Why an answer to one question cannot be kept as an answer to another. Nil when it can.
    private func mismatch(_ from: Field?, _ to: Field?) -> String? {
        guard let from else { return "this is no question of this form" }
        guard let to else { return "there is no such question in a report of concern" }
        let isText: Set<Field.Kind> = [.text, .long, .name]
        // Words that are a number go there; others stay where they were asked.
        let isNear = isText.contains(from.kind) && (isText.contains(to.kind) || (from.kind == .text && to.kind == .number))
        guard from.kind == to.kind || isNear else {
            return "\"\(from.id)\" and \"\(to.id)\" are of different kinds"
        }
        let known = Set(to.choices.map(\.code))
        guard let odd = from.choices.first(where: { !known.contains($0.code) }) else { return nil }
        return "\"\(odd.code)\" is no answer to \"\(to.id)\""
    }

    /// Of one text in several kinds of file the first that every phone plays.
    private func sounds(_ folder: PackFolder) -> [String: PublicDoor.Sound] {
        var found: [String: PublicDoor.Sound] = [:]
        for kind in ["ogg", "mp3", "m4a"] {
            for (path, bytes) in folder.files where path.hasPrefix("public/sounds/") && path.hasSuffix(".\(kind)") {
                let name = path.dropFirst("public/sounds/".count).dropLast(kind.count + 1)
                if name.split(separator: "/").count == 2 { found[String(name)] = PublicDoor.Sound(kind: kind, bytes: bytes) }
            }
        }
        return found
    }
}
