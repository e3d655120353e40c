import Foundation
import Register

/// Reads the folder `public` of a pack. A country without it has no public door.
struct PublicDoorReader {
    let reader: FormReader
    let concern: Form?
    let urgency: FieldID?
    let source: FieldID?

    private static let lines: Shape = .list(
        .map(["id": .text, "title": .text, "lines": .list(.map(["id": .text, "text": .text]), once: "id")]), once: "id")
    private static let intake = FormReader.shape.and(
        ["otherwise": .text],
        [
            "becomes": .pairs(.text), "set": .pairs(.text), "code": .text,
            "urgency": .list(.map(["is": .text], ["when": .condition])),
            "contact": .map([:], ["fields": .names, "call": .condition]),
            "needs": .list(.map(["id": .text, "field": .text, "text": .text], ["when": .condition]), once: "id"),
        ])
    static let shapes: [String: Shape] = [
        "door": .map(
            ["channel": .text, "standings": .choices, "signs": lines, "privacy": lines, "accessibility": lines]),
        "report": intake, "help": intake, "safe": ScreeningReader.shape,
    ]

    func door(_ pages: PackPages, _ home: inout Homes, _ faults: inout Faults) -> PublicDoor? {
        guard pages.hasFolder("public") else { return nil }
        for name in PublicDoorReader.shapes.keys.sorted() where !pages.has("public/\(name).yml") {
            faults.breaks(PackFault("public/\(name).yml", 1, "this file is missing"))
        }
        let door = pages["public/door.yml"]
        if let channel = door["channel"], let field = source.flatMap({ concern?[$0] }) {
            faults.check(channel, among: field.choices.map(\.code), "no answer to \"\(field.id)\"", of: known)
        }
        for key in ["standings", "signs", "privacy", "accessibility"] {
            if let entry = door[key], entry.list.isEmpty { faults.add(entry, "\"\(key)\" needs at least one") }
        }
        return PublicDoor(
            channel: door.word("channel"), report: intake(pages["public/report.yml"], &home, &faults),
            help: intake(pages["public/help.yml"], &home, &faults),
            safe: ScreeningReader.screening(pages["public/safe.yml"], reader, &faults), signs: sections("signs", door),
            privacy: sections("privacy", door), accessibility: sections("accessibility", door),
            standings: [Choice](door["standings"]), sounds: sounds(pages.folder))
    }

    /// What is known of a report of concern.
    private var known: Set<Section> { [.rooms, .lists, .places] }

    private func sections(_ key: String, _ yaml: Yaml) -> [PublicDoor.Section] {
        yaml.list(key).map { entry in
            PublicDoor.Section(title: entry.wording("title"), lines: entry.list("lines").map { $0.wording("text") })
        }
    }

    private func intake(_ yaml: Yaml, _ home: inout Homes, _ faults: inout Faults) -> PublicDoor.Intake {
        let form = reader.form(yaml, &faults)
        home.take(form, yaml, &faults)
        let asked = Asked(form.fields, yaml)
        let rules = yaml.list("urgency").map { entry in
            (when: Condition(entry["when"], asked, &faults), is: level("is", entry, &faults))
        }
        let contact = yaml["contact"]
        return PublicDoor.Intake(
            form: form, becomes: becomes(yaml, asked, &faults), set: set(yaml, &faults), code: code(yaml, &faults), urgency: rules,
            otherwise: level("otherwise", yaml, &faults),
            contact: (contact?.words("fields") ?? []).compactMap { asked.question($0, &faults)?.id },
            mayCall: Condition(contact?["call"], asked, &faults), needs: needs(yaml, asked, &faults))
    }

    private var ofReport: Asked { Asked(concern?.fields ?? [], of: known, "no question of a report of concern") }

    private func becomes(_ yaml: Yaml, _ asked: Asked, _ faults: inout Faults) -> [FieldID: Field] {
        yaml.pairs("becomes").reduce(into: [:]) { becomes, pair in
            guard let from = asked.question(pair.key, &faults), let to = ofReport.question(pair.value, &faults) else { return }
            if let fault = mismatch(from, to) { faults.add(pair.key, fault, of: known.union([.door])) }
            becomes[from.id] = to
        }
    }

    private func set(_ yaml: Yaml, _ faults: inout Faults) -> [FieldID: String] {
        yaml.pairs("set").reduce(into: [:]) { set, pair in
            guard let field = ofReport.question(pair.key, &faults) else { return }
            ofReport.check(pair.value, answers: field, &faults)
            set[field.id] = pair.value.word
        }
    }

    private func code(_ yaml: Yaml, _ faults: inout Faults) -> FieldID? {
        guard let entry = yaml["code"], let field = ofReport.question(entry, &faults) else { return nil }
        if field.kind != .text { faults.add(entry, "\"\(field.id)\" is no question of a report for a text", of: known) }
        return field.id
    }

    /// What one answer asks of another.
    private func needs(
        _ yaml: Yaml, _ asked: Asked, _ faults: inout Faults
    ) -> [(when: Condition, field: FieldID, text: Wording)] {
        yaml.list("needs").map { entry in
            let field = entry["field"].flatMap { asked.question($0, &faults) }
            return (Condition(entry["when"], asked, &faults), field?.id ?? "", entry.wording("text"))
        }
    }

    /// One of the answers to how urgent a report is.
    private func level(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> String {
        if let entry = yaml[key], let field = urgency.flatMap({ concern?[$0] }) { ofReport.check(entry, answers: field, &faults) }
        return yaml.word(key)
    }

    /// Why an answer to one question cannot be kept as an answer to another. Nil when it can.
    private func mismatch(_ from: Field, _ to: Field) -> String? {
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
