package import Pack
package import Register

/// Forms of a pack as a survey, for ODK and Kobo.
extension XLSForm {
    /// Errors: `Problems` when the country has no form of that name.
    package static func workbook(_ ids: [FormID], of country: Country) throws -> Workbook {
        let known = country.everyForm
        let forms = try ids.map { id in
            guard let form = known.first(where: { $0.id == id }) else {
                let names = known.map(\.id.rawValue).joined(separator: ", ")
                throw Problems(faults: ["there is no form \"\(id)\"; the pack has \(names)"])
            }
            return form
        }
        var writer = Writer(country: country)
        for form in forms { writer.add(form) }
        return Workbook([writer.survey, writer.choices, writer.settings(forms)])
    }

    /// Rows by the names of their columns.
    private struct Rows {
        let columns: [String]
        private(set) var cells: [[String]] = []

        init(columns: [String]) { self.columns = columns }

        mutating func add(_ row: [String: String]) { cells.append(columns.map { row[$0] ?? "" }) }
        func sheet(_ name: String) -> Workbook.Sheet { Workbook.Sheet(name: name, rows: [columns] + cells) }
    }

    private struct Writer {
        let country: Country
        private var asked: Rows
        private var offered: Rows
        /// The choices that went out under a name, so that each list is written once.
        private var lists: [String: [Choice]] = [:]

        init(country: Country) {
            self.country = country
            func headings(_ kind: String) -> [String] { country.languages.map { "\(kind)::\(Writer.heading($0))" } }
            asked = Rows(
                columns: ["type", "name"] + headings("label") + headings("hint") + [
                    "required", "relevant", "constraint", "appearance", "anse_kind", "anse_class", "anse_compartment",
                    "anse_htcds", "anse_ctdc", "anse_step",
                ])
            offered = Rows(columns: ["list_name", "name"] + headings("label") + ["anse_htcds", "anse_local"])
        }

        private static func heading(_ language: String) -> String { "\(Words.native[language] ?? language) (\(language))" }

        var survey: Workbook.Sheet { asked.sheet("survey") }
        var choices: Workbook.Sheet { offered.sheet("choices") }

        func settings(_ forms: [Form]) -> Workbook.Sheet {
            var rows = Rows(columns: ["form_title", "form_id", "version", "default_language"])
            rows.add([
                "form_title": (forms.count == 1 ? forms[0].title : country.name).english,
                "form_id": forms.count == 1 ? "anse_\(forms[0].id)" : "anse_\(country.code.lowercased())",
                "version": country.version,
                "default_language": Writer.heading("en"),
            ])
            return rows.sheet("settings")
        }

        mutating func add(_ form: Form) {
            asked.add(row("begin_group", form.id.rawValue, ["label": form.title], ["anse_kind": "form"]))
            if !form.why.isEmpty {
                asked.add(row("note", "\(form.id)_why", ["label": form.why], ["anse_kind": "why"]))
            }
            for field in form.fields { add(field) }
            asked.add(["type": "end_group"])
        }

        private mutating func add(_ field: Field) {
            if field.kind == .group {
                asked.add(row("begin_repeat", field.id.rawValue, texts(field), marks(field)))
                for inner in field.fields { add(inner) }
                return asked.add(["type": "end_repeat"])
            }
            asked.add(row(type(of: field), field.id.rawValue, texts(field), marks(field)))
        }

        private func row(_ type: String, _ name: String, _ texts: [String: Wording], _ rest: [String: String]) -> [String: String] {
            var row = rest.merging(["type": type, "name": name]) { first, _ in first }
            for (kind, text) in texts {
                for language in country.languages {
                    let said = country.words.text(text, language)
                    if language == "en" || said != text.english { row["\(kind)::\(Writer.heading(language))"] = said }
                }
            }
            return row
        }

        private func texts(_ field: Field) -> [String: Wording] {
            field.hint.map { ["label": field.label, "hint": $0] } ?? ["label": field.label]
        }

        /// What a survey can say of a question, and what only a pack can.
        private func marks(_ field: Field) -> [String: String] {
            var marks = [
                "anse_kind": field.kind.rawValue, "anse_class": field.fieldClass.rawValue, "anse_step": String(field.step),
            ]
            if field.isRequired { marks["required"] = "true" }
            if let relevant = Relevance.text(field.when) { marks["relevant"] = relevant }
            if let range = field.range { marks["constraint"] = Relevance.text(range) }
            if field.kind == .long { marks["appearance"] = "multiline" }
            if field.kind == .phone { marks["appearance"] = "numbers" }
            if field.hasOwnCompartment { marks["anse_compartment"] = field.compartment.name }
            marks["anse_htcds"] = field.standard.htcds
            marks["anse_ctdc"] = field.standard.ctdc
            return marks
        }

        private mutating func type(of field: Field) -> String {
            switch field.kind {
            case .text, .long, .name, .phone: "text"
            case .number: "decimal"
            case .day: "date"
            case .yesNo, .choice, .country, .place: "select_one \(list(field))"
            case .choices, .countries: "select_multiple \(list(field))"
            case .group: "begin_repeat"
            }
        }

        /// The name of the list of a question. Lists of the same choices are one.
        private mutating func list(_ field: Field) -> String {
            let usual: [Field.Kind: String] = [.yesNo: "yes_no", .place: "place", .country: "country", .countries: "country"]
            let name = usual[field.kind] ?? field.list ?? field.id.rawValue
            guard lists[name] == nil else { return name }
            lists[name] = field.choices
            for choice in field.choices {
                var marks = ["list_name": name]
                marks["anse_htcds"] = choice.htcds
                if choice.isLocal { marks["anse_local"] = "true" }
                if name == "country" {
                    for language in country.languages {
                        marks["label::\(Writer.heading(language))"] = Regions.name(choice.code, language)
                    }
                }
                offered.add(row("", choice.code, ["label": choice.label], marks))
            }
            return name
        }
    }
}
