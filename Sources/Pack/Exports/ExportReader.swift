import Foundation
import Register

/// Reads `exports.yml`: what leaves for partners, in which formats, for which reasons.
struct ExportReader {
    /// Every question of a case and of its records.
    let asked: Asked
    let forms: [Form]
    let layouts: [String: [String]]
    let purposes: [Choice]

    private static let layoutField: FieldID = "ctdc_layout"

    static let shape: Shape = .map(
        ["reasons": .choices, "formats": .list(format, once: "id")], ["days": .count])
    private static let format: Shape = .map(
        ["id": .text, "title": .text, "consent": .text],
        [
            "when": .condition, "layout": .text, "published": .flag, "columns": .pairs(ExportColumnReader.shape),
            "classes": .list(.questionClass, once: ""), "texts": .flag,
        ])

    /// Nothing when the country has no such file.
    func terms(_ yaml: Yaml, _ faults: inout Faults) -> ExportTerms {
        var terms = ExportTerms()
        guard yaml["formats"] != nil else { return terms }
        if let days = yaml["days"]?.whole { terms.days = days }
        terms.reasons = [Choice](yaml["reasons"])
        if terms.reasons.isEmpty { faults.add(yaml["reasons"] ?? yaml, "\"reasons\" names why data may leave") }
        let published = forms.first { $0[ExportReader.layoutField] != nil }
        terms.publishedForm = published?.id
        terms.layoutField = published.map { _ in ExportReader.layoutField }
        terms.formats = yaml.list("formats").map { format($0, published, &faults) }
        if terms.formats.isEmpty { faults.add(yaml["formats"] ?? yaml, "\"formats\" names what partners are given") }
        return terms
    }

    private func format(_ yaml: Yaml, _ published: Form?, _ faults: inout Faults) -> ExportFormat {
        if let consent = yaml["consent"] {
            faults.check(consent, among: purposes.map(\.code), "no purpose of consent in pack.yml", of: [.pack])
        }
        let columns = yaml["columns"].map { ExportColumnReader(asked: asked, columns: $0).columns(&faults) }
        if columns?.isEmpty == true { faults.add(yaml["columns"] ?? yaml, "\"columns\" names the columns in their order") }
        return ExportFormat(
            id: yaml.word("id"), title: yaml.wording("title"), consent: yaml.word("consent"),
            people: Condition(yaml["when"], asked, &faults), shape: columns.map { .columns($0) } ?? standard(yaml, &faults),
            published: layout(yaml, columns ?? [], published, &faults))
    }

    /// Without columns, the elements of the standard.
    private func standard(_ yaml: Yaml, _ faults: inout Faults) -> ExportFormat.Shape {
        for key in ["layout", "published"] {
            if let entry = yaml[key] { faults.add(entry, "\"\(key)\" is for a format with columns") }
        }
        let classes = yaml.texts("classes").compactMap(Field.Class.init(rawValue:))
        return .standard(
            yaml["classes"] == nil ? [.coded, .sensitive] : Set(classes), hasTexts: yaml["texts"]?.isTrue ?? false)
    }

    /// The layout whose published records go out as they came; its columns must be those of the format, in the same order.
    private func layout(
        _ yaml: Yaml, _ columns: [ExportColumn], _ published: Form?, _ faults: inout Faults
    ) -> ExportFormat.Published? {
        let isGiven = yaml["published"]?.isTrue ?? false
        guard let entry = yaml["layout"], yaml["columns"] != nil else {
            if isGiven, yaml["columns"] != nil, let entry = yaml["published"] {
                faults.add(entry, "published records need a \"layout\"")
            }
            return nil
        }
        guard let wanted = layouts[entry.word] else {
            faults.check(entry, among: layouts.keys, "no layout of a form", of: [.forms])
            return nil
        }
        guard columns.map(\.name) == wanted else {
            tell(yaml.pairs("columns").map(\.key), wanted, at: yaml, &faults)
            return nil
        }
        guard isGiven else { return nil }
        let byColumn = Dictionary(
            (published?.fields ?? []).compactMap { field in field.standard.ctdc.map { ($0, field.id) } },
            uniquingKeysWith: { first, _ in first })
        guard Set(wanted).isSubset(of: byColumn.keys) else {
            faults.add(entry, "no form has a field for every column of \"\(entry.word)\"", of: [.forms])
            return nil
        }
        return ExportFormat.Published(layout: entry.word, fields: wanted.compactMap { byColumn[$0] })
    }

    /// The first column that stands where another should.
    private func tell(_ columns: [Yaml], _ wanted: [String], at yaml: Yaml, _ faults: inout Faults) {
        if let (odd, right) = zip(columns, wanted).first(where: { $0.word != $1 }) {
            return faults.unknown(odd, "\"\(odd.word)\" stands where the layout has \"\(right)\"", among: [right], of: [.forms])
        }
        faults.add(
            yaml["columns"] ?? yaml, "these are \(columns.count) columns and the layout has \(wanted.count)", of: [.forms])
    }
}
