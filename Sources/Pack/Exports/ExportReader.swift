import Foundation
import Register

/// Reads `exports.yml`: what leaves for partners, in which formats, for which reasons.
struct ExportReader {
    /// Every question of a case and of its records.
    let fields: [FieldID: Field]
    let forms: [Form]
    let layouts: [String: [String]]
    let purposes: [Choice]
    let reader: FormReader

    private static let layoutField: FieldID = "ctdc_layout"

    /// Nothing when the country has no such file. Every fault is recorded with its line.
    func terms(_ folder: PackFolder, _ choices: (Yaml?, inout Faults) -> [Choice], _ faults: inout Faults) -> ExportTerms {
        let file = "exports.yml"
        var terms = ExportTerms()
        guard folder.has(file),
            let yaml = Yaml.read(folder, file, &faults)
        else { return terms }
        faults.allow(["days", "reasons", "formats"], in: yaml)
        if let entry = yaml["days"] {
            terms.days = entry.whole ?? 0
            if terms.days < 1 { faults.add(entry, "write a whole number of days") }
        }
        terms.reasons = choices(yaml["reasons"], &faults)
        if terms.reasons.isEmpty { faults.add(yaml, "\"reasons\" names why data may leave") }
        let published = forms.first { $0[ExportReader.layoutField] != nil }
        terms.publishedForm = published?.id
        terms.layoutField = published.map { _ in ExportReader.layoutField }
        for entry in yaml["formats"]?.list ?? [] {
            let format = format(entry, published, &faults)
            if terms.format(format.id) != nil { faults.add(entry, "the format \"\(format.id)\" stands here twice") }
            terms.formats.append(format)
        }
        if terms.formats.isEmpty { faults.add(yaml, "\"formats\" names what partners are given") }
        return terms
    }

    private func format(_ yaml: Yaml, _ published: Form?, _ faults: inout Faults) -> ExportFormat {
        faults.allow(["id", "title", "consent", "when", "layout", "published", "columns", "classes", "texts"], in: yaml)
        let consent = faults.need("consent", in: yaml)
        if !consent.isEmpty, !purposes.contains(where: { $0.code == consent }) {
            faults.add(yaml["consent"] ?? yaml, "\"\(consent)\" is no purpose of consent in pack.yml")
        }
        let columns = yaml["columns"].map { ExportColumnReader(fields: fields, reader: reader, columns: $0).columns(&faults) }
        if columns?.isEmpty == true { faults.add(yaml["columns"] ?? yaml, "\"columns\" names the columns in their order") }
        return ExportFormat(
            id: faults.need("id", in: yaml), title: faults.need("title", in: yaml), consent: consent,
            people: condition("when", yaml, &faults),
            shape: columns.map { .columns($0) } ?? standard(yaml, &faults),
            published: layout(yaml, columns ?? [], published, &faults))
    }

    private func condition(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> Condition {
        ExportColumnReader.condition(key, yaml, reader, fields, &faults)
    }

    /// Without columns, the elements of the standard.
    private func standard(_ yaml: Yaml, _ faults: inout Faults) -> ExportFormat.Shape {
        for key in ["layout", "published"] {
            if let entry = yaml[key] { faults.add(entry, "\"\(key)\" is for a format with columns") }
        }
        let classes = (yaml["classes"]?.list ?? []).compactMap { entry -> Field.Class? in
            let found = Field.Class(rawValue: entry.text ?? "")
            if found == nil { faults.add(entry, "\"\(entry.text ?? "")\" is no class; use coded, sensitive or identifying") }
            return found
        }
        return .standard(yaml["classes"] == nil ? [.coded, .sensitive] : Set(classes), hasTexts: flag("texts", yaml, &faults))
    }

    private func flag(_ key: String, _ yaml: Yaml, _ faults: inout Faults) -> Bool {
        guard let entry = yaml[key] else { return false }
        if entry.text != "true", entry.text != "false" { faults.add(entry, "\"\(key)\" is true or false") }
        return entry.text == "true"
    }

    /// The layout whose published records go out as they came; its columns must be those of the format, in the same order.
    private func layout(
        _ yaml: Yaml, _ columns: [ExportColumn], _ published: Form?, _ faults: inout Faults
    ) -> ExportFormat.Published? {
        let isGiven = flag("published", yaml, &faults)
        guard let entry = yaml["layout"] else {
            if isGiven, let entry = yaml["published"] { faults.add(entry, "published records need a \"layout\"") }
            return nil
        }
        let name = entry.text ?? ""
        guard let wanted = layouts[name] else {
            faults.add(entry, "there is no layout \"\(name)\" in the forms")
            return nil
        }
        if columns.map(\.name) != wanted {
            let odd = zip(columns.map(\.name), wanted).first { $0 != $1 }
            faults.add(
                yaml["columns"] ?? yaml,
                odd.map { "\"\($0.0)\" stands where the layout has \"\($0.1)\"" }
                    ?? "these are \(columns.count) columns and the layout has \(wanted.count)")
            return nil
        }
        guard isGiven else { return nil }
        let byColumn = Dictionary(
            (published?.fields ?? []).compactMap { field in field.standard.ctdc.map { ($0, field.id) } },
            uniquingKeysWith: { first, _ in first })
        guard Set(wanted).isSubset(of: byColumn.keys) else {
            faults.add(entry, "no form has a field for every column of \"\(name)\"")
            return nil
        }
        return ExportFormat.Published(layout: name, fields: wanted.compactMap { byColumn[$0] })
    }
}
