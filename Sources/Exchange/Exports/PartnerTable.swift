import OrderedCollections
package import Pack
package import Register

/// The people of an export as one table: a header, and a row for each person in no order yet.
package struct PartnerTable: Sendable, Equatable {
    package let header: [String]
    package var rows: [[String]]

    package init(_ files: [SeenCase], _ format: ExportFormat, _ country: Country) {
        switch format.shape {
        case .columns(let columns):
            let terms = country.practice.exports
            header = columns.map(\.name)
            rows = files.map { format.row(of: $0, by: terms, in: country.zone) }
        case .standard(let classes, let hasTexts):
            let standard = StandardTable(country, classes, hasTexts: hasTexts)
            let cells = files.map { standard.cells(of: $0) }
            let columns = standard.columns(of: cells)
            header = columns
            rows = cells.map { each in columns.map { each[$0] ?? "" } }
        }
    }
}

/// Cases by the elements of HTCDS, and nothing that is not one: no number of a case, no field or code of the country's own.
private struct StandardTable {
    private let sheet: Sheet
    private let kept: Set<FieldID>
    private let elements: [String]

    init(_ country: Country, _ classes: Set<Field.Class>, hasTexts: Bool) {
        sheet = Sheet(country, isStandard: true)
        let texts: Set<Field.Kind> = [.text, .long, .name, .phone]
        let leaving = country.fields.filter { field in
            field.standard.htcds != nil && classes.contains(field.fieldClass) && (hasTexts || !texts.contains(field.kind))
        }
        kept = Set(leaving.map(\.id))
        let names = Set(leaving.compactMap(\.standard.htcds))
        elements = sheet.columns.filter(names.contains)
    }

    func cells(of file: SeenCase) -> OrderedDictionary<String, String> {
        var cells: OrderedDictionary<String, String> = [:]
        sheet.put(leaving(file.answers.values.reduce(into: Answers()) { $0.merge($1) }), in: &cells)
        return cells
    }

    /// Every element that may leave, known or not, so that a partner's table is the same each time; then further rows of groups.
    func columns(of all: [OrderedDictionary<String, String>]) -> [String] {
        let more = all.reduce(into: Set<String>()) { $0.formUnion($1.keys) }.filter { column in
            elements.contains { column.hasPrefix($0 + ".") }
        }
        return elements + more.sorted { ($0.count, $0) < ($1.count, $1) }
    }

    private func leaving(_ answers: Answers) -> Answers {
        var left = Answers()
        for (id, answer) in answers.values {
            if case .group(let rows) = answer {
                left[id] = .group(rows.map { row in row.filter(kept.contains) })
            } else if kept.contains(id) {
                left[id] = answer
            }
        }
        return left
    }
}
